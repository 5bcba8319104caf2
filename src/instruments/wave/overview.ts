import { Temporal } from 'temporal-polyfill';
import { dueOn, MILESTONES } from '../../domain/milestone.ts';
import {
  hasEnded,
  isPaused,
  MOST_WEEKS,
  overlap,
  overOn,
  PROLONGED_BY,
  type WaveDefinition,
  weekOn,
} from '../../domain/wave.ts';
import { frenchDay, frenchInstant } from '../../engine/dates.ts';
import type { CardData, Instrument, ReplyMessage } from '../../engine/instrument.ts';
import { peopleOfWave, reachable } from '../../engine/reach.ts';
import { nextOccurrence } from '../../engine/schedule.ts';
import { text, textOf } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPrepared, listWaveActs } from '../../store/wave.ts';
import { actLine } from './leads.ts';

/** Waves a card shows: those to come and under way, then the last ones that are over. */
const SHOWN = 6;

/** Weeks before its end from which a wave can be prolonged: J+90 lies among them. */
const NEAR_ITS_END = 6;

type Act = 'pause' | 'resume' | 'prolong' | 'end';

/** `vague`: each wave as it stands, and what a lead can do about it. `done`: what was just done. */
export async function overview(
  turn: Turn,
  others: readonly Instrument[],
  mode: 'message' | 'replace' = 'message',
  done = '',
): Promise<ReplyMessage> {
  const alive = (wave: WaveDefinition) => (isOver(turn, wave) ? 1 : 0);
  const waves = turn.programme.waves
    .toSorted((a, b) => alive(a) - alive(b) || (a.launchDate < b.launchDate ? 1 : -1))
    .slice(0, SHOWN);
  const shown: CardData[] = [];
  for (const wave of waves) shown.push(await waveData(turn, wave, others));
  const [draft] = await listPrepared(turn.tx, 'draft');
  const waiting = draft
    ? text('wave.draft.waiting', { wave: draft.name, on: longDay(draft.launchDate) })
    : '';
  return {
    mode,
    template: 'wave',
    data: { done, waves: shown, draft: waiting, prepare: text(draft ? 'wave.draft.open' : 'wave.prepare') },
  };
}

async function waveData(turn: Turn, wave: WaveDefinition, others: readonly Instrument[]): Promise<CardData> {
  const people = await peopleOfWave(turn, wave);
  const count = { people: people.length, reachable: (await reachable(turn, people)).length };
  const next = isPaused(wave) ? null : await nextOccurrence(turn, others, wave);
  const act = (await listWaveActs(turn.tx)).findLast((row) => row.wave === wave.id);
  const lines = [
    stateOf(turn, wave),
    isOver(turn, wave) ? '' : text('wave.people', count),
    next
      ? text('wave.next', {
          what: textOf(`sandbox.next.${next.key.split('/')[0]}`) ?? text('sandbox.next.message'),
          when: frenchInstant(next.at, turn.calendar.zone),
        })
      : '',
    act ? await actLine(turn, act) : '',
  ];
  const actions = actsOf(turn, wave).map((name) => ({
    title: text(`wave.button.${name}`),
    data: { v: 'wave.act', wave: wave.id, act: name },
  }));
  return {
    name: wave.name,
    lines: lines.filter((line) => line !== '').map((line) => ({ line })),
    actions,
    hasActions: actions.length > 0,
  };
}

/** What can be done to a wave as it stands. */
export function actsOf(turn: Turn, wave: WaveDefinition): Act[] {
  if (isOver(turn, wave)) return [];
  if (isPaused(wave)) return ['resume', 'end'];
  return canProlong(turn, wave) ? ['prolong', 'pause', 'end'] : ['pause', 'end'];
}

/** Near its end, under a year in all, and as long as its services are not another wave's by then. */
export function canProlong(turn: Turn, wave: WaveDefinition): boolean {
  return whyNotProlonged(turn, wave) === null;
}

/** Why a wave cannot be prolonged now; `by`: the wave that has one of its services by then. Null: it can. */
export function whyNotProlonged(
  turn: Turn,
  wave: WaveDefinition,
): { because: 'ahead' | 'early' | 'over' | 'year' } | { because: 'taken'; by: string } | null {
  const week = weekOn(wave, turn.today);
  if (week === null) return { because: isPastWeeks(turn, wave) ? 'over' : 'ahead' };
  if (wave.weeks >= MOST_WEEKS) return { because: 'year' };
  if (week <= wave.weeks - NEAR_ITS_END) return { because: 'early' };
  const longer = { ...wave, weeks: wave.weeks + PROLONGED_BY };
  const holder = turn.programme.waves.find(
    (other) =>
      other.id !== wave.id &&
      !overlap(other, wave) &&
      overlap(other, longer) &&
      other.departments.some((name) => wave.departments.length === 0 || wave.departments.includes(name)),
  );
  return holder ? { because: 'taken', by: holder.name } : null;
}

/** Ended, or past its weeks with no review to come. One that is paused waits for its leads, however late it is. */
function isOver(turn: Turn, wave: WaveDefinition): boolean {
  if (isPaused(wave)) return false;
  return hasEnded(wave) || (isPast(turn, overOn(wave)) && reviewsAhead(turn, wave).length === 0);
}

/** The reviews still to be posted, as `J+30`. */
export function reviewsAhead(turn: Turn, wave: WaveDefinition): string[] {
  const launch = Temporal.PlainDate.from(wave.launchDate);
  return MILESTONES.filter((name) => !isPast(turn, dueOn(turn.calendar, launch, name))).map((name) =>
    name.replace('J', 'J+'),
  );
}

function stateOf(turn: Turn, wave: WaveDefinition): string {
  const { endedOn = null, pauses = [] } = wave.course ?? {};
  if (endedOn) return text('wave.state.ended', { on: longDay(endedOn) });
  const since = pauses.find(({ until }) => until === null)?.from;
  const week = weekOn(wave, turn.today);
  if (since && week === null && isPastWeeks(turn, wave)) {
    return text('wave.state.paused_over', { on: longDay(since), weeks: wave.weeks });
  }
  if (since) return text('wave.state.paused', { on: longDay(since), week: week ?? 0, weeks: wave.weeks });
  if (week !== null) return text('wave.state.running', { week, weeks: wave.weeks });
  return isPast(turn, Temporal.PlainDate.from(wave.launchDate))
    ? text('wave.state.over', { weeks: wave.weeks })
    : text('wave.state.ahead', { on: longDay(wave.launchDate) });
}

/** Whether its last week is over. */
export function isPastWeeks({ today }: Turn, wave: WaveDefinition): boolean {
  return Temporal.PlainDate.compare(overOn(wave), today) <= 0;
}

function isPast(turn: Turn, date: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(date, turn.today) < 0;
}

export function longDay(date: string): string {
  return frenchDay(Temporal.PlainDate.from(date), true);
}
