import { BLOCKERS } from '../../../domain/checkin.ts';
import type { DigestData, QuestionResult } from '../../../domain/digest.ts';
import type { Milestone } from '../../../domain/milestone.ts';
import { text } from '../../../engine/texts.ts';
import { clip, largest } from '../words/figures.ts';

/** Something the leadership is asked to answer. `key`: `irritant/<choice>` or `blocker/<name>`. */
export type Subject = { key: string; title: string; evidence: string };
/** `since`: the first review that told it. */
export type Asked = Subject & { since: Milestone };

/** How many a review asks about: the ones it tells. */
const TOP = 3;
const TITLE = 80;
/** « Autre chose » says that something weighs, not what. */
const CATCH_ALL = /^(autre|other)/;

/** The first things that weigh on people, as far as the review shows them; else the first obstacles. */
export function subjectsOf({ sections: { irritants, blockers } }: DigestData): Subject[] {
  const kinds = 'hidden' in irritants ? null : irritants.kinds;
  if (kinds && !('hidden' in kinds)) {
    const ids = kinds.choices.map(({ id }) => id);
    return top(kinds, ids).map(({ id, evidence }) => ({
      key: `irritant/${id}`,
      title: titleOf(kinds, id),
      evidence,
    }));
  }
  if ('hidden' in blockers) return [];
  return top(blockers, BLOCKERS).map(({ id, evidence }) => ({
    key: `blocker/${id}`,
    title: capital(text(`digest.blocker.${id}`)),
    evidence,
  }));
}

function top<Choice extends string>(
  counted: { n: number | null; distribution: Record<Choice, number> } | { nearlyAll: Choice },
  order: readonly Choice[],
): { id: Choice; evidence: string }[] {
  const named = order.filter((id) => !CATCH_ALL.test(id));
  if ('nearlyAll' in counted) {
    const evidence = text('followup.evidence.nearly');
    return named.filter((id) => id === counted.nearlyAll).map((id) => ({ id, evidence }));
  }
  return largest(counted.distribution, named, TOP).map(({ choice, count }) => ({
    id: choice,
    evidence: text('followup.evidence.count', { count, n: counted.n }),
  }));
}

function titleOf(question: QuestionResult, id: string): string {
  return clip(question.choices.find((choice) => choice.id === id)?.title ?? id, TITLE);
}

function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase('fr') + words.slice(1);
}

/** All that these reviews, oldest first, asked about: what the last one tells first, each with its last evidence. */
export function askedIn(reviews: readonly DigestData[]): Asked[] {
  const asked = new Map<string, Asked>();
  for (const review of reviews.toReversed()) {
    for (const subject of subjectsOf(review)) {
      const known = asked.get(subject.key);
      asked.set(subject.key, { ...subject, ...known, since: review.milestone });
    }
  }
  return [...asked.values()];
}
