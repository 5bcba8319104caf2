import { Temporal } from 'temporal-polyfill';
import { hasEnded } from '../../domain/wave.ts';
import { frenchInstant } from '../../engine/dates.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { digestOccurrences } from './occurrences.ts';

/** A review to come: of which wave, by its name, and when it is posted, in words. */
export type ComingDigest = { wave: string; milestone: string; when: string };

/** Which review comes next, over all waves, and when; or that none does. */
export async function nextDigest(turn: Turn): Promise<string> {
  const next = await comingDigest(turn);
  if (!next) return text('digest.none.over');
  const { milestone, when } = next;
  return text('digest.none.next', { milestone: milestone.replace('J', 'J+'), when });
}

/** The next review, over all waves; null when none is planned. */
export async function comingDigest(turn: Turn): Promise<ComingDigest | null> {
  const ahead: { at: Temporal.Instant; milestone: string; wave: string }[] = [];
  for (const wave of turn.programme.waves.filter((candidate) => !hasEnded(candidate))) {
    for (const { key, at } of await digestOccurrences(turn, wave)) {
      const [, , milestone = '', step] = key.split('/');
      if (step === 'post' && Temporal.Instant.compare(at, turn.now) > 0) {
        ahead.push({ at, milestone, wave: wave.name });
      }
    }
  }
  const [next] = ahead.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  if (!next) return null;
  const { wave, milestone, at } = next;
  return { wave, milestone, when: frenchInstant(at, turn.calendar.zone) };
}
