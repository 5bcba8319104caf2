import { localDate } from '../domain/calendar.ts';
import type { Fixed } from '../domain/fixed.ts';
import { errorName, type Log } from '../log.ts';
import { listPeople, type Person } from '../store/person.ts';
import { getSetting, setSetting } from '../store/setting.ts';
import { fixedAt, keepCourse, REFUSED } from './course.ts';
import type { InForce } from './in-force.ts';
import type { Instrument } from './instrument.ts';
import { importList } from './people-list.ts';
import { newId } from './random.ts';
import type { InTurn } from './schedule.ts';
import { surveysInForce } from './surveys.ts';
import type { Turn } from './turn.ts';
import { wavesInForce } from './waves.ts';

/** A change of the programme folder: what it now says, or what is wrong with it. `print`: of its content. */
export type Sight = { print: string } & (InForce | { problems: string[] });

/**
 * Looks whether the folder has changed since it was last told; null: no, or somebody is still writing. A folder that was
 * refused is looked at again each time: what it may not change can have changed.
 */
export type Look = (fixed: () => Promise<Fixed | null>) => Promise<Sight | null>;

/** Problems told in a message to the leads; `doctor` says them all. */
const SHOWN = 3;
/** Days during which it is still worth telling. */
const DAYS = 7;

export type Reload = {
  /** Takes or refuses what has changed. Never fails: the programme in force stays. */
  check(): Promise<void>;
  /** What is wrong with the folder as it is now; empty when it is the programme in force. */
  problems(): readonly string[];
};

/** The programme changes while it runs: a valid folder is in force from the next turn, another one changes nothing. */
export function createReload(options: {
  look: Look;
  inTurn: InTurn;
  take(next: InForce): void;
  instruments: readonly Instrument[];
  log: Log;
}): Reload {
  const { look, inTurn, take, instruments, log } = options;
  let problems: string[] = [];
  let sight: Sight | null = null;
  return {
    problems: () => problems,
    async check() {
      try {
        sight = (await look(() => inTurn((turn) => fixedAt(turn.tx, turn.now)))) ?? sight;
        if (!sight) return;
        await ('problems' in sight ? refuse(sight) : accept(sight));
        sight = null;
      } catch (error) {
        // What was seen is kept: the next tick tries again.
        log.error('programme not read', { error: errorName(error) });
      }
    },
  };

  async function refuse(refused: { print: string; problems: string[] }): Promise<void> {
    const isNew = await inTurn(async (turn) => {
      if ((await getSetting(turn.tx, REFUSED)) === refused.print) return false;
      await setSetting(turn.tx, REFUSED, refused.print);
      await tell(turn, await leadsOf(turn), `programme/refused/${newId(turn.random)}`, 'programme-refused', {
        print: refused.print,
        problems: refused.problems.slice(0, SHOWN),
        more: Math.max(0, refused.problems.length - SHOWN),
      });
      return true;
    });
    problems = refused.problems;
    if (isNew) log.warn('programme refused', { code: 'programme_invalid', count: problems.length });
  }

  async function accept({ programme, calendar }: InForce): Promise<void> {
    const changes = await inTurn(async (turn) => {
      const before = { programme: turn.programme, calendar: turn.calendar };
      const waves = await wavesInForce(turn.tx, programme.waves);
      const today = localDate(calendar, turn.now);
      const surveys = await surveysInForce(turn.tx, programme.surveys);
      const next: Turn = { ...turn, programme: { ...programme, waves, surveys }, calendar, today };
      const lines: string[] = [];
      for (const instrument of instruments) {
        lines.push(...((await instrument.programmeChanged?.(next, before)) ?? []));
      }
      const leads = await leadsOf(turn);
      await importList(next, programme.people);
      await keepCourse(turn.tx, programme);
      if (lines.length > 0) {
        const to = await leadsBeforeAndAfter(next, leads);
        await tell(next, to, `programme/changed/${newId(turn.random)}`, 'programme-changed', { lines });
      }
      return lines.length;
    });
    take({ programme, calendar });
    problems = [];
    log.info('programme changed', { count: changes });
  }
}

/** Somebody who edits the folder waits for the answer: it is outside the weekly cap. */
async function tell(
  turn: Turn,
  to: Person[],
  campaign: string,
  template: string,
  params: Record<string, unknown>,
): Promise<void> {
  await turn.plan({
    campaign,
    template,
    params,
    to,
    at: turn.now,
    until: turn.now.add({ hours: 24 * DAYS }),
    solicited: true,
    priority: 1,
  });
}

async function leadsOf(turn: Turn): Promise<Person[]> {
  return (await listPeople(turn.tx)).filter(({ roles }) => roles.includes('lead'));
}

/** Who is no lead any more by this very change learns of it too, unless they have left. */
async function leadsBeforeAndAfter(turn: Turn, before: readonly Person[]): Promise<Person[]> {
  const were = new Set(before.map(({ id }) => id));
  return (await listPeople(turn.tx)).filter(({ id, roles }) => roles.includes('lead') || were.has(id));
}
