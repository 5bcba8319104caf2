import Database from 'better-sqlite3';
import { median } from '../blocks.ts';
import { playSeason, type Season } from '../season.ts';
import type { Row } from './row.ts';

/** Weeks of check-ins that a J+90 digest reads: six blocks of two. */
const WEEKS = 12;
/** How often each side is timed: both answer in milliseconds. */
const ROUNDS = 9;

/** Growth beyond linear that single measures show by themselves. */
const NOISE = 1.25;

export const digest: Row = {
  id: 'digest',
  what: 'a J+90 digest over 1,000,000 check-ins',
  against: 'the same aggregates in hand-written SQL over a plain table of the same check-ins',
  goal: { atMost: 2 },
  minutes: 12,
  async measure(size) {
    const counts = { full: [10_000, 100_000, 1_000_000], quick: [6_000, 60_000], tiny: [720] }[size];
    const seasons: (Season & { count: number })[] = [];
    for (const count of counts) {
      const people = Math.round(count / WEEKS);
      seasons.push({
        ...(await playSeason({ people, weeks: WEEKS, rounds: ROUNDS, plain: plainSql })),
        count,
      });
    }
    const last = seasons.at(-1);
    const first = seasons[0];
    if (!first || !last) throw new Error('nothing was measured');
    const more = last.count / first.count;
    const growth = seasons.length > 1 && {
      digest: last.cpu.digest / first.cpu.digest,
      closing: last.cpu.closing / first.cpu.closing,
    };
    return {
      ratio: last.digest / last.sql,
      details: [
        ...seasons.map(
          ({ count, digest, sql, closing }) =>
            `${count} check-ins: digest ${digest.toFixed(1)} ms against ${sql.toFixed(1)} ms; before it, closing a block of two weeks, answers unsealed, ${(closing / 1000).toFixed(1)} s`,
        ),
        ...(growth
          ? [
              `from ${first.count} to ${last.count} check-ins, ${more} times as many: the digest takes ${growth.digest.toFixed(0)} times the processor time, closing ${growth.closing.toFixed(0)} times`,
            ]
          : []),
      ],
      missed:
        growth && growth.digest > more * NOISE ? ['the digest grew faster than the number of check-ins'] : [],
    };
  },
};

/** What the digest says of check-ins, counted from rows that anybody could read; milliseconds. */
function plainSql(people: number): number {
  const database = new Database(':memory:');
  database.exec(
    'create table checkin (person integer, week integer, department integer, band integer, blocker integer)',
  );
  const insert = database.prepare('insert into checkin values (?, ?, ?, ?, ?)');
  database.transaction(() => {
    for (let week = 1; week <= WEEKS; week++)
      for (let person = 0; person < people; person++)
        insert.run(person, week, person % 6, (person + week) % 9, person % 4);
  })();
  const queries = [
    'select (week + 1) / 2 as block, count(distinct person) from checkin group by 1',
    'select (week + 1) / 2 as block, count(distinct person) from checkin where band < 7 group by 1',
    'select (week + 1) / 2 as block, department, count(distinct person) from checkin where band < 7 group by 1, 2',
    'select band, count(*) from checkin group by band',
    'select department, band, count(*) from checkin group by department, band',
    'select blocker, count(*) from checkin group by blocker',
  ].map((sql) => database.prepare(sql));
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    for (const query of queries) query.all();
    return performance.now() - start;
  });
  database.close();
  return median(times);
}
