import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Command } from 'commander';
import { placesFromProcess } from '../config.ts';
import { localDate } from '../domain/calendar.ts';
import { StartupError } from '../domain/errors.ts';
import type { PersonRecord } from '../domain/person.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { programmeCalendar } from '../programme/calendar.ts';
import { loadProgramme } from '../programme/load.ts';
import { parsePeople } from '../programme/people-csv.ts';
import { readText } from '../programme/text-file.ts';
import { listAddresses, listEverybody, listStrangers, savePeople } from '../store/person.ts';
import { currentTime, withStore } from './database.ts';
import { noteOperator } from './noting.ts';
import { comparePeople, type PeopleChanges } from './people/compare.ts';
import { sentence, tell } from './say.ts';
import { Unsettled } from './unsettled.ts';

const text = words.people;

/**
 * `percolateur people import FILE`: what a new list would change, and with `--apply`, the change.
 * `percolateur people strangers`: accounts that wrote and are on no list.
 */
export function register(program: Command): void {
  const group = program.command('people').description(words.commands.people);
  group
    .command('strangers')
    .description(words.commands.people_strangers)
    .action(async ({ json }: { json?: true }) => {
      const strangers = await withStore(placesFromProcess(), (store) => store.transaction(listStrangers));
      const lines = strangers.map((row) => sentence(text.stranger, row));
      tell(json, strangers, lines.length > 0 ? lines : [text.no_stranger]);
    });
  group
    .command('import <fichier>')
    .description(words.commands.people_import)
    .option('--apply', words.options.apply)
    .action(async (file: string, { apply, json }: { apply?: true; json?: true }) => {
      const people = await readPeopleFile(file);
      const places = placesFromProcess();
      const programme = await loadProgramme(places.programme, { people });
      const changes = await withStore(places, (store) =>
        store.transaction(async (tx) => {
          const found = comparePeople(await listEverybody(tx), people, await listAddresses(tx));
          if (apply) {
            const today = localDate(programmeCalendar(programme), await currentTime(tx));
            await savePeople(tx, people, today.toString());
            await noteOperator(tx, 'people.list');
          }
          return found;
        }),
      );
      const own = join(places.programme, 'agents.csv');
      const kept = apply ? await isProgrammeFile(file, own) : true;
      tell(json, { applied: apply ?? false, ...changes, programmeFileDiffers: !kept }, [
        ...linesOf(changes),
        apply ? text.applied : text.not_applied,
        ...(kept ? [] : [sentence(text.copy, { file, to: own })]),
      ]);
      if (!kept) throw new Unsettled();
    });
}

/** Throws a StartupError with every wrong line. */
async function readPeopleFile(file: string): Promise<PersonRecord[]> {
  const problems: string[] = [];
  const csv = await readText(dirname(file), basename(file), problems);
  const parsed = csv === null ? null : parsePeople(csv, basename(file));
  problems.push(...(parsed?.problems ?? []));
  if (!parsed || problems.length > 0) throw new StartupError(problems);
  return parsed.people;
}

/** The service reads the programme's own list again once it changes: another one would then be undone. */
async function isProgrammeFile(file: string, own: string): Promise<boolean> {
  const [given, kept] = await Promise.all([readFile(file), readFile(own).catch(() => null)]);
  return kept !== null && given.equals(kept);
}

function linesOf(changes: PeopleChanges): string[] {
  const list = <T extends object>(title: string, rows: T[], line: (row: T) => string) =>
    rows.length === 0
      ? []
      : [sentence(title, { count: rows.length }), ...rows.map((row) => `  ${line(row)}`)];
  const who = ({ id, name, department }: { id: string; name: string; department: string }) =>
    sentence(text.person, { id, name, department });
  const lines = [
    ...list(text.arrivals, changes.arrivals, who),
    ...list(text.returns, changes.returns, who),
    ...list(text.departures, changes.departures, who),
    ...list(text.changes, changes.changes, ({ id, name, fields }) =>
      sentence(text.change, {
        id,
        name,
        fields: fields
          .map(({ field, from, to }) =>
            sentence(text.field, { field: text.fields[field], from: from || '–', to: to || '–' }),
          )
          .join(', '),
      }),
    ),
    ...list(text.unreachable, changes.withoutChannel, who),
  ];
  return lines.length === 0 ? [text.nothing] : lines;
}
