import Database from 'better-sqlite3';
import { Temporal } from 'temporal-polyfill';
import { BLOCKERS, TIME_BANDS } from '../src/domain/checkin.ts';
import { WEEKS_PER_BLOCK } from '../src/domain/wave.ts';
import { closeRound } from '../src/engine/closing.ts';
import { secureRandom } from '../src/engine/random.ts';
import { sealAnswers } from '../src/engine/rounds.ts';
import { createSeal } from '../src/engine/seal.ts';
import { blockId, openCheckin, roundId } from '../src/instruments/checkin/rounds.ts';
import { computeDigest } from '../src/instruments/digest/compute.ts';
import { parseSecret } from '../src/secret.ts';
import { listPeople } from '../src/store/person.ts';
import { findRound } from '../src/store/round.ts';
import { median } from './blocks.ts';
import { openTown, type Prepared } from './prepare.ts';
import { progress } from './progress.ts';
import { makeTown, SECRET } from './town.ts';

/** Milliseconds: the digest once (a median); the closings of the first block and its weeks; the SQL once. */
export type Season = {
  digest: number;
  closing: number;
  sql: number;
  /** Of the processor, for what is compared between towns: they are played one after the other, not in turns. */
  cpu: { digest: number; closing: number };
};

type Took = { time: number; cpu: number };

/** What the digest says of people, of their messages and of the cafés, as somebody would ask the database by hand. */
const BY_HAND = [
  'select status, count(*) from outbox group by status',
  'select department, count(*) from person where left_on is null group by department',
  `select ifnull(state, 'none'), count(*) from person left join address on address.person_id = person.id
   and address.channel = person.channel where left_on is null group by 1`,
  'select session_id, response, count(*) from rsvp group by session_id, response',
  'select session_id, count(*) from attendance group by session_id',
  'select version, count(distinct person_id) from acknowledgement group by version',
];

/**
 * Everybody answers every week. The first block is real: cards and answers are written in bulk, as answering would have
 * left them; opening, closing and the digest are the program's own. The later blocks are copies of what it left: their
 * messages, and their closed rounds. `plain` times hand-written SQL for what the digest says of check-ins.
 */
export async function playSeason(options: {
  people: number;
  weeks: number;
  rounds: number;
  plain: (people: number) => number;
}): Promise<Season> {
  const { people, weeks, rounds } = options;
  const town = await makeTown(people, 'slack');
  const prepared = await openTown(town);
  const close = (id: (wave: string) => string) =>
    timed(() => prepared.engine.inTurn((turn) => closeRound(turn, id(turn.programme.waves[0]?.id ?? ''))));
  const closing: Took = { time: 0, cpu: 0 };
  try {
    for (let week = 1; week <= WEEKS_PER_BLOCK; week++) {
      const opened = prepared.launch.add({ hours: (week - 1) * 7 * 24 });
      prepared.set(opened);
      await open(prepared, week);
      await answer(prepared, town.database, week);
      prepared.set(opened.add({ hours: 6 * 24 }));
      add(closing, await close((wave) => roundId(wave, week)));
      progress(`${people} people: week ${week} closed`);
    }
    add(closing, await close((wave) => blockId(wave, 1)));
    copyBlocks(town.database, weeks / WEEKS_PER_BLOCK);
    progress(`${people * weeks} check-ins in ${weeks} weeks`);
    prepared.set(prepared.launch.add({ hours: 90 * 24 }));
    const digests: Took[] = [];
    const queries: Took[] = [];
    const database = new Database(town.database, { readonly: true });
    const byHand = BY_HAND.map((sql) => database.prepare(sql));
    // The first of each fills the caches.
    for (let round = -1; round < rounds; round++) {
      const ours = await timed(() =>
        prepared.engine.inTurn(async (turn) => {
          const [wave] = turn.programme.waves;
          if (!wave) throw new Error('no wave');
          const { adoption } = (await computeDigest(turn, wave, 'J90')).sections;
          if ('hidden' in adoption) throw new Error(`the digest shows nothing: ${adoption.reason}`);
        }),
      );
      const theirs = await timed(async () => {
        for (const query of byHand) query.all();
      });
      if (round < 0) continue;
      digests.push(ours);
      queries.push(theirs);
    }
    database.close();
    const middle = (took: Took[], what: keyof Took) => median(took.map((one) => one[what]));
    return {
      digest: middle(digests, 'time'),
      closing: closing.time,
      sql: middle(queries, 'time') + options.plain(people),
      cpu: { digest: middle(digests, 'cpu'), closing: closing.cpu },
    };
  } finally {
    await prepared.close();
    await town.remove();
  }
}

