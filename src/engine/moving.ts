import { atLocal } from '../domain/calendar.ts';
import type { WaveDefinition } from '../domain/wave.ts';
import type { Person } from '../store/person.ts';
import { listHeldElsewhere, listUnwelcomed } from '../store/wave-people.ts';
import { stamp } from './clock.ts';
import { peopleOfWave, reachable } from './reach.ts';
import type { Turn } from './turn.ts';

/**
 * Who gets a wave's card of the week: its people, but for those whom another wave has already met this week. Somebody
 * who changes services, or whose wave is over, is asked by the next one from its next week on: never twice at once.
 */
export async function cardReaders(turn: Turn, wave: WaveDefinition): Promise<Person[]> {
  const monday = atLocal(turn.calendar, turn.today.subtract({ days: turn.today.dayOfWeek - 1 }), '00:00');
  const held = new Set(await listHeldElsewhere(turn.tx, wave.id, stamp(monday)));
  return (await peopleOfWave(turn, wave)).filter(({ id }) => !held.has(id));
}

/** Those of a wave who can be reached and have not been welcomed: they came, moved, or installed the app since J0. */
export async function newcomers(turn: Turn, wave: WaveDefinition): Promise<Person[]> {
  const unwelcomed = new Set(await listUnwelcomed(turn.tx));
  if (unwelcomed.size === 0) return [];
  return reachable(
    turn,
    (await peopleOfWave(turn, wave)).filter(({ id }) => unwelcomed.has(id)),
  );
}
