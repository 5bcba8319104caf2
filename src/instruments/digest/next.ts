import { Temporal } from 'temporal-polyfill';
import { hasEnded } from '../../domain/wave.ts';
import { frenchInstant } from '../../engine/dates.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { digestOccurrences } from './occurrences.ts';

/** Which review comes next, over all waves, and when; or that none does. */
export async function nextDigest(turn: Turn): Promise<string> {
  const ahead: { at: Temporal.Instant; milestone: string }[] = [];
  for (const wave of turn.programme.waves.filter((candidate) => !hasEnded(candidate))) {
    for (const { key, at } of await digestOccurrences(turn, wave)) {
      const [, , milestone = '', step] = key.split('/');
      if (step === 'post' && Temporal.Instant.compare(at, turn.now) > 0) ahead.push({ at, milestone });
    }
  }
  const [next] = ahead.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  if (!next) return text('digest.none.over');
  const when = frenchInstant(next.at, turn.calendar.zone);
  return text('digest.none.next', { milestone: next.milestone.replace('J', 'J+'), when });
}
