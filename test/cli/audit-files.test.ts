import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { start } from '../../src/service.ts';
import { answersIn, dirtyFreePages } from '../../src/store/remains.ts';
import { BASELINE, SURVEY, stolenCommune, TYPED, WEEK } from '../proof/stolen.ts';
import { percolateur } from './support.ts';

const commune = stolenCommune();
const SILENT = { info() {}, warn() {}, error() {} };
const pino = (fields: object) => `${JSON.stringify({ level: 30, time: 1_797_000_000_000, ...fields })}\n`;

describe('in the bytes', () => {
  it('sees a free page with a box, and an old row of a closed round in the log', async () => {
    const { audit, plant, file } = await commune.steal();
    const database = plant((it) => {
      it.pragma('secure_delete = OFF');
      it.exec(
        `create table note (round_id text, token blob, box blob, primary key (round_id, token)) without rowid`,
      );
      it.exec(
        `insert into note select '${BASELINE}', token, box from sealed_answer where round_id = '${SURVEY}'`,
      );
      it.exec('drop table note');
      it.prepare("update round set salt = ?, status = 'open' where id = ?").run(
        Buffer.alloc(32, 7),
        BASELINE,
      );
      it.prepare("update round set salt = null, status = 'closed' where id = ?").run(BASELINE);
    });
    database.pragma('wal_checkpoint(PASSIVE)');
    expect((await audit()).leaks).toEqual(['free_pages', 'old_salt', 'old_answers']);
    expect(readFileSync(file).length).toBeGreaterThan(0);
  });

  it('takes the page numbers that SQLite leaves behind for what they are', async () => {
    const { plant, file } = await commune.steal();
    const churn = (wiped: boolean) => {
      plant((it) => {
        it.pragma(`secure_delete = ${wiped ? 'ON' : 'OFF'}`);
        it.exec('create table heavy (body blob) strict; insert into heavy values (randomblob(400000))');
        it.exec('drop table heavy; create table light (body blob) strict');
        it.exec('insert into light values (randomblob(100000))');
        it.pragma('wal_checkpoint(TRUNCATE)');
      });
      return dirtyFreePages(readFileSync(file));
    };
    expect(churn(true)).toBe(0);
    plant((it) => it.exec('drop table light'));
    expect(churn(false)).toBeGreaterThan(0);
  });

  it('does not take the answers of an open week for those of an old one whose number it begins with', () => {
    const record = (id: string) =>
      Buffer.concat([
        Buffer.from([5, 13 + 2 * id.length, 76, 0x90, 0x10]),
        Buffer.from(id),
        Buffer.alloc(32, '3'),
      ]);
    const known = ['checkin/pilote/1', 'checkin/pilote/13'];
    expect(answersIn(record('checkin/pilote/13'), known)).toEqual(['checkin/pilote/13']);
    // The token of this one begins with a « 3 ».
    expect(answersIn(record('checkin/pilote/1'), known)).toEqual(['checkin/pilote/1']);
  });

  it('sees an answer and a name written in one transaction, and not one after the other', async () => {
    const { audit, plant } = await commune.steal();
    const answer = `update sealed_answer set box = randomblob(length(box)) where round_id = '${WEEK}'`;
    plant((it) => {
      it.exec("update person set locale = 'fr' where id = 'p04'");
      it.exec(answer);
    });
    expect((await audit()).leaks).not.toContain('commit_names');
    plant((it) =>
      it.transaction(() =>
        [answer, "update person set paused_until = '2027-01-01' where id = 'p04'"].map((sql) => it.exec(sql)),
      )(),
    );
    expect((await audit()).leaks).toContain('commit_names');
  });

  it('sees the secret, in whatever form', async () => {
    const { audit, plant, folder } = await commune.steal();
    const secret = Buffer.from(readFileSync(join(folder, 'secret'), 'utf8'), 'base64');
    plant((it) => it.prepare("insert into setting values ('copie', ?)").run(secret.toString('hex')));
    expect((await audit()).leaks).toEqual(['secret_inside']);
  });
});

