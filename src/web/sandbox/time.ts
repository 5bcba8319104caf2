import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { localMinute } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/errors.ts';
import { dueOn, MILESTONES } from '../../domain/milestone.ts';
import { frenchDay } from '../../engine/dates.ts';
import { textOf } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { emptyDatabase } from '../../store/reset.ts';
import { countDeliveries } from '../../store/tally.ts';
import { travel } from './clock.ts';
import type { Sandbox } from './sandbox.ts';

/** Years after the last launch that can be travelled to: long past the last review, and every retention. */
const FARTHEST_YEARS = 2;

/** How long a call waits for platforms that ask for patience, in seconds of real time. */
const TIMEOUT = 600;

const moveSchema = z
  .object({
    to: z.string().optional(),
    advance: z.string().optional(),
    timeout: z.number().min(0).max(TIMEOUT).default(TIMEOUT),
    simulate: z.boolean().default(false),
    except: z.string().optional(),
  })
  .refine((body) => (body.to === undefined) !== (body.advance === undefined));

/**
 * The sandbox's time (local to the organisation), what comes next, and when the reviews are due. `problems`: why the
 * programme folder as it is now is refused.
 */
export async function showClock({ engine }: Sandbox) {
  const next = await engine.nextEvent();
  const problems = engine.problems();
  return engine.inTurn(async (turn) => {
    const [wave] = turn.programme.waves;
    const launch = wave ? Temporal.PlainDate.from(wave.launchDate) : turn.today;
    return {
      now: localMinute(turn.calendar, turn.now),
      zone: turn.calendar.zone,
      organisation: turn.programme.organisation.name,
      launch: launch.toString(),
      last: lastDate(turn).toString(),
      next: next ? { at: localMinute(turn.calendar, next.at), title: titleOf(next.key) } : null,
      milestones: MILESTONES.map((name) => ({ name, on: dueOn(turn.calendar, launch, name).toString() })),
      problems,
    };
  });
}

function titleOf(key: string | null): string {
  const kind = key?.split('/')[0] ?? 'message';
  return textOf(`sandbox.next.${kind}`) ?? textOf('sandbox.next.message') ?? '';
}

/** Travels to a local time, or by an ISO duration. The past is refused. */
export async function moveClock(
  sandbox: Sandbox,
  body: unknown,
): Promise<{ status?: number; body: unknown }> {
  const { to, advance, timeout, simulate: lively, except } = moveSchema.parse(body);
  const { engine, clock } = sandbox;
  const { zone, last } = await engine.inTurn(async (turn) => ({
    zone: turn.calendar.zone,
    last: lastDate(turn),
  }));
  const target = destination(clock.now(), zone, to, advance);
  if (Temporal.Instant.compare(target, clock.now()) < 0) throw new Refusal('clock_past');
  if (Temporal.PlainDate.compare(target.toZonedDateTimeISO(zone).toPlainDate(), last) > 0)
    throw new Refusal('clock_too_far', { last: frenchDay(last, true), years: FARTHEST_YEARS });
  const before = await totals(sandbox);
  const pending = await travel({
    ...sandbox,
    target,
    deadline: Date.now() + timeout * 1000,
    ...(lively ? { afterStop: async () => void (await simulate(sandbox, { except })) } : {}),
  });
  const after = await totals(sandbox);
  const [sent, failed, skipped] = [
    after.sent - before.sent,
    after.failed - before.failed,
    after.skipped - before.skipped,
  ];
  const result = {
    now: (await showClock(sandbox)).now,
    planned: sent + failed + skipped + pending,
    sent,
    failed,
    skipped,
  };
  return pending > 0 ? { status: 202, body: { ...result, pending } } : { body: result };
}

/** The farthest date of a journey. */
function lastDate({ programme, today }: Turn): Temporal.PlainDate {
  const launches = programme.waves.map(({ launchDate }) => Temporal.PlainDate.from(launchDate));
  const [latest = today] = launches.sort(Temporal.PlainDate.compare).reverse();
  return latest.add({ years: FARTHEST_YEARS });
}

function destination(now: Temporal.Instant, zone: string, to?: string, advance?: string): Temporal.Instant {
  try {
    if (to !== undefined) return Temporal.PlainDateTime.from(to).toZonedDateTime(zone).toInstant();
    return now
      .toZonedDateTimeISO(zone)
      .add(Temporal.Duration.from(advance ?? 'PT0S'))
      .toInstant();
  } catch {
    throw new Refusal('bad_input');
  }
}

async function totals({ engine }: Sandbox) {
  const counts = await engine.inTurn((turn) => countDeliveries(turn.tx));
  const sum = (status: string) =>
    counts.filter((row) => row.status === status).reduce((total, row) => total + row.count, 0);
  return { sent: sum('sent'), failed: sum('failed'), skipped: sum('skipped') };
}

/** Back to the first day: everything is forgotten, and the people of the programme come in again. */
export async function resetSandbox(sandbox: Sandbox) {
  const { engine, store, clock } = sandbox;
  await engine.settle();
  await store.transaction((tx) => emptyDatabase(tx));
  await store.scrub();
  await clock.reset();
  await engine.importPeople();
  return showClock(sandbox);
}

const simulateSchema = z.object({ except: z.string().optional() });

/** Simulated colleagues, but for one, answer what lies open in their chats. Resolves with how many answered. */
export async function simulate(sandbox: Sandbox, body: unknown): Promise<number> {
  const { except = null } = simulateSchema.parse(body);
  const { letColleaguesAnswer } = await import('./colleagues.ts');
  return letColleaguesAnswer(sandbox, except);
}
