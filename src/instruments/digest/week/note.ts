import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { atLocal, onOrAfterWorkingDay } from '../../../domain/calendar.ts';
import { DIGEST_TIME } from '../../../domain/milestone.ts';
import { overOn, type WaveDefinition } from '../../../domain/wave.ts';
import { readFrozen } from '../../../engine/closing.ts';
import type { CardData, Drawing, Drawn, Occurrence } from '../../../engine/instrument.ts';
import { text } from '../../../engine/texts.ts';
import type { Turn } from '../../../engine/turn.ts';
import { clip, enumerate, percentAtLeast } from '../words/figures.ts';
import { comingIn } from './coming.ts';

/** After so many days a note is last week's news. */
const FRESH_DAYS = 2;
/** What is told to come, at most: the line stays one. */
const TOLD = 3;
const NAME = 40;

const paramsSchema = z.object({ wave: z.string(), week: z.number() });

/**
 * Two lines for the leadership on the first working day of each week of a wave, where the programme asks for them:
 * who answered the week before, and what comes. One more than there are weeks, for the last one's answers.
 */
export function noteOccurrences(turn: Turn, wave: WaveDefinition): Occurrence[] {
  if (!turn.programme.rhythm.weeklyNote) return [];
  const occurrences: Occurrence[] = [];
  for (let week = 1; week <= wave.weeks + 1; week++) {
    const span = spanOf(wave, week);
    const date = onOrAfterWorkingDay(turn.calendar, span.from);
    // A week that nobody works has no note; of a wave that was cut short, only those up to its end.
    if (Temporal.PlainDate.compare(date, span.to) >= 0) continue;
    if (Temporal.PlainDate.compare(span.from, overOn(wave)) > 0) continue;
    occurrences.push({
      key: `note/${wave.id}/${week}`,
      at: atLocal(turn.calendar, date, DIGEST_TIME),
      until: atLocal(turn.calendar, date.add({ days: FRESH_DAYS }), '00:00'),
      run: (inner) => send(inner, wave, week),
    });
  }
  return occurrences;
}

async function send(turn: Turn, wave: WaveDefinition, week: number): Promise<void> {
  if ((await lines(turn, wave, week)).length === 0) return;
  await turn.plan({
    campaign: `note/${wave.id}/${week}`,
    template: 'digest-week',
    params: { wave: wave.id, week },
    to: 'leadership',
    at: turn.now,
    until: turn.now.add({ hours: 24 * FRESH_DAYS }),
    solicited: true,
  });
}

export async function drawNote(turn: Turn, { params }: Drawing): Promise<Drawn> {
  const { wave: waveId, week } = paramsSchema.parse(params);
  const wave = turn.programme.waves.find(({ id }) => id === waveId);
  const [first, ...rest] = wave ? await lines(turn, wave, week) : [];
  if (first === undefined) return { skip: 'cancelled' };
  const data: CardData = { first, rest: rest.map((line) => ({ line })) };
  return { data };
}

/** Nothing, one line or two. The day of a review says nothing: the review says more. */
async function lines(turn: Turn, wave: WaveDefinition, week: number): Promise<string[]> {
  const { from, to } = spanOf(wave, week);
  const coming = await comingIn(turn, wave, from, to);
  if (coming.some(({ kind, at }) => kind === 'digest' && at.toPlainDate().equals(turn.today))) return [];
  const answered = await answeredLine(turn, wave, week - 1);
  const told = coming.slice(0, TOLD).map(({ words }) => words);
  return [
    ...(answered ? [answered] : []),
    ...(told.length > 0 ? [text('digest.week.coming', { list: enumerate(told) })] : []),
  ];
}

/** A week publishes its participation only, in steps of 5, from ten invited. */
async function answeredLine(turn: Turn, wave: WaveDefinition, week: number): Promise<string | null> {
  const frozen = week > 0 ? await readFrozen(turn, `checkin/${wave.id}/${week}`) : null;
  if (frozen?.kind !== 'checkin' || frozen.participation === null) return null;
  const { invited, participation: answered } = frozen;
  const rate = percentAtLeast(invited === 0 ? 0 : answered / invited);
  return text('digest.week.answered', { wave: clip(wave.name, NAME), week, invited, answered, rate });
}

function spanOf({ launchDate }: WaveDefinition, week: number) {
  const from = Temporal.PlainDate.from(launchDate).add({ days: 7 * (week - 1) });
  return { from, to: from.add({ days: 7 }) };
}
