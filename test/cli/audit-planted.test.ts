import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { BASELINE, SURVEY, stolenCommune, TYPED, WEEK } from '../proof/stolen.ts';

const commune = stolenCommune();

type Plant = [leak: string, codes: string[], work: (database: Database.Database) => void];

const sha = (text: string) => createHash('sha256').update(text).digest();
const boxOf = (database: Database.Database, round: string) =>
  Buffer.alloc(
    Number(database.prepare('select length(box) from sealed_answer where round_id = ?').pluck().get(round)),
    65,
  );
const addAnswer = (database: Database.Database, round: string, token: Buffer, box = boxOf(database, round)) =>
  database.prepare('insert into sealed_answer values (?, ?, ?)').run(round, token, box);

/** Writes a value in the figures of the baseline, or of the first review. */
function write(database: Database.Database, table: 'frozen' | 'digest', path: string, value: unknown): void {
  const where = table === 'frozen' ? `round_id = '${BASELINE}'` : "milestone = 'J15'";
  const done = database
    .prepare(`update ${table} set data = json_set(data, ?, json(?)) where ${where}`)
    .run(path, JSON.stringify(value));
  expect(done.changes).toBe(1);
}

/** A roster as a bug would keep it: in the order of their answers. */
const ORDERED_ROSTER = `
  create table kept as select * from round_person order by random();
  drop table round_person;
  alter table kept rename to round_person;
`;

