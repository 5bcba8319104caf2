import Database from 'better-sqlite3';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { closeRound } from '../../src/engine/closing.ts';
import { start } from '../../src/service.ts';
import { readTables } from '../support/program.ts';
import { SURVEY, stolenCommune } from './stolen.ts';

/**
 * A failure of the database at each statement of a closing: the disk is full, the machine is going down. Whatever the
 * statement, the open round is there as it was, or its tables are.
 */
const commune = stolenCommune();
const SILENT = { info() {}, warn() {}, error() {} };

type Run = (this: { source: string }, ...values: unknown[]) => unknown;

const probe = new Database(':memory:');
const statement: Record<'run' | 'all' | 'get', Run> = Object.getPrototypeOf(probe.prepare('select 1'));
probe.close();
const { run, all, get } = statement;
afterEach(() => Object.assign(statement, { run, all, get }));

/** Lets so many statements pass, then fails one; resolves with whether it came to that. */
async function failingAt(index: number, work: () => Promise<unknown>): Promise<boolean> {
  let count = 0;
  let failed = false;
  const guard = (real: Run): Run =>
    function (...values) {
      count += 1;
      if (count === index) {
        failed = true;
        throw new Error('the disk is full');
      }
      return real.apply(this, values);
    };
  Object.assign(statement, { run: guard(run), all: guard(all), get: guard(get) });
  const done = work();
  if (index === 0) await done;
  else await done.catch(() => undefined);
  Object.assign(statement, { run, all, get });
  return failed;
}

describe.each([
  ['a survey', SURVEY],
  ['a block with its open week', 'block/pilote/2'],
])('closing %s', (_, round) => {
  it('leaves the open round as it was, whichever statement fails, or its tables', async () => {
    const { file, env } = await commune.steal();
    const config = readConfig({ PORT: '0', DATABASE_URL: env.DATABASE_URL, PROGRAMME: env.PROGRAMME });
    const service = await start(config, SILENT);
    onTestFinished(() => service.close());
    const close = () => service.engine.inTurn((turn) => closeRound(turn, round));
    const before = readTables(file);
    let tried = 0;
    for (let index = 1; await failingAt(index, close); index++) {
      tried += 1;
      expect(readTables(file), `statement ${index}`).toEqual(before);
    }
    expect(tried).toBeGreaterThan(10);
    const after = readTables(file);
    const own = (table: string) => after[table]?.filter((row) => row.includes(`"round_id":"${round}"`)) ?? [];
    expect([own('frozen').length, own('sealed_answer').length, own('sealed_sum').length]).toEqual([1, 0, 0]);
    expect(after.round?.find((row) => row.includes(`"id":"${round}"`))).toContain('"salt":null');
  });
});