/** What the first block left, under the names of the blocks after it. */
function copyBlocks(file: string, blocks: number): void {
  const database = new Database(file);
  database.pragma('synchronous = OFF');
  const closed = database
    .prepare<[], { id: string; kind: string; number: number }>('select id, kind, number from round')
    .all();
  const round = database.prepare(
    `insert into round select :copy, kind, subject, wave, :number, null, status, opened_at, closes_at, salt, definition,
       launched_by, audience from round where id = :id`,
  );
  const frozen = database.prepare(
    "insert into frozen select :copy, json_set(data, '$.number', :number) from frozen where round_id = :id",
  );
  const messages = database.prepare(
    `insert into outbox (id, campaign, person_id, template, params, priority, solicited, ephemeral, due_at, expires_at,
       status, attempts, channel, platform_id, sent_on)
     select id || '-' || :number, replace(campaign, :from, :to), person_id, template, params, priority, solicited,
       ephemeral, due_at, expires_at, status, attempts, channel, platform_id, sent_on
     from outbox where campaign like 'weekly/%' || :from and length(id) = 22`,
  );
  database.transaction(() => {
    for (let block = 2; block <= blocks; block++) {
      for (const { id, kind, number } of closed) {
        const next = kind === 'block' ? block : number + (block - 1) * WEEKS_PER_BLOCK;
        const copy = id.replace(/\d+$/, String(next));
        round.run({ id, copy, number: next });
        frozen.run({ id, copy, number: next });
        if (kind === 'checkin') messages.run({ number: next, from: `/${number}`, to: `/${next}` });
      }
    }
  })();
  database.close();
}

async function open({ engine }: Prepared, week: number): Promise<void> {
  await engine.inTurn(async (turn) => {
    const [wave] = turn.programme.waves;
    if (!wave) throw new Error('no wave');
    const everybody = await listPeople(turn.tx);
    await openCheckin(turn, { wave, number: week, people: everybody });
    await turn.plan({
      campaign: `weekly/${wave.id}/${week}`,
      template: 'weekly',
      params: { wave: wave.id, week },
      to: everybody,
      at: turn.now,
      until: turn.now.add({ hours: 96 }),
    });
  });
}

/** Cards were sent, and everybody has answered. */
async function answer({ engine }: Prepared, file: string, week: number): Promise<void> {
  const round = await engine.inTurn(async (turn) =>
    findRound(turn.tx, roundId(turn.programme.waves[0]?.id ?? '', week)),
  );
  const secret = parseSecret(SECRET);
  if (!round?.salt || !secret) throw new Error('the week is not open');
  const seal = createSeal(secret, round.salt, secureRandom);
  const database = new Database(file);
  database.pragma('synchronous = OFF');
  const day = Temporal.Instant.from(round.opened_at).toString().slice(0, 10);
  database.prepare("update outbox set status = 'sent', sent_on = ? where status = 'planned'").run(day);
  const roster = database
    .prepare<[string], { person: string; label: string | null }>(
      'select person_id as person, label from round_person where round_id = ? order by person_id',
    )
    .all(round.id);
  const insert = database.prepare('insert into sealed_answer (round_id, token, box) values (?, ?, ?)');
  const boxes = roster.map(({ person, label }, index) => {
    const token = seal.token(person);
    const time = TIME_BANDS[(index + week) % TIME_BANDS.length] ?? 'zero';
    const blocker = BLOCKERS[index % BLOCKERS.length] ?? '';
    return { token, box: sealAnswers(seal, token, round, { label, answers: { time, blocker } }) };
  });
  boxes.sort((one, other) => one.token.compare(other.token));
  database.transaction(() => {
    for (const { token, box } of boxes) insert.run(round.id, token, box);
  })();
  database.close();
}

async function timed(work: () => Promise<void>): Promise<Took> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { time: performance.now() - start, cpu: (user + system) / 1000 };
}

function add(sum: Took, one: Took): void {
  sum.time += one.time;
  sum.cpu += one.cpu;
}
