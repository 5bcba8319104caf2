import type { Milestone } from './milestone.ts';

/** What became of something that weighs on people. */
export const ANSWER_STATES = ['done', 'ongoing', 'impossible'] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];

/** Characters of an answer of the leadership. */
export const ANSWER_LIMIT = 200;

/**
 * What the leadership had published, when a review's figures were read, about what the reviews before it said weighs
 * on people. `milestone`: the review under which the last answer was given; `since`: the first one that asked.
 */
export type Followup = {
  answered: { title: string; state: AnswerState; words: string; milestone: Milestone }[];
  unanswered: { title: string; since: Milestone }[];
};
