import type { WorkingHours } from './calendar.ts';
import type { Memento } from './memento.ts';
import type { PersonRecord } from './person.ts';
import type { Thresholds } from './publishing.ts';
import type { SurveyDefinition } from './survey.ts';
import type { WaveDefinition } from './wave.ts';

/** The programme a commune edits, read and checked. The folder it comes from is described in docs/reference.md. */
export type Programme = {
  organisation: {
    name: string;
    /** IANA zone of every local time in the programme. */
    zone: string;
    country: 'FR' | 'CH';
    /** Region for public holidays (`VD`, `57`...), or null. */
    region: string | null;
    locale: 'fr';
  };
  leadershipChannel: { teams: string | null; slack: string | null };
  hours: WorkingHours;
  rhythm: {
    /** Local time of the weekly card, `HH:MM`. */
    weeklyTime: string;
    /** Unsolicited messages a person gets at most in one calendar week (Monday to Sunday). */
    weeklyCap: number;
    /** Whether the leadership channel gets its two lines each week. */
    weeklyNote: boolean;
  };
  thresholds: Thresholds;
  waves: WaveDefinition[];
  people: PersonRecord[];
  memento: Memento;
  surveys: SurveyDefinition[];
  useCases: UseCase[];
  prompts: Prompt[];
  tools: { id: string; title: string }[];
  cafes: CafeDefinition[];
};

/** A starting use case, with the gain its source claims. */
export type UseCase = { id: string; title: string; claimedGain: string; source: string };

/** A ready-to-copy prompt. `departments` empty: for everybody. */
export type Prompt = { id: string; trade: string; departments: string[]; title: string; text: string };

/** One Café IA of the season. */
export type CafeDefinition = {
  id: string;
  title: string;
  /** Local date and time of the organisation, `YYYY-MM-DDTHH:MM`, or days from the first wave's J0. */
  starts: string | { afterLaunch: number; time: string };
  minutes: number;
  place: string;
  facilitator: string;
  seats: number;
  /** Services invited; empty: everybody. */
  departments: string[];
  /** It was planned and will not take place. */
  cancelled: boolean;
};
