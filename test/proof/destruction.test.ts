import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { post, runProgram } from '../support/process.ts';
import { SURVEY, stolenCommune, TYPED } from './stolen.ts';

/**
 * « Destroyed » is checked in the bytes of the database, of its log, of its index and of its journal, for what whoever
 * copied the file before would look for: tokens, salts, boxes (piece by piece, since a long one lies over pages) and
 * the words that were typed. And it is checked after what no program can foresee: the process killed at each step.
 */
const commune = stolenCommune();
const KILL = join(import.meta.dirname, 'kill.ts');
const CLOSING = '2026-12-28T12:00';

type Kept = { tokens: Buffer[]; boxes: Buffer[]; salts: Buffer[] };

function keep(file: string, round: string): Kept {
  const database = new Database(file, { readonly: true });
  const column = (sql: string) =>
    z.array(z.instanceof(Buffer)).parse(database.prepare(sql).pluck().all(round));
  try {
    return {
      tokens: column('select token from sealed_answer where round_id = ?'),
      boxes: column('select box from sealed_answer where round_id = ?'),
      salts: column('select salt from round where id = ? and salt is not null'),
    };
  } finally {
    database.close();
  }
}

/** What is left of it, in pieces of 32 bytes. */
function remains(file: string, kept: Kept): number {
  const bytes = Buffer.concat(
    ['', '-wal', '-shm', '-journal']
      .filter((end) => existsSync(file + end))
      .map((end) => readFileSync(file + end)),
  );
  expect(bytes.includes(TYPED)).toBe(false);
  let found = 0;
  for (const secret of [...kept.tokens, ...kept.salts, ...kept.boxes]) {
    for (let start = 0; start + 32 <= secret.length; start += 96) {
      if (bytes.includes(secret.subarray(start, start + 32))) found += 1;
    }
  }
  return found;
}

/** The survey is open with all its answers, or closed with its tables: in between there is nothing. */
function stateOf(file: string): 'open' | 'closed' {
  const database = new Database(file);
  try {
    const value = (sql: string) => database.prepare(sql).pluck().get(SURVEY);
    const state = {
      status: value('select status from round where id = ?'),
      salted: value('select count(salt) from round where id = ?'),
      answers: value('select count(*) from sealed_answer where round_id = ?'),
      frozen: value('select count(*) from frozen where round_id = ?'),
    };
    const open = { status: 'open', salted: 1, answers: 9, frozen: 0 };
    const closed = { status: 'closed', salted: 0, answers: 0, frozen: 1 };
    expect([open, closed]).toContainEqual(state);
    return state.frozen === 1 ? 'closed' : 'open';
  } finally {
    database.close();
  }
}

/** Serves the file and travels to the closing; resolves once the process has ended, by its own hand or ours. */
async function close(env: Record<string, string>, kill: Record<string, string> = {}) {
  const program = runProgram({ ...env, LOG_LEVEL: 'info', NODE_OPTIONS: `--import=${KILL}`, ...kill });
  const url = await program.url();
  await post(url, '/sandbox/clock', { to: CLOSING }).catch(() => undefined);
  return kill.KILL_AT ? program.ended : program.terminate();
}

describe('a closed round', () => {
  it('is gone from the files, once the service has stopped', async () => {
    const { file, env } = await commune.steal();
    const kept = keep(file, SURVEY);
    expect([kept.tokens.length, kept.salts.length, remains(file, kept) > 100]).toEqual([9, 1, true]);
    expect(await close(env)).toMatchObject({ code: 0 });
    expect(stateOf(file)).toBe('closed');
    expect(remains(file, kept)).toBe(0);
  });

  /** Two by default, for each takes seconds; all with `PROOF_RUNS` set. */
  const CUTS: [when: string, after: string, at: string, state: string][] = [
    ['before the commit', 'update "round" set "status"', 'commit', 'open'],
    ['after the commit and before the file is wiped', 'insert into "frozen"', 'vacuum', 'closed'],
    ['before its tables are written', '', 'insert into "frozen"', 'open'],
    ['before its answers are deleted', 'insert into "frozen"', 'delete from "sealed_answer"', 'open'],
    ['before its salt is', 'delete from "sealed_sum"', 'update "round"', 'open'],
    [
      'once it is rewritten, and before its log is emptied',
      'insert into "frozen"',
      'pragma wal_check',
      'closed',
    ],
  ];

  it.each(CUTS.slice(0, process.env.PROOF_RUNS ? CUTS.length : 2))(
    'is open or closed after a power cut %s, and destroyed at the next start',
    async (_, after, at, state) => {
      const { file, env } = await commune.steal();
      const kept = keep(file, SURVEY);
      expect(await close(env, { KILL_AFTER: after, KILL_AT: at })).toMatchObject({ signal: 'SIGKILL' });
      expect(stateOf(file)).toBe(state);
      expect(await close(env)).toMatchObject({ code: 0 });
      expect(stateOf(file)).toBe('closed');
      expect(remains(file, kept)).toBe(0);
    },
  );
});
