import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { answerByCode, openSurveys } from '../../src/engine/codes.ts';
import { start } from '../../src/service.ts';
import { percolateur, plainSpaces } from '../cli/support.ts';
import { BASELINE, SURVEY, stolenCommune, WEEK } from './stolen.ts';

const commune = stolenCommune();
const SILENT = { info() {}, warn() {}, error() {} };

/** The stolen commune with its secret in the environment, as a real installation has it, and a new one in a file. */
async function installed() {
  const { file, env, folder, programme } = await commune.steal();
  const old = readFileSync(join(folder, 'secret'), 'utf8');
  // Not beside the database, where whoever steals the one would have the other.
  const next = join(programme, `nouveau-${randomUUID()}`);
  writeFileSync(next, randomBytes(32).toString('base64'));
  const rotate = (secret = old, to = next) =>
    percolateur({ ...env, PERCOLATEUR_SECRET: secret }, 'rotate-secret', '--to', to, '--json');
  /** Serves the file with a secret. */
  const serve = async (secret: string) => {
    const config = readConfig({
      PORT: '0',
      DATABASE_URL: env.DATABASE_URL,
      PROGRAMME: env.PROGRAMME,
      SANDBOX: 'on',
      PERCOLATEUR_SECRET: secret,
    });
    const service = await start(config, SILENT);
    let isOpen = true;
    const close = async () => {
      if (isOpen) await service.close();
      isOpen = false;
    };
    onTestFinished(close);
    return {
      ...service,
      close,
      travel: async (to: string) => {
        const answer = await fetch(`${service.url}/sandbox/clock`, {
          method: 'POST',
          body: JSON.stringify({ to }),
        });
        expect(answer.status).toBe(200);
      },
      answer: (personId: string, data: Record<string, unknown>) =>
        service.engine.dispatch({
          eventId: randomBytes(8).toString('hex'),
          channel: 'sandbox',
          sender: { personId },
          address: null,
          place: null,
          kind: 'action',
          data: { ...data, v: 'survey.answer' },
        }),
    };
  };
  return { file, env, old, next: readFileSync(next, 'utf8'), rotate, serve };
}

function column(file: string, sql: string): Buffer[] {
  const database = new Database(file, { readonly: true });
  try {
    return z.array(z.instanceof(Buffer)).parse(database.prepare(sql).pluck().all());
  } finally {
    database.close();
  }
}

const SEALED = [
  'select token from sealed_answer',
  'select box from sealed_answer',
  'select box from sealed_sum',
];
const SALTS = 'select salt from round where salt is not null';

const tables = z.object({
  result: z.object({ answered: z.number(), tables: z.record(z.string(), z.unknown()) }),
  texts: z.unknown().optional(),
});

function frozen(file: string, round: string) {
  const database = new Database(file, { readonly: true });
  try {
    const data = database.prepare('select data from frozen where round_id = ?').pluck().get(round);
    return tables.parse(JSON.parse(z.string().parse(data)));
  } finally {
    database.close();
  }
}

