import { CsvError, parse } from 'csv-parse/sync';
import type { PersonRecord } from '../domain/person.ts';
import { dayName } from './days.ts';
import { CHANNEL_WORDS, PEOPLE_COLUMNS, type PeopleColumn, ROLE_WORDS, readPerson } from './person-line.ts';
import { nearest, plain, suggest } from './suggest.ts';
import type { Problems } from './text-file.ts';

const REQUIRED: readonly PeopleColumn[] = ['id', 'nom', 'service'];

/** What must be one person's alone, and how it is called in a message. */
const UNIQUE = [
  ['id', (person: PersonRecord) => person.id],
  ['courriel', (person: PersonRecord) => person.email],
  ['aad_id', (person: PersonRecord) => person.aadId],
  ['slack_id', (person: PersonRecord) => person.slackId],
] as const;

/** The people that could be read, what is wrong with the others, and every service named, even on wrong lines. */
export type PeopleFile = { people: PersonRecord[]; problems: Problems; departments: string[] };

/**
 * Reads a people file: separators `;` or `,`, quotes doubled inside quotes, one person a line, columns in any
 * order under their names. `file` is its name in the problems, which never repeat a name or an e-mail.
 */
export function parsePeople(csv: string, file: string): PeopleFile {
  const problems: Problems = [];
  const people: PersonRecord[] = [];
  const departments = new Map<string, { name: string; line: number }>();
  const taken = new Map<string, number>();
  const [header = '', ...lines] = csv.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const delimiter = header.split(';').length >= header.split(',').length ? ';' : ',';
  const report = (line: number, message: string) => problems.push(`${file}:${line}: ${message}`);

  const columns = readHeader(splitLine(header, delimiter) ?? [], (message) => report(1, message));
  if (!columns) return { people, problems, departments: [] };

  for (const [index, text] of lines.entries()) {
    const line = index + 2;
    const cells = splitLine(text, delimiter);
    if (!cells) {
      report(
        line,
        'un guillemet n\'est pas refermé ; doublez (« "" ») ceux qui sont dans le texte, retirez les autres',
      );
      continue;
    }
    if (cells.every((cell) => cell === '')) continue;
    if (cells.length !== columns.length) {
      const fix = `écrivez-en ${columns.length}, séparées par « ${delimiter} »`;
      const count = cells.length === 1 ? '1 colonne' : `${cells.length} colonnes`;
      report(line, `${count} au lieu de ${columns.length} ; ${fix}`);
      continue;
    }
    const row = new Map(columns.map((column, position) => [column, cells[position] ?? '']));
    const { person, mistakes } = readPerson(row);
    for (const mistake of mistakes) report(line, mistake);
    noteDepartment(row.get('service') ?? '', line);
    const free = noteUnique(person, line);
    if (mistakes.length === 0 && free) people.push(person);
  }
  if (people.length === 0 && problems.length === 0) report(1, 'aucune personne ; écrivez-en une par ligne');
  return { people, problems, departments: [...departments.values()].map(({ name }) => name) };

  /** Two spellings of a service would cut it in two, and each half might be too small to have figures. */
  function noteDepartment(name: string, line: number): void {
    const known = departments.get(plain(name));
    if (!known) departments.set(plain(name), { name, line });
    else if (known.name !== name) {
      report(line, `service écrit autrement qu'à la ligne ${known.line} ; écrivez « ${known.name} »`);
    }
  }

  function noteUnique(person: PersonRecord, line: number): boolean {
    let free = true;
    for (const [column, read] of UNIQUE) {
      const value = read(person);
      if (!value) continue;
      const first = taken.get(`${column} ${value}`);
      if (first === undefined) taken.set(`${column} ${value}`, line);
      else {
        report(line, `même « ${column} » qu'à la ligne ${first} ; donnez-en un différent à chaque personne`);
        free = false;
      }
    }
    return free;
  }
}

/** The people as a file that `parsePeople` reads back the same. */
export function formatPeople(people: readonly PersonRecord[]): string {
  const rows = people.map((person) =>
    [
      person.id,
      person.name,
      person.email ?? '',
      person.department,
      person.roles.map((role) => ROLE_WORDS[role]).join('|'),
      person.channel === null ? '' : CHANNEL_WORDS[person.channel],
      person.aadId ?? '',
      person.slackId ?? '',
      person.locale,
      person.zone ?? '',
      (person.days ?? []).map(dayName).join('-'),
    ]
      .map(quote)
      .join(';'),
  );
  return `${[PEOPLE_COLUMNS.join(';'), ...rows].join('\n')}\n`;
}

function quote(cell: string): string {
  return /[;,"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** One line a person: a quote left open is then told on its own line, and does not swallow the rest of the file. */
function splitLine(line: string, delimiter: string): string[] | null {
  if (line.trim() === '') return [];
  try {
    const [cells = []] = parse(line, { delimiter, trim: true });
    return cells;
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

function readHeader(cells: string[], report: (message: string) => void): PeopleColumn[] | null {
  let sound = true;
  const titled = (cell: string) => PEOPLE_COLUMNS.find((name) => name === plain(cell));
  if (!cells.some(titled)) {
    // Without titles the first line is a person: it is not repeated.
    report(`il manque la ligne de titres ; écrivez d'abord : ${PEOPLE_COLUMNS.join(';')}`);
    return null;
  }
  const columns = cells.map((cell) => {
    const column = titled(cell);
    if (!column) {
      report(`colonne inconnue « ${cell} » ; ${suggest(cell, PEOPLE_COLUMNS)}`);
      sound = false;
    }
    return column;
  });
  for (const name of REQUIRED) {
    if (columns.includes(name) || cells.some((cell) => nearest(cell, PEOPLE_COLUMNS) === name)) continue;
    report(`il manque la colonne « ${name} » ; première ligne attendue : ${PEOPLE_COLUMNS.join(';')}`);
    sound = false;
  }
  const known = columns.filter((column) => column !== undefined);
  for (const name of new Set(known.filter((column, index) => known.indexOf(column) !== index))) {
    report(`la colonne « ${name} » est deux fois ; gardez-en une`);
    sound = false;
  }
  return sound ? known : null;
}
