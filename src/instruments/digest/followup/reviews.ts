import type { DigestData } from '../../../domain/digest.ts';
import type { Followup } from '../../../domain/followup.ts';
import { MILESTONES } from '../../../domain/milestone.ts';
import type { Turn } from '../../../engine/turn.ts';
import { listDigests } from '../../../store/digest.ts';
import { listIrritantAnswers } from '../../../store/irritant-answer.ts';
import { figuresOf } from '../stored.ts';
import { askedIn } from './subjects.ts';

/** The posted reviews of a wave, oldest first. */
export async function postedReviews(turn: Turn, wave: string): Promise<DigestData[]> {
  const rows = (await listDigests(turn.tx)).filter((row) => row.wave === wave && row.status === 'posted');
  return rows
    .map(figuresOf)
    .sort((a, b) => MILESTONES.indexOf(a.milestone) - MILESTONES.indexOf(b.milestone));
}

/** Where the answers to the earlier reviews of a wave stand; null before the second review. */
export async function followupOf(turn: Turn, wave: string): Promise<Followup | null> {
  const asked = askedIn(await postedReviews(turn, wave));
  if (asked.length === 0) return null;
  const published = (await listIrritantAnswers(turn.tx, wave)).filter((row) => row.published_on !== null);
  const followup: Followup = { answered: [], unanswered: [] };
  for (const { key, title, since } of asked) {
    const last = published.findLast(({ subject }) => subject === key);
    if (last) {
      const { state, words, milestone } = last;
      followup.answered.push({ title, state, words, milestone });
    } else followup.unanswered.push({ title, since });
  }
  return followup;
}
