import { Temporal } from 'temporal-polyfill';
import { atLocal } from '../../domain/calendar.ts';
import type { WaveDefinition } from '../../domain/wave.ts';
import type { Drawing, Drawn, Occurrence } from '../../engine/instrument.ts';
import { peopleOfWave } from '../../engine/reach.ts';
import type { Turn } from '../../engine/turn.ts';
import { mementoData } from './card.ts';

/** Days after J0 during which the welcome is still worth sending. */
const WELCOME_DAYS = 14;

/** The whole memento at J0. */
export function welcome(turn: Turn, wave: WaveDefinition): Occurrence {
  const launch = Temporal.PlainDate.from(wave.launchDate);
  const until = atLocal(turn.calendar, launch.add({ days: WELCOME_DAYS }), '00:00');
  return {
    key: `welcome/${wave.id}`,
    at: atLocal(turn.calendar, launch, turn.calendar.hours.start),
    until,
    run: async (inner) =>
      inner.plan({
        campaign: `welcome/${wave.id}`,
        template: 'welcome',
        params: {},
        to: await peopleOfWave(inner, wave),
        at: inner.now,
        until,
        priority: 1,
      }),
  };
}

export async function drawWelcome(turn: Turn, { person }: Drawing): Promise<Drawn> {
  return person
    ? { card: 'memento', data: await mementoData(turn, person, { whole: true }) }
    : { skip: 'cancelled' };
}