describe('in logs and exports', () => {
  it.each([
    ['a name', pino({ msg: 'event failed', code: 'x', error: 'Ombeline Quatrefages' }), ['log_person']],
    ['an e-mail', pino({ msg: 'event failed', campaign: 'p07@commune.example' }), ['log_person']],
    [
      'a field of its own',
      pino({ msg: 'answer', person: 'p07', answer: 'jamais' }),
      ['log_field', 'log_person'],
    ],
    [
      'an answer beside a name',
      pino({ msg: 'answer', verb: 'survey.answer', code: 'p07 q_usage=jamais' }),
      ['file_answer', 'log_person'],
    ],
  ])('sees %s in a log', async (_, line, codes) => {
    const { audit, folder } = await commune.steal();
    writeFileSync(join(folder, 'percolateur.log'), pino({ msg: 'listening', port: 3978 }) + line);
    expect((await audit()).leaks).toEqual(codes);
  });

  it('sees the words of an open question, a key, and the secret, wherever one tells it to look', async () => {
    const { audit, folder, programme, plant } = await commune.steal();
    const elsewhere = join(programme, 'sorties');
    mkdirSync(elsewhere, { recursive: true });
    const write = (name: string, content: string) => writeFileSync(join(elsewhere, name), content);
    write('textes.csv', `ronde;texte\r\n${SURVEY};${TYPED}\r\n`);
    const salt = z.instanceof(Buffer).parse(
      plant(() => {})
        .prepare('select salt from round where id = ?')
        .pluck()
        .get(WEEK),
    );
    write('cles.txt', `sel ${salt.toString('base64url')}`);
    write('environnement', `PERCOLATEUR_SECRET=${readFileSync(join(folder, 'secret'), 'utf8')}`);
    write('reponses.csv', 'p12;usage;jamais\r\n');
    expect((await audit()).leaks).toEqual([]);
    expect(new Set((await audit('--also', elsewhere)).leaks)).toEqual(
      new Set(['file_text', 'file_key', 'file_secret', 'file_answer']),
    );
  });

  it('has nothing to say of the true ones', async () => {
    const { audit, folder, env } = await commune.steal();
    const { code } = await percolateur(env, 'export', '--out', join(folder, 'export'));
    expect(code).toBe(0);
    writeFileSync(
      join(folder, 'percolateur.log'),
      pino({ msg: 'listening', host: '127.0.0.1', port: 3978 }) +
        pino({ msg: 'event failed', channel: 'teams', error: 'TypeError', verb: 'survey.answer' }),
    );
    expect((await audit('--also', join(folder, 'export'))).leaks).toEqual([]);
  });
});

describe('in copies', () => {
  it('finds a true backup clean, and a raw copy open', async () => {
    const { audit, folder, env, file, plant } = await commune.steal();
    await percolateur(env, 'backup', join(folder, 'sauvegarde.db'));
    expect(await audit()).toMatchObject({ leaks: [], risks: expect.not.arrayContaining(['copy_open']) });
    plant((it) => it.pragma('wal_checkpoint(TRUNCATE)')).close();
    copyFileSync(file, join(folder, 'copie.db'));
    expect(await audit()).toMatchObject({ leaks: [], risks: expect.arrayContaining(['copy_open']) });
    const closed = await start(
      readConfig({ PORT: '0', DATABASE_URL: `file:${file}`, PROGRAMME: env.PROGRAMME }),
      SILENT,
    );
    await fetch(`${closed.url}/sandbox/clock`, {
      method: 'POST',
      body: JSON.stringify({ to: '2027-01-05T12:00' }),
    });
    await closed.close();
    expect((await audit()).leaks).toEqual(['copy_reopens']);
  });

  it('sees a salt in a backup, and what a backup did not wipe', async () => {
    const { audit, folder, env, plant } = await commune.steal();
    const backup = join(folder, 'sauvegarde.db');
    await percolateur(env, 'backup', backup);
    plant(
      (it) => it.prepare('update round set salt = ? where id = ?').run(Buffer.alloc(32, 7), BASELINE),
      backup,
    );
    expect((await audit()).leaks).toContain('copy_reopens');
    plant((it) => {
      it.pragma('secure_delete = OFF');
      it.prepare('update round set salt = null where id = ?').run(BASELINE);
      it.exec("create table note (body text) strict; insert into note values (printf('%.*c', 20000, 'x'))");
      it.exec('drop table note');
      it.pragma('wal_checkpoint(TRUNCATE)');
    }, backup);
    expect((await audit()).leaks).toEqual(['copy_remains']);
  });

  it('is not disturbed by the database of another program', async () => {
    const { audit, folder } = await commune.steal();
    const other = new Database(join(folder, 'autre.db'));
    other.exec('create table t (x)');
    other.close();
    expect((await audit()).leaks).toEqual([]);
  });
});

