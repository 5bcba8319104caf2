/** `text` is guarded: 10 texts from at least 30 invited before any is shown. Numbers are asked in bands. */
export type Question = {
  id: string;
  kind: 'choice' | 'scale' | 'number' | 'text';
  title: string;
  /** For every kind but `text`: what can be tapped, in order. */
  choices: { id: string; title: string }[];
  optional: boolean;
};

/** What a survey is for in the digests. */
export type SurveyPurpose = 'baseline' | 'satisfaction' | 'mood' | 'other';

/** A survey of the programme and when its rounds run, in days from a wave's J0. */
export type SurveyDefinition = {
  id: string;
  purpose: SurveyPurpose;
  title: string;
  introduction: string;
  source: string;
  /** `opens` at the weekly time of that day; `closes` at 00:00 local of that day. */
  rounds: { opens: number; closes: number }[];
  questions: Question[];
};
