import Database from 'better-sqlite3';
import { listPeople } from '../../src/store/person.ts';
import { median } from '../blocks.ts';
import { openTown } from '../prepare.ts';
import { makeTown } from '../town.ts';
import type { Row } from './row.ts';

export const planning: Row = {
  id: 'planning',
  what: 'planning a push for 100,000 people, committed',
  against: 'inserting the same rows with bare better-sqlite3, one transaction',
  goal: { atMost: 3 },
  minutes: 5,
  async measure(size) {
    const count = { full: 100_000, quick: 20_000, tiny: 200 }[size];
    const rounds = { full: 7, quick: 5, tiny: 1 }[size];
    const town = await makeTown(count, 'slack');
    const prepared = await openTown(town, { durability: 'full' });
    const results: { ours: number; theirs: number }[] = [];
    try {
      for (let round = -1; round < rounds; round++) {
        const campaign = `bench/${round}`;
        const people = await prepared.engine.inTurn((turn) => listPeople(turn.tx));
        const start = performance.now();
        await prepared.engine.inTurn((turn) =>
          turn.plan({
            campaign,
            template: 'notice',
            params: { wave: 'pilote', week: 1 },
            to: people,
            at: turn.now,
            until: turn.now.add({ hours: 240 }),
          }),
        );
        const ours = performance.now() - start;
        const theirs = insertAgain(town.database, campaign);
        if (round >= 0) results.push({ ours, theirs });
      }
    } finally {
      await prepared.close();
      await town.remove();
    }
    const of = (side: 'ours' | 'theirs') => median(results.map((result) => result[side])).toFixed(0);
    return {
      ratio: median(results.map(({ ours, theirs }) => ours / theirs)),
      details: [`${count} people: ${of('ours')} ms against ${of('theirs')} ms`, `${rounds} rounds`],
    };
  },
};

/** Takes the rows of a campaign out and puts them in again; resolves with the milliseconds of the insertion alone. */
function insertAgain(file: string, campaign: string): number {
  const database = new Database(file);
  database.pragma('synchronous = FULL');
  database.pragma('secure_delete = ON');
  database.pragma('foreign_keys = ON');
  const rows = database
    .prepare<[string], Record<string, unknown>>('select * from outbox where campaign = ?')
    .all(campaign);
  const remove = database.prepare('delete from outbox where campaign = ?');
  remove.run(campaign);
  const columns = Object.keys(rows[0] ?? {});
  const insert = database.prepare(
    `insert into outbox (${columns.join(', ')}) values (${columns.map((column) => `@${column}`).join(', ')})`,
  );
  const start = performance.now();
  database.transaction(() => {
    for (const row of rows) insert.run(row);
  })();
  const took = performance.now() - start;
  remove.run(campaign);
  database.close();
  return took;
}