it('finds nothing in the log of a service at work, where everything that was done is still in order', async () => {
  const { audit, file, env } = await commune.steal();
  const service = await start(
    readConfig({ PORT: '0', DATABASE_URL: env.DATABASE_URL, PROGRAMME: env.PROGRAMME }),
    SILENT,
  );
  onTestFinished(() => service.close());
  for (const id of ['p20', 'p21', 'f07']) {
    const post = (path: string, body: object) =>
      fetch(`${service.url}/sandbox/people/${id}/${path}`, { method: 'POST', body: JSON.stringify(body) });
    const messages: { id: string; actions: { verb: string }[] }[] = await (
      await fetch(`${service.url}/sandbox/people/${id}/messages`)
    ).json();
    const verb = 'checkin.answer';
    const message = messages.findLast(({ actions }) => actions.some((action) => action.verb === verb));
    const answer = { message: message?.id, verb, data: { time: 'lost' } };
    expect((await post('answers', answer)).status).toBe(200);
    expect((await post('messages', { text: 'pause 1 semaine' })).status).toBe(200);
  }
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
  const { leaks, tried } = await audit();
  expect(leaks).toEqual([]);
  expect(tried.every(({ name, skipped }) => skipped === null || name === 'before')).toBe(true);
});

describe('before and after a tap', () => {
  /** The commune awake again, with a raw copy of its database taken before what `tap` does. */
  async function around(
    tap: (act: (id: string, verb: string, data: object) => Promise<unknown>) => Promise<void>,
  ) {
    const stolen = await commune.steal();
    const before = join(stolen.programme, 'avant.db');
    copyFileSync(stolen.file, before);
    const config = readConfig({
      PORT: '0',
      DATABASE_URL: stolen.env.DATABASE_URL,
      PROGRAMME: stolen.env.PROGRAMME,
    });
    const service = await start(config, SILENT);
    await tap((personId, verb, data) =>
      service.engine.dispatch({
        eventId: `${personId}${verb}${Math.random()}`,
        channel: 'sandbox',
        sender: { personId },
        address: null,
        place: null,
        kind: 'action',
        data: { ...data, v: verb },
      }),
    );
    await service.close();
    return { ...stolen, before };
  }
  const ANSWER = { round: SURVEY, q_facilite: '2', q_recommande: '1' };

  it('shows how many answered, and not who', async () => {
    const { audit, before } = await around(async (act) => {
      await act('p20', 'survey.answer', ANSWER);
      await act('p01', 'survey.answer', ANSWER);
    });
    expect(await audit('--before', before)).toMatchObject({
      leaks: [],
      risks: expect.arrayContaining(['copy_counts']),
    });
  });

  it.each([
    ['with the secret', true],
    ['without it', false],
  ])('sees a row with a name that changes with the answer, %s', async (_, known) => {
    const { audit, before, plant, folder } = await around(async (act) => {
      await act('p20', 'survey.answer', ANSWER);
    });
    plant((it) => it.exec("update person set rhythm = 2 where id = 'p20'"));
    if (!known)
      writeFileSync(
        join(folder, 'secret'),
        Buffer.from('un tout autre secret, assez long ;').toString('base64'),
      );
    expect((await audit('--before', before)).leaks).toContain('copy_joined');
  });
});