describe('rotate-secret', () => {
  it('loses no answer: what closes afterwards is what would have closed without it', async () => {
    const [kept, turned] = [await installed(), await installed()];
    const done = await turned.rotate();
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(done.out)).toEqual({
      rounds: expect.arrayContaining([WEEK, 'block/pilote/2', SURVEY]),
      codes: 2,
      scrubbed: true,
    });
    for (const [{ file, serve }, secret] of [
      [kept, kept.old],
      [turned, turned.next],
    ] as const) {
      const service = await serve(secret);
      expect(
        (await service.answer('p20', { round: SURVEY, q_facilite: '1', q_recommande: '1' }))?.refused,
      ).toBeUndefined();
      // Somebody changes an answer given before: it is found again, and not counted twice.
      expect((await service.answer('p01', { round: SURVEY, q_facilite: '5' }))?.refused).toBeUndefined();
      await service.travel('2026-12-30T12:00');
      await service.close();
      expect(frozen(file, SURVEY).result.answered).toBe(10);
    }
    expect(frozen(turned.file, SURVEY)).toEqual(frozen(kept.file, SURVEY));
    expect(frozen(turned.file, 'block/pilote/2')).toEqual(frozen(kept.file, 'block/pilote/2'));
  });

  it('leaves nothing in the file that the old secret opens', async () => {
    const { file, rotate } = await installed();
    const before = [SALTS, ...SEALED].flatMap((sql) => column(file, sql));
    const spent = column(file, `select token from sealed_answer where round_id = '${SURVEY}'`);
    await rotate();
    const bytes = ['', '-wal', '-shm']
      .filter((suffix) => existsSync(file + suffix))
      .map((suffix) => readFileSync(file + suffix));
    const found = before.filter((one) => bytes.some((content) => content.includes(one.subarray(0, 32))));
    // The one answer on paper keeps its token, which is random; codes keep theirs, to be taken back.
    expect(found).toHaveLength(1);
    expect(spent.some((token) => found[0]?.equals(token))).toBe(true);
  });

  it('passes the audit, and stops the codes on paper that only the old secret knew', async () => {
    const { file, env, next, rotate, serve } = await installed();
    await rotate();
    const { out, code } = await percolateur(
      { ...env, PERCOLATEUR_SECRET: next },
      'audit-confidentiality',
      '--json',
    );
    expect([code, JSON.parse(out).findings.filter((it: { level: string }) => it.level === 'leak')]).toEqual([
      0,
      [],
    ]);
    const service = await serve(next);
    const made = join(env.PROGRAMME, `${Math.random()}.pdf`);
    const again = await percolateur(
      { ...env, PERCOLATEUR_SECRET: next },
      'codes',
      'satisfaction',
      '--again',
      '--out',
      made,
      '--url',
      'https://x.example',
      '--json',
    );
    expect(JSON.parse(again.out)).toMatchObject({ count: 2 });
    await service.engine.inTurn(async (turn) => {
      const [round] = await openSurveys(turn);
      await expect(answerByCode(turn, round?.id ?? '', 'AAAA-BBBB-CCCC', {})).rejects.toThrow();
    });
    expect(column(file, `select token from code where round_id = '${SURVEY}'`)).toHaveLength(2);
  });

  it('refuses what would lose answers, and says what to do', async () => {
    const { env, old, next, rotate, serve, file } = await installed();
    const before = column(file, SALTS);
    const other = randomBytes(32).toString('base64');
    expect(plainSpaces((await rotate(other)).err)).toContain(
      "n'est pas le secret avec lequel cette base a été servie",
    );
    expect((await rotate(next)).err).toContain("C'est déjà le secret");
    expect((await rotate(old, `${file}.absent`)).err).toContain('openssl rand -base64 32');
    // A folder can be read by nobody, as a file of somebody else's.
    const unreadable = await rotate(old, join(file, '..'));
    expect(unreadable).toMatchObject({ code: 2, err: expect.stringContaining('chown') });
    expect((await percolateur(env, 'rotate-secret', '--to', file)).err).toContain("l'ancien secret");
    const service = await serve(old);
    expect((await rotate()).err).toContain('Le service utilise la base');
    await service.close();
    expect(column(file, SALTS)).toEqual(before);
    await expect(serve(other)).rejects.toMatchObject({
      problems: [expect.stringContaining('rotate-secret')],
    });
  });

  it('is all done or not at all', async () => {
    const { file, rotate, old, serve } = await installed();
    const database = new Database(file);
    database.exec("create trigger stop before update on sealed_sum begin select raise(abort, 'disk'); end");
    const before = [SALTS, ...SEALED].map((sql) => column(file, sql));
    database.close();
    expect((await rotate()).code).toBe(1);
    expect([SALTS, ...SEALED].map((sql) => column(file, sql))).toEqual(before);
    const service = await serve(old);
    expect((await service.answer('p21', { round: SURVEY, q_facilite: '1' }))?.refused).toBeUndefined();
    expect(frozen(file, BASELINE).result.answered).toBeGreaterThan(5);
  });
});