const PLANTS: Plant[] = [
  [
    'the salt of a closed round',
    ['closed_salt'],
    (it) => it.prepare('update round set salt = ? where id = ?').run(Buffer.alloc(32, 7), BASELINE),
  ],
  [
    'answers that outlive their round',
    ['closed_answers', 'old_answers'],
    (it) => addAnswer(it, BASELINE, Buffer.alloc(32, 9), Buffer.alloc(3000, 200)),
  ],
  [
    'a column with distinct minutes beside sealed answers',
    ['schema_unknown', 'sealed_columns'],
    (it) => {
      it.exec('alter table sealed_answer add column at text');
      it.exec("update sealed_answer set at = '2026-12-22T12:' || (abs(random()) % 60)");
    },
  ],
  [
    'a rank of arrival in the roster',
    ['schema_unknown'],
    (it) => it.exec('alter table round_person add column number integer'),
  ],
  ['a roster kept with an order', ['schema_unknown'], (it) => it.exec(ORDERED_ROSTER)],
  [
    'a map from codes to people',
    ['schema_unknown'],
    (it) => it.exec('create table code_owner (token blob, person_id text) strict'),
  ],
  [
    'a trigger that copies answers',
    ['schema_unknown'],
    (it) => it.exec('create trigger spy after insert on sealed_answer begin select 1; end'),
  ],
  [
    'a token that is a plain hash of an id',
    ['token_guessed', 'code_extra'],
    (it) => addAnswer(it, SURVEY, sha('p11')),
  ],
  ['a token that is the id itself', ['token_guessed'], (it) => addAnswer(it, WEEK, Buffer.from('p12'))],
  [
    'a box of another length',
    ['box_length'],
    (it) => addAnswer(it, WEEK, Buffer.alloc(32, 1), Buffer.alloc(99, 3)),
  ],
  [
    'a box that needs no key',
    ['box_length', 'box_readable'],
    (it) => addAnswer(it, WEEK, Buffer.alloc(32, 1), Buffer.from('{"label":"Urbanisme"}')),
  ],
  [
    'the name of a service of one',
    ['small_label'],
    (it) => it.exec("update round_person set label = 'Urbanisme' where person_id = 'pil1'"),
  ],
  [
    'a code that is the key of an answer',
    ['code_shared'],
    (it) =>
      it.exec(`update code set token = (select token from sealed_answer where round_id = '${SURVEY}' limit 1)
      where token = (select token from code limit 1)`),
  ],
  [
    'a spent code that is still there',
    ['code_extra'],
    (it) => it.prepare('insert into code values (?, ?)').run(SURVEY, Buffer.alloc(32, 4)),
  ],
  [
    'codes of a closed round',
    ['codes_closed'],
    (it) => it.prepare('insert into code values (?, ?)').run(BASELINE, Buffer.alloc(32, 4)),
  ],
  [
    'a total under the threshold',
    ['frozen_threshold', 'frozen_unanimous'],
    (it) => {
      write(it, 'frozen', '$.result.tables.usage', { n: 4, counts: { parfois: 3, jamais: 1 } });
      write(it, 'frozen', '$.result.byDepartment.usage', []);
    },
  ],
  [
    'a total under the threshold its own card promised',
    ['frozen_threshold'],
    (it) =>
      it.exec(
        `update round set definition = json_set(definition, '$.thresholds.figure', 60) where id = '${BASELINE}'`,
      ),
  ],
  [
    'the count of the almost unanimous',
    ['frozen_unanimous'],
    (it) => write(it, 'frozen', '$.result.tables.usage', { n: 35, counts: { parfois: 34, jamais: 1 } }),
  ],
  [
    'a service left out of a split',
    ['frozen_difference'],
    (it) =>
      write(it, 'frozen', '$.result.byDepartment.usage', [
        { department: 'Finances', n: 8, counts: { a: 4, b: 4 } },
      ]),
  ],
  ['a cut that nobody checked', ['frozen_shape'], (it) => write(it, 'frozen', '$.byRole', {})],
  ['two texts', ['frozen_texts'], (it) => write(it, 'frozen', '$.texts', { a: ['un', 'deux'] })],
  [
    'a week to the person',
    ['frozen_steps'],
    (it) =>
      it.exec(
        "update frozen set data = json_set(data, '$.participation', 8) where round_id = 'checkin/pilote/1'",
      ),
  ],
  [
    'a review with a service under the threshold',
    ['digest_threshold'],
    (it) => write(it, 'digest', '$.sections.time', { byDepartment: [{ n: 3 }] }),
  ],
  [
    'a review that counts the almost unanimous',
    ['digest_unanimous'],
    (it) => write(it, 'digest', '$.sections.time', { n: 30, distribution: { lost: 29, zero: 1 } }),
  ],
  [
    'a review that counts all users but one',
    ['digest_unanimous'],
    (it) => write(it, 'digest', '$.sections.adoption', { answered: 30, users: 29 }),
  ],
  [
    'a review with a week to the person',
    ['digest_steps'],
    (it) => write(it, 'digest', '$.sections.participation', { weeks: [{ answered: 33 }] }),
  ],
  [
    'events of another month',
    ['inbox_old'],
    (it) => it.prepare('insert into inbox_key values (?, ?)').run('2026-11-20', Buffer.alloc(32, 3)),
  ],
  [
    'the minute of an event',
    ['clock_kept'],
    (it) => it.exec("update inbox set day = day || 'T12:41' where id = (select id from inbox limit 1)"),
  ],
  [
    'the minute somebody read the rules',
    ['nominative_minute'],
    (it) => it.exec("insert into acknowledgement values ('1', 'p01', '2026-12-22T12:41')"),
  ],
  [
    'a reminder that stayed',
    ['reminder_rows'],
    (it) =>
      it.exec("update outbox set ephemeral = 1 where person_id = 'p09' and campaign = 'weekly/pilote/1'"),
  ],
  [
    'an answer in what a card is drawn from',
    ['outbox_answer'],
    (it) =>
      it.exec(
        "update outbox set params = json_set(params, '$.time', 'lost') where person_id = 'p09' and template = 'weekly'",
      ),
  ],
  [
    'the words of an answer in a message to a colleague',
    ['outbox_answer'],
    (it) =>
      it
        .prepare(
          "update outbox set params = json_set(params, '$.said', ?) where person_id = 'p09' and template = 'welcome'",
        )
        .run(TYPED),
  ],
  [
    'who had answered, in what became of a message',
    ['outbox_answered'],
    (it) =>
      it.exec(
        `update outbox set reason = 'already_answered', status = 'skipped' where campaign = '${SURVEY}'`,
      ),
  ],
  [
    'cards that tell who answered by what they look like',
    ['outbox_shown'],
    (it) =>
      it.exec(
        `update outbox set shown = case when person_id < 'p05' then x'01' else x'02' end where campaign = '${SURVEY}'`,
      ),
  ],
  [
    'a card that repeats what was typed',
    ['card_echo'],
    (it) =>
      it
        .prepare("update sandbox_message set text = ? where sender = 'bot' and recipient = 'p02'")
        .run(`Vous avez écrit : ${TYPED}`),
  ],
  [
    'a card that starts from the answer given',
    ['card_filled'],
    (it) =>
      it
        .prepare("update sandbox_message set card = ? where sender = 'bot' and recipient = 'p02'")
        .run(JSON.stringify({ body: [{ type: 'Input.ChoiceSet', id: 'q_facilite', value: '4' }] })),
  ],
  ['what was not wiped yet', ['scrub_due'], (it) => it.exec("insert into setting values ('scrub_due', '1')")],
];

it.each(PLANTS)('sees %s', async (_, codes, work) => {
  const { audit, plant } = await commune.steal();
  plant(work);
  const { leaks } = await audit();
  expect(leaks).toEqual(expect.arrayContaining(codes));
});

it('sees messages counted under names, and the secret in the database', async () => {
  const { audit, plant } = await commune.steal();
  plant((it) => {
    it.prepare("insert into attention values ('2026-12-21', ?, 2)").run(sha('p03'));
    const secret = z
      .string()
      .parse(it.prepare("select value from setting where key = 'secret_fingerprint'").pluck().get());
    it.prepare("insert into setting values ('copie', ?)").run(secret);
  });
  expect((await audit()).leaks).toEqual(['attention_guessed']);
});
