import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { FAMILIES, PERSONAL } from '../../../src/store/personal.ts';

type Column = { table: string; name: string; refersTo: string | null };

/** Every column of db/schema.sql, and the table it refers to. */
function columns(): Column[] {
  const sqlite = new Database(':memory:');
  sqlite.exec(readFileSync(new URL('../../../db/schema.sql', import.meta.url), 'utf8'));
  const rows = sqlite
    .prepare<[], Column>(
      `select tables.name as "table", columns.name as name, keys."table" as refersTo
       from sqlite_schema as tables
       join pragma_table_info(tables.name) as columns
       left join pragma_foreign_key_list(tables.name) as keys on keys."from" = columns.name
       where tables.type = 'table'`,
    )
    .all();
  sqlite.close();
  return rows;
}

const COLUMNS = columns();

/** Whether a column refers to somebody, or is called as one that does. */
function isPersonal({ name, refersTo }: Column): boolean {
  return refersTo === 'person' || /^(person|person_id|actor|author|caller|recipient|\w+_by)$/.test(name);
}

it('knows every column that says who somebody is', () => {
  expect(COLUMNS.length).toBeGreaterThan(150);
  const known = new Set(PERSONAL.map(({ table, column }) => `${table}.${column}`));
  const found = COLUMNS.filter(isPersonal).map(({ table, name }) => `${table}.${name}`);
  expect(found.length).toBeGreaterThan(18);
  expect(found.filter((column) => !known.has(column))).toEqual([]);
});

it('names columns that are there, the person last, and every family', () => {
  const columns = new Set(COLUMNS.map(({ table, name }) => `${table}.${name}`));
  for (const { table, column, shown, kept } of PERSONAL) {
    const since =
      typeof kept === 'string' ? [] : [kept.since.includes('.') ? kept.since : `${table}.${kept.since}`];
    for (const name of [`${table}.${column}`, ...shown.map((one) => `${table}.${one}`), ...since])
      expect(columns, name).toContain(name);
  }
  expect(PERSONAL.at(-1)).toMatchObject({ table: 'person', column: 'id' });
  expect(new Set(PERSONAL.map(({ family }) => family))).toEqual(new Set(FAMILIES));
});

it('shows nothing that opens an answer or a door', () => {
  for (const { table, shown } of PERSONAL)
    for (const column of shown)
      expect(['salt', 'token', 'box', 'params', 'shown'], table).not.toContain(column);
});

it('speaks to nobody as to a man only', () => {
  for (const name of ['rights', 'survey', 'cafe', 'memento', 'checkin', 'contact', 'help', 'weekly']) {
    const words: Record<string, string> = JSON.parse(
      readFileSync(new URL(`../../../src/locales/fr/${name}.json`, import.meta.url), 'utf8'),
    );
    for (const [key, text] of Object.entries(words)) {
      if (name !== 'rights' && !key.includes('.personal')) continue;
      expect(text, key).not.toMatch(/vous (?:vous )?(?:êtes|étiez|serez) \p{L}+(?:é|i|it)(?![\p{L}·])/iu);
    }
  }
});
