/** `text` is guarded: 10 texts from at least 30 invited before any is shown. Numbers are asked in bands. */
export type Question = {
  id: string;
  kind: 'choice' | 'several' | 'scale' | 'number' | 'text';
  title: string;
  /** For every kind but `text`: what can be tapped, in order. */
  choices: { id: string; title: string }[];
  optional: boolean;
  /** The choice that is right, in a question of knowledge. It is never on a card that asks. */
  right?: string | null | undefined;
};

/** What a survey is for: the reviews read the first three, the others are launched when somebody wants them. */
export const SURVEY_PURPOSES = [
  'baseline',
  'satisfaction',
  'mood',
  'cafe',
  'usability',
  'confidence',
  'knowledge',
  'other',
] as const;
export type SurveyPurpose = (typeof SURVEY_PURPOSES)[number];

/** Purposes that reviews read: one survey of each in a programme. */
export const REVIEWED: readonly SurveyPurpose[] = ['baseline', 'satisfaction', 'mood'];

/** How a score is worked out from a survey's published tables; see `umuxLite`. */
export type SurveyScore = 'umux_lite';

/** What a round says of itself from its launch on, whatever becomes of the file it came from. */
export type SurveyHead = {
  title: string;
  introduction: string;
  /** Where the questions come from. */
  source: string;
  /** What its results do not tell, printed beside them. */
  caveat: string | null;
  score: SurveyScore | null;
};

/** A survey and when its rounds run, in days from a wave's J0; without rounds it runs only when it is launched. */
export type SurveyDefinition = SurveyHead & {
  id: string;
  purpose: SurveyPurpose;
  /** `opens` at the weekly time of that day; `closes` at 00:00 local of that day. */
  rounds: { opens: number; closes: number }[];
  questions: Question[];
};

/** Whether two questions are one, asked twice: the same name, and the same things to tap. */
export function isSameQuestion(
  one: Pick<Question, 'id' | 'kind' | 'choices'>,
  other: Pick<Question, 'id' | 'kind' | 'choices'>,
): boolean {
  const ids = (question: Pick<Question, 'choices'>) => JSON.stringify(question.choices.map(({ id }) => id));
  return one.id === other.id && one.kind === other.kind && ids(one) === ids(other);
}

/** The tables a question is counted in: one, or one « yes or no » a choice where several may be chosen. */
export function tableIds(question: Pick<Question, 'id' | 'kind' | 'choices'>): string[] {
  if (question.kind === 'text') return [];
  if (question.kind !== 'several') return [question.id];
  return question.choices.map((choice) => pickTable(question.id, choice.id));
}

/** Where « chosen or not » is counted for a choice of a question with several answers. */
export function pickTable(question: string, choice: string): string {
  return `${question}:${choice}`;
}

/** The two answers of such a table. */
export const PICKED = 'yes';
export const NOT_PICKED = 'no';
