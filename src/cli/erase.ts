import { join } from 'node:path';
import type { Command } from 'commander';
import { type Places, placesFromProcess } from '../config.ts';
import { Refusal } from '../domain/errors.ts';
import { type Erasure, erasePerson } from '../engine/erase.ts';
import { isLastLead } from '../engine/last-lead.ts';
import { secureRandom } from '../engine/random.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { parsePeople } from '../programme/people-csv.ts';
import { readText } from '../programme/text-file.ts';
import { scrub, sealWith, secretOf, withStore } from './database.ts';
import { familyLines } from './families.ts';
import { personNamed } from './named.ts';
import { noteOperator } from './noting.ts';
import { sentence, tell } from './say.ts';
import { Unsettled } from './unsettled.ts';

const text = words.erase;

/**
 * `percolateur erase PERSON`, by id or e-mail. Exits 1 while the people file would bring them back, 2 for the last lead
 * without `--force`: nobody would be there for what the service asks.
 */
export function register(program: Command): void {
  program
    .command('erase <personne>')
    .description(words.commands.erase)
    .option('--force', words.options.force_last_lead)
    .action(async (typed: string, { json, force }: { json?: true; force?: true }) => {
      const places = placesFromProcess();
      const secret = secretOf(places);
      const { person, erasure, lastLead, scrubbed } = await withStore(places, async (store) => {
        const done = await store.transaction(async (tx) => {
          const person = await personNamed(tx, typed);
          const lastLead = await isLastLead(tx, person);
          if (lastLead && !force) throw new Refusal('last_lead', { id: person.id });
          const seal = secret ? sealWith(secret) : null;
          const erasure = await erasePerson({ tx, random: secureRandom }, person, seal);
          await noteOperator(tx, 'person.erase', erasure.alias);
          return { person, erasure, lastLead };
        });
        return { ...done, scrubbed: await scrub(store) };
      });
      const listed = await stillListed(places, person.id);
      const { alias, ...erased } = erasure;
      tell(json, { person: person.id, alias, erased, lastLead, scrubbed, stillListed: listed }, [
        sentence(text.done, { id: person.id }),
        ...linesOf(erasure),
        ...text.limits,
        ...(lastLead ? [text.last_lead] : []),
        ...(scrubbed ? [] : [words.scrub_later]),
        ...(listed
          ? [sentence(text.listed, { file: join(places.programme, 'agents.csv'), id: person.id })]
          : []),
      ]);
      if (listed) throw new Unsettled();
    });
}

function linesOf(erasure: Erasure): string[] {
  const { answers, decisions, launches, acts } = erasure;
  return [
    ...familyLines({ ...erasure, decisions: 0, launches: 0, acts: 0 }),
    ...(decisions + launches + acts > 0 ? [text.decisions] : []),
    answers === null ? text.no_secret : sentence(text.answers, { count: answers }),
  ];
}

/** True also when the list cannot be read: somebody has to look. */
async function stillListed(places: Places, id: string): Promise<boolean> {
  const csv = await readText(places.programme, 'agents.csv', []);
  return csv === null || parsePeople(csv, 'agents.csv').people.some((person) => person.id === id);
}
