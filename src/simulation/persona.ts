import type { Temporal } from 'temporal-polyfill';
import type { TimeBand } from '../domain/checkin.ts';
import type { PersonRecord } from '../domain/person.ts';
import { chanceOf } from './chance.ts';

/** Who is simulated: what of a person decides how they behave. */
export type Colleague = Pick<PersonRecord, 'id' | 'department' | 'roles'>;

export const HABITS = ['nonUser', 'curious', 'regular', 'enthusiast', 'losesTime'] as const;
export type Habit = (typeof HABITS)[number];

/** What somebody is like, for the whole programme. Days and weeks are counted from the launch. */
export type Persona = {
  habit: Habit;
  /** Chance of answering a card that asks something, before weariness. */
  answers: number;
  /** Chance of an answer being typed instead of tapped. */
  types: number;
  /** Chance of using AI in a week, once used to it. */
  uses: number;
  /** The week from which they answer almost nothing; null: they stay. */
  dropsOutIn: number | null;
  /** Their app: there from the start, from a day on, or never (null). */
  installsOn: 'start' | number | null;
  blocksOn: number | null;
  pausesOn: number | null;
  asksHelpOn: number | null;
};

/** How common each habit is at a programme's start. */
const SHARES: Record<Habit, number> = {
  nonUser: 20,
  curious: 32,
  regular: 27,
  enthusiast: 11,
  losesTime: 10,
};

const ANSWERS: Record<Habit, [least: number, most: number]> = {
  nonUser: [25, 65],
  curious: [40, 80],
  regular: [50, 90],
  enthusiast: [65, 97],
  losesTime: [45, 85],
};

const USES: Record<Habit, [least: number, most: number]> = {
  nonUser: [0, 12],
  curious: [25, 55],
  regular: [60, 85],
  enthusiast: [85, 99],
  losesTime: [45, 75],
};

export function personaOf(seed: number, person: Colleague): Persona {
  const chance = chanceOf(seed, 'persona', person.id);
  const habit = chance.weighted(SHARES) ?? 'curious';
  // Somebody who volunteered to help colleagues, or leads the programme, answers more than the others.
  const involved = person.roles.some((role) => role !== 'agent');
  const share = ([least, most]: [number, number]) => chance.between(least, most) / 100;
  const answers = Math.min(0.98, share(ANSWERS[habit]) + (involved ? 0.2 : 0));
  const app = involved ? 1 : chance.between(1, 1000) / 1000;
  return {
    habit,
    answers,
    types: chance.happens(0.12) ? 0.6 : 0.02,
    uses: share(USES[habit]),
    dropsOutIn: !involved && chance.happens(0.14) ? chance.between(3, 11) : null,
    installsOn: app > 0.035 ? 'start' : app > 0.022 ? chance.between(5, 40) : null,
    blocksOn: !involved && chance.happens(0.01) ? chance.between(3, 60) : null,
    pausesOn: chance.happens(0.05) ? chance.between(5, 75) : null,
    asksHelpOn: chance.happens(0.05) ? chance.between(3, 80) : null,
  };
}

/** Chance of using AI in a week of the programme: most of the way is made in the first month, then it levels off. */
export function usesIn(persona: Persona, week: number): number {
  return persona.uses * (1 - 0.65 * Math.exp(-Math.max(week, 0) / 4));
}

/** Chance of answering in a week: people tire slowly, and some give up. */
export function answersIn(persona: Persona, week: number): number {
  if (persona.dropsOutIn !== null && week >= persona.dropsOutIn) return 0.02;
  return persona.answers * (1 - 0.015 * Math.max(week, 0));
}

/** Weeks since the launch, from 1; 0 and under before it. */
export function weekOf(launch: Temporal.PlainDate, today: Temporal.PlainDate): number {
  return Math.floor(launch.until(today).days / 7) + 1;
}

type Bands = Partial<Record<TimeBand, number>>;

/** What those who used it say of their time, in the first weeks and once used to it. */
export const GAINS: Record<Habit, { early: Bands; later: Bands }> = {
  nonUser: {
    early: { zero: 5, lt30: 2, lost: 2, unknown: 3 },
    later: { zero: 3, lt30: 4, m30to60: 1, unknown: 2 },
  },
  curious: {
    early: { lost: 2, zero: 4, lt30: 4, m30to60: 1, unknown: 2 },
    later: { lost: 1, zero: 2, lt30: 4, m30to60: 3, h1to2: 1, unknown: 1 },
  },
  regular: {
    early: { lost: 1, zero: 2, lt30: 5, m30to60: 3, h1to2: 1, unknown: 1 },
    later: { zero: 1, lt30: 3, m30to60: 5, h1to2: 4, h2to4: 1, unknown: 1 },
  },
  enthusiast: {
    early: { lt30: 3, m30to60: 4, h1to2: 3, h2to4: 1 },
    later: { m30to60: 2, h1to2: 5, h2to4: 3, h4plus: 1 },
  },
  losesTime: {
    early: { lost: 6, zero: 3, unknown: 1 },
    later: { lost: 4, zero: 4, lt30: 2, unknown: 1 },
  },
};
