import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { atLocal } from '../../domain/calendar.ts';
import { type WaveDefinition, weekClosesAt, weeklyCardOn } from '../../domain/wave.ts';
import type { Drawing, Drawn, Instrument, Occurrence } from '../../engine/instrument.ts';
import { cardReaders } from '../../engine/moving.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { inOrder, isWorthSending, type Part } from './order.ts';
import { isTurnOf, rhythmData, rhythmVerb } from './rhythm.ts';

const paramsSchema = z.object({
  wave: z.string(),
  week: z.number(),
  saved: z.boolean().optional(),
  editing: z.boolean().optional(),
  session: z.string().optional(),
  shown: z.string().optional(),
  chosen: z.boolean().optional(),
});

/**
 * Le rendez-vous de la semaine: the one card an agent meets each week, composed from what every instrument has to
 * say. Which instruments those are is decided where they are listed.
 */
export function createWeekly(parts: readonly Instrument[]): Instrument {
  return {
    name: 'weekly',
    personal: async (_turn, { rhythm }) => [text('weekly.personal', { weeks: rhythm })],
    occurrences: (turn, wave) => weeks(turn, wave),
    draw: { weekly: drawWeekly },
    verbs: [rhythmVerb],
  };

  function weeks(turn: Turn, wave: WaveDefinition): Occurrence[] {
    const launch = Temporal.PlainDate.from(wave.launchDate);
    const occurrences: Occurrence[] = [];
    for (let number = 1; number <= wave.weeks; number++) {
      const date = weeklyCardOn(turn.calendar, launch, number);
      if (!date) continue;
      occurrences.push({
        key: `weekly/${wave.id}/${number}`,
        at: atLocal(turn.calendar, date, turn.programme.rhythm.weeklyTime),
        until: weekClosesAt(turn.calendar, launch, number),
        run: (inner) => send(inner, wave, number),
      });
    }
    return occurrences;
  }

  async function send(turn: Turn, wave: WaveDefinition, number: number): Promise<void> {
    const people = (await cardReaders(turn, wave)).filter((person) => isTurnOf(person, number));
    const week = { wave, number, people };
    for (const part of parts) await part.openWeek?.(turn, week);
    await turn.plan({
      campaign: `weekly/${wave.id}/${number}`,
      template: 'weekly',
      params: { wave: wave.id, week: number },
      to: people,
      at: turn.now,
      until: weekClosesAt(turn.calendar, Temporal.PlainDate.from(wave.launchDate), number),
    });
  }

  async function drawWeekly(turn: Turn, { person, params }: Drawing): Promise<Drawn> {
    const { wave: waveId, week: number, ...state } = paramsSchema.parse(params);
    const wave = turn.programme.waves.find((candidate) => candidate.id === waveId);
    if (!wave || !person) return { skip: 'cancelled' };
    const said: Part[] = [];
    for (const part of parts) {
      const lines = await part.weekly?.(turn, { wave, number, people: [] }, person, state);
      if (lines) said.push({ ...lines, kind: part.name });
    }
    // Once sent and answered, a card stays, whatever is left to say.
    if (Object.keys(state).length === 0 && !isWorthSending(said)) return { skip: 'nothing_new' };
    const { figure } = turn.programme.thresholds;
    const data = { week: number, wave: wave.name, threshold: figure, parts: inOrder(said) };
    return { data: { ...data, ...rhythmData(person) } };
  }
}
