import type { Role } from './person.ts';
import type { SurveyDefinition } from './survey.ts';

/** Who a survey written in chat asks: the whole organisation, one service, a wave, or those who have a role. */
export type SurveyTarget =
  | { kind: 'everybody' }
  | { kind: 'service'; department: string }
  | { kind: 'wave'; wave: string }
  | { kind: 'role'; role: Exclude<Role, 'agent'> };

/**
 * How often it is asked. The first of `biweekly` and `monthly` opens on `opensOn`; `launch` opens `days` days after
 * the J0 of a wave, whose people it asks.
 */
export type Recurrence =
  | { kind: 'once' }
  | { kind: 'biweekly' }
  | { kind: 'monthly' }
  | { kind: 'launch'; wave: string; days: number };

/** Who gets the published results when a round closes, beside the leads: they can always read them. */
export const RESULTS_AUDIENCES = ['author', 'participants', 'leadership'] as const;
export type ResultsAudience = (typeof RESULTS_AUDIENCES)[number];

/** When and to whom a survey written in chat goes. Dates are local, `YYYY-MM-DD`. */
export type SurveyPlan = {
  target: SurveyTarget;
  /** null: as soon as it is sent. */
  opensOn: string | null;
  /** Days each of its rounds stays open: `LIFE` bounds them. It closes at the end of working hours of its last day. */
  days: number;
  recurrence: Recurrence;
  audience_of_results: ResultsAudience;
};

/** A survey closes so many days after it opened. */
export const LIFE = { least: 3, most: 30 } as const;
export const MOST_QUESTIONS = 5;

/** A survey that is no file of the programme: written in chat or imported. Its `rounds` are always empty. */
export type CustomSurvey = {
  survey: SurveyDefinition;
  /** null: imported, or launched by hand only. */
  plan: SurveyPlan | null;
  /** Who wrote it; null: the operator, or somebody who was erased. */
  author: string | null;
  createdOn: string;
  /** No longer offered, nor asked again; its past rounds keep their questions. */
  endedOn: string | null;
};

/** A survey being written. What is not there yet is null. */
export type SurveyDraft = {
  title: string;
  questions: SurveyDefinition['questions'];
  plan: SurveyPlan | null;
};
