import { Temporal } from 'temporal-polyfill';
import type { Turn } from '../../../engine/turn.ts';
import { listDecisions } from '../../../store/decision.ts';
import { listPeople } from '../../../store/person.ts';
import type { Decision } from '../../../store/schema.ts';

/**
 * What the leadership decided with one voice, and when the last of them did; `split`: they differ; null: nobody yet.
 * Whoever is no longer of the leadership has no voice, unless nobody else spoke.
 */
export async function decided(
  turn: Turn,
  wave: string,
): Promise<{ decision: Decision; at: Temporal.Instant } | 'split' | null> {
  const taken = await listDecisions(turn.tx, wave);
  const people = taken.length > 0 ? await listPeople(turn.tx) : [];
  const leadership = new Set(people.filter(({ roles }) => roles.includes('leadership')).map(({ id }) => id));
  const present = taken.filter(({ person_id }) => leadership.has(person_id));
  const voices = present.length > 0 ? present : taken;
  const last = voices.at(-1);
  if (!last) return null;
  if (voices.some(({ decision }) => decision !== last.decision)) return 'split';
  return { decision: last.decision, at: Temporal.Instant.from(last.at) };
}

/** The same when it was taken after an instant, with one voice. */
export async function decisionSince(turn: Turn, wave: string, since: Temporal.Instant) {
  const taken = await decided(turn, wave);
  if (taken === null || taken === 'split') return null;
  return Temporal.Instant.compare(taken.at, since) > 0 ? taken : null;
}
