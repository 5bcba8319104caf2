import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { SURVEY, stolenCommune, TYPED, WEEK } from '../proof/stolen.ts';

/** Leaks that no check was written for by name: what is where it has no reason to be. */
const commune = stolenCommune();

type Plant = [leak: string, codes: string[], sql: string];

const OCCURRENCE = (key: string) =>
  `insert into occurrence select '${key}', at, done_at, outcome from occurrence limit 1`;
const TOKEN = `select token from sealed_answer where round_id = '${WEEK}' limit 1`;
const md5 = createHash('md5').update('p04').digest('hex');

const PLANTS: Plant[] = [
  ['an index that holds tokens', ['schema_unknown'], 'create index by_box on sealed_answer (box, token)'],
  ['a view that joins them to people', ['schema_unknown'], 'create view who as select * from round_person'],
  [
    'an index of ours that was made again, of more columns',
    ['schema_unknown'],
    'drop index outbox_person; create index outbox_person on outbox (person_id, reason)',
  ],
  [
    'a column that is made from others, which lists do not show',
    ['schema_unknown'],
    'alter table round_person add column who text generated always as (person_id || round_id) virtual',
  ],
  ['samples of what tables held', ['schema_unknown'], 'analyze'],
  [
    'a table, when the file says that it is of a later version',
    ['schema_unknown'],
    "insert into migration values ('0999_later.sql'); create table done (qui text)",
  ],
  [
    'nothing but a migration that we do not know',
    ['schema_unknown'],
    "insert into migration values ('0999_later.sql')",
  ],
  [
    'a table with people and rounds',
    ['schema_unknown'],
    'create table done (person_id text, round_id text); insert into done select person_id, round_id from round_person',
  ],
  ['who answered, among what was done', ['cell_person'], OCCURRENCE(`answered/p04/${SURVEY}`)],
  ['the same by a hash', ['cell_person'], OCCURRENCE(`answered/${md5}`)],
  ['the same by a name', ['cell_person'], OCCURRENCE('answered/Ombeline Quatrefages')],
  [
    'a token among what was done',
    ['cell_key'],
    OCCURRENCE("x/' || (select hex(token) from sealed_answer limit 1) || '"),
  ],
  ['a count under somebody', ['cell_person'], "insert into tally values ('p04', 'sent', '', 1)"],
  [
    'a salt in a setting',
    ['cell_key'],
    `insert into setting select 'copie', hex(salt) from round where id = '${SURVEY}'`,
  ],
  [
    'a token as the id of a message',
    ['cell_key'],
    `update outbox set params = json_set(params, '$.k', lower(hex((${TOKEN})))) where person_id = 'p09'`,
  ],
  [
    'the words of an answer in the journal',
    ['cell_text'],
    `insert into audit values (9999, '2026-12-22', 'p04', 'refused', '${TYPED}')`,
  ],
  [
    'an answer in what a card of another kind is drawn from',
    ['outbox_answer'],
    "update outbox set params = json_set(params, '$.q_facilite', '4') where person_id = 'p09' and template = 'welcome'",
  ],
  [
    'a choice under a key of no meaning',
    ['outbox_answer'],
    "update outbox set params = json_set(params, '$.x', 'h1to2') where person_id = 'p09' and template = 'weekly'",
  ],
];

it.each(PLANTS)('sees %s', async (_, codes, sql) => {
  const { audit, plant } = await commune.steal();
  plant((it) => it.exec(sql));
  expect((await audit()).leaks).toEqual(expect.arrayContaining(codes));
});

it.each([
  [
    'a dump beside, without an extension that means anything',
    'base.bak',
    'insert into x values (p04, checkin, time, lost);',
  ],
  ['notes with nothing after the dot', 'notes', `p04 time lost`],
])('sees %s', async (_, name, content) => {
  const { audit, file } = await commune.steal();
  writeFileSync(join(dirname(file), name), content);
  expect((await audit()).leaks).toContain('file_answer');
});

it("sees a database that somebody made beside ours, and nothing in one that is another program's", async () => {
  const { audit, file } = await commune.steal();
  const other = new Database(join(dirname(file), 'autre.db'));
  other.exec("create table cache (at text, size integer); insert into cache values ('2026-12-22', 3)");
  other.close();
  expect((await audit()).leaks).toEqual([]);
  const made = new Database(join(dirname(file), 'reponses.db'));
  made.exec(
    "create table reponse (qui text, question text, quoi text); insert into reponse values ('p04', 'time', 'lost')",
  );
  made.close();
  expect((await audit()).leaks).toEqual(['file_answer']);
});

it('sees a transaction of an answer and a name in a log that was started over', async () => {
  const { audit, plant } = await commune.steal();
  const database = plant((it) => {
    it.pragma('wal_autocheckpoint = 0');
    it.transaction(() => {
      it.exec(`update sealed_answer set box = randomblob(length(box)) where round_id = '${WEEK}'`);
      it.exec("update person set paused_until = '2027-01-01' where id = 'p04'");
    })();
    it.pragma('wal_checkpoint(RESTART)');
    it.exec("update setting set value = value where key = 'course'");
  });
  expect((await audit()).leaks).toContain('commit_names');
  expect(database.open).toBe(true);
});
