import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { placesFromProcess } from '../config.ts';
import { localDate } from '../domain/calendar.ts';
import { Refusal } from '../domain/errors.ts';
import { personalFile, zipOf } from '../engine/personal-file.ts';
import { instruments } from '../instruments/index.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { programmeCalendar } from '../programme/calendar.ts';
import { loadProgramme } from '../programme/load.ts';
import { currentTime, inStore } from './database.ts';
import { personNamed } from './named.ts';
import { noteOperator } from './noting.ts';
import { sentence } from './say.ts';

/**
 * `percolateur person-data PERSON`: what « mes-donnees » shows and gives, for whoever cannot open our pages. It is
 * written in the journal, where its person reads it.
 */
export function register(program: Command): void {
  program
    .command('person-data <personne>')
    .description(words.commands.person_data)
    .option('--out <fichier>', words.options.person_data_out)
    .action(async (typed: string, { out, json }: { out?: string; json?: true }) => {
      const places = placesFromProcess();
      const programme = await loadProgramme(places.programme);
      const calendar = programmeCalendar(programme);
      const file = await inStore(places, async (tx) => {
        const person = await personNamed(tx, typed);
        const now = await currentTime(tx);
        await noteOperator(tx, 'person.read', person.id);
        return personalFile(
          { tx, now, today: localDate(calendar, now), programme, calendar },
          person,
          instruments,
        );
      });
      if (out === undefined) {
        console.log(json ? JSON.stringify(file.json) : file.text.trimEnd());
        return;
      }
      await writeFile(out, zipOf(file), { mode: 0o600, flag: 'wx' }).catch(() => {
        throw new Refusal('person_file', { file: out });
      });
      console.log(
        json
          ? JSON.stringify({ person: file.json.person, file: out })
          : sentence(words.person_data.written, { file: out }),
      );
    });
}
