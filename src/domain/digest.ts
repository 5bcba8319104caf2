import type { Diagnosis } from './cause.ts';
import type { Blocker, TimeBand } from './checkin.ts';
import type { Followup } from './followup.ts';
import type { Milestone } from './milestone.ts';
import type { HiddenReason, Thresholds } from './publishing.ts';
import type { Question, SurveyScore } from './survey.ts';

/**
 * What a figure stands on: distinct people, `responseRate` their quotient (0 to 1). Where nobody was asked, the
 * people of the wave and those who did what the section counts.
 */
export type Basis = { invited: number; answered: number; responseRate: number };
export type Hidden = { hidden: true; reason: HiddenReason };

/** Counts by choice, all choices there; or the one nearly everybody gave, and then no count at all. */
export type Distribution<Choice extends string = string> =
  | { distribution: Record<Choice, number> }
  | { nearlyAll: Choice };

export type QuestionResult = Pick<Question, 'id' | 'title' | 'choices'> & {
  kind: Exclude<Question['kind'], 'text' | 'several'>;
} & (({ n: number } & { distribution: Record<string, number> }) | { nearlyAll: string } | Hidden);

/**
 * One closed round of a survey. `closedOn` is a local date. `source`, and the `caveat` printed beside its figures, as
 * they were at launch; `score` where it has one that may be shown, with the answers to each of its items.
 */
export type SurveyRound = Basis & {
  survey: string;
  closedOn: string;
  questions: QuestionResult[];
  source?: string;
  caveat?: string;
  score?: { method: SurveyScore; value: number; n: readonly number[] };
};

export type SurveyResult = SurveyRound & {
  /** The texts of each text question, by its title; null under the thresholds. */
  verbatims: Record<string, string[] | null>;
  byDepartment: ({ department: string; question: string } & (
    | { n: number; distribution: Record<string, number> }
    | { nearlyAll: string }
  ))[];
  /** The round before this one, to compare with. */
  before: SurveyRound | null;
};

export type Alert = 'below' | 'above' | 'unknown';
export type AdoptionFigures = (
  | { users: number; rateOfInvited: number; rateOfRespondents: number }
  | { nearlyAll: 'used' | 'unused' }
) & { alert: Alert };

type Answers = Pick<Basis, 'invited' | 'answered'>;
export type AdoptionBlock = { block: number } & ((Answers & AdoptionFigures) | Hidden);

export type Session = {
  id: string;
  title: string;
  /** Local, `YYYY-MM-DDTHH:MM`. */
  on: string;
  minutes: number;
  yes: number;
  maybe: number;
  seats: number;
  past: boolean;
  /** People of the wave who were there; null: nobody has marked who came. */
  attended: number | null;
};

/** Time that was declared, as a range: `counted` weekly declarations over `weeks`, `unknown` ones left out. */
export type Declared = {
  lowHours: number;
  highHours: number;
  counted: number;
  unknown: number;
  weeks: number;
  lowMinutes: number;
  highMinutes: number;
};

/** The sections of a milestone digest. Every one is there; what may not be shown says why. */
export type Sections = {
  reach: (Basis & { people: number; reachable: number; unreachable: Record<string, number> }) | Hidden;
  /**
   * In steps of 5, rounded down; `invited` and `answered` are those of the last block that can be shown, else of the best
   * week of the last one: `counted` tells which weeks (absent from reviews read before it was kept).
   */
  participation:
    | (Basis & {
        counted?: { first: number; last: number };
        weeks: { week: number; invited: number; answered: number | null }[];
      })
    | Hidden;
  /** The figures are those of `block`, the others beside it. */
  adoption:
    | (Basis &
        AdoptionFigures & {
          block: number;
          /** Under the alert, what is likely behind it; null otherwise. */
          cause: Diagnosis | null;
          blocks: AdoptionBlock[];
          byDepartment: ({ department: string } & Answers & AdoptionFigures)[];
          useCases: QuestionResult;
        })
    | Hidden;
  /**
   * Weekly declarations of `blocks`, one a person and week, `declarations` in all (null with `nearlyAll`).
   * The basis and `byDepartment` are those of the last of these blocks.
   */
  time:
    | (Basis & { declarations: number | null; blocks: number[] } & (
          | { distribution: Record<TimeBand, number>; medianBand: TimeBand | null }
          | { nearlyAll: TimeBand }
        ) & {
          byDepartment: ({ department: string } & (
            | { medianBand: TimeBand | null; n: number; distribution: Record<TimeBand, number> }
            | { nearlyAll: TimeBand }
          ))[];
        })
    | Hidden;
  satisfaction: SurveyResult | Hidden;
  baseline: SurveyResult | Hidden;
  mood: SurveyResult | Hidden;
  /** `n` weekly declarations of `blocks`; null with `nearlyAll`. */
  blockers: (Basis & { n: number | null; blocks: number[] } & Distribution<Blocker>) | Hidden;
  /** Nominative by nature: the number of people who called, no name. */
  helpWanted: (Basis & { calls: number }) | Hidden;
  /** `attended`: distinct people seen at one or more, null where nobody has marked who came. */
  cafes: (Basis & { sessions: Session[]; attended: number | null }) | Hidden;
  /** Nominative by nature, and shown under the same thresholds as what is not. */
  memento:
    | (Basis & {
        version: string;
        acknowledged: number;
        byDepartment: (Basis & { department: string; acknowledged: number })[];
      })
    | Hidden;
  /** `kinds` adds up the choices of all irritant questions: `n` citations. */
  irritants: (Basis & { kinds: QuestionResult | null; texts: string[] | null }) | Hidden;
  /**
   * Over `months` from J0 and the `people` of the wave; `cost` in whole `currency`. Café hours are those of people
   * marked present, else of those who said they would come, as `cafeHoursFrom` tells. `declared`: hours over the
   * blocks that can be shown, and minutes a person and week over the whole wave, the silent counted as zero.
   * `breakEven`: minutes a person and week, for the licences alone and with the hours; null without `hourlyCost`.
   */
  resources:
    | (Basis & {
        people: number;
        licences: number;
        licenceMonthly: number;
        currency: string;
        months: number;
        cost: number;
        trainingHours: number;
        cafeHours: number;
        cafeHoursFrom: 'attendance' | 'rsvp' | 'both';
        hourlyCost: number | null;
        declared: Declared | null;
        breakEven: { licences: number; total: number } | null;
      })
    | Hidden;
  /** The basis counts the leadership. */
  decision: (Basis & { asked: boolean; options: ('maintain' | 'extend' | 'pivot')[] }) | Hidden;
};
export type SectionName = keyof Sections;

/** What a digest is made from, stored as it was when the lead saw it. */
export type DigestData = {
  organisation: string;
  /** The wave's id, and its name. */
  wave: string;
  waveName: string;
  launchDate: string;
  milestone: Milestone;
  /** Local dates: when it is due, and when its figures were read. */
  dueOn: string;
  readOn: string;
  /** Local, to the minute; null until posted. */
  postedAt: string | null;
  thresholds: Thresholds;
  /** Messages of the wave whose fate was known when the figures were read: planned = sent + failed + skipped. */
  deliveries: { planned: number; sent: number; failed: number; skipped: number };
  sections: Sections;
  /** Local dates between which a lead had paused the wave; `until` null: it still was. Absent: never. */
  pauses?: { from: string; until: string | null }[];
  /** From the second review on. */
  followup?: Followup;
  /** A round of the satisfaction survey is still to close after this review (absent: not known). */
  satisfactionAhead?: boolean;
};
