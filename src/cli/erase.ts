import { join } from 'node:path';
import type { Command } from 'commander';
import { type Places, placesFromProcess } from '../config.ts';
import { Refusal } from '../domain/errors.ts';
import { type Erasure, erasePerson } from '../engine/erase.ts';
import { secureRandom } from '../engine/random.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { parsePeople } from '../programme/people-csv.ts';
import { readText } from '../programme/text-file.ts';
import { findPerson, findPersonBy, type Person } from '../store/person.ts';
import type { Tx } from '../store/store.ts';
import { scrub, sealWith, secretOf, withStore } from './database.ts';
import { sentence, tell } from './say.ts';
import { Unsettled } from './unsettled.ts';

const text = words.erase;
const KINDS = [
  'addresses',
  'messages',
  'rsvps',
  'acknowledgements',
  'helpCalls',
  'rosters',
  'launches',
  'strangers',
  'sandboxMessages',
] as const;

/** `percolateur erase PERSON`, by id or e-mail. Exits 1 while the people file would bring them back. */
export function register(program: Command): void {
  program
    .command('erase <personne>')
    .description(words.commands.erase)
    .action(async (typed: string, { json }: { json?: true }) => {
      const places = placesFromProcess();
      const secret = secretOf(places);
      const { person, erased, scrubbed } = await withStore(places, async (store) => {
        const done = await store.transaction(async (tx) => {
          const person = await findTyped(tx, typed);
          const seal = secret ? sealWith(secret) : null;
          return { person, erased: await erasePerson({ tx, random: secureRandom }, person, seal) };
        });
        return { ...done, scrubbed: await scrub(store) };
      });
      const listed = await stillListed(places, person.id);
      tell(json, { person: person.id, erased, scrubbed, stillListed: listed }, [
        sentence(text.done, { id: person.id }),
        ...linesOf(erased),
        ...text.limits,
        ...(scrubbed ? [] : [words.scrub_later]),
        ...(listed
          ? [sentence(text.listed, { file: join(places.programme, 'agents.csv'), id: person.id })]
          : []),
      ]);
      if (listed) throw new Unsettled();
    });
}

async function findTyped(tx: Tx, typed: string): Promise<Person> {
  const person = (await findPerson(tx, typed)) ?? (await findPersonBy(tx, 'email', typed.toLowerCase()));
  if (!person) throw new Refusal('unknown_person');
  return person;
}

function linesOf(erased: Erasure): string[] {
  return [
    ...KINDS.filter((kind) => erased[kind] > 0).map((kind) => `  ${text.kinds[kind]} : ${erased[kind]}`),
    ...(erased.decisions > 0 ? [text.decisions] : []),
    erased.answers === null ? text.no_secret : sentence(text.answers, { count: erased.answers }),
  ];
}

/** True also when the list cannot be read: somebody has to look. */
async function stillListed(places: Places, id: string): Promise<boolean> {
  const csv = await readText(places.programme, 'agents.csv', []);
  return csv === null || parsePeople(csv, 'agents.csv').people.some((person) => person.id === id);
}
