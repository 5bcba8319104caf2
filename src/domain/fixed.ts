import { Temporal } from 'temporal-polyfill';
import { MILESTONE_DAYS } from './milestone.ts';
import type { Programme } from './programme.ts';
import type { Thresholds } from './publishing.ts';
import type { WaveDefinition } from './wave.ts';

/**
 * What a programme folder may not change any more, because something that has begun rests on it. `today` is a local
 * date, as are the others.
 */
export type Fixed = {
  today: string;
  /** Where the organisation is, once a wave has begun: its weeks and closings are counted there. */
  place: Pick<Programme['organisation'], 'country' | 'zone'> | null;
  thresholds: Thresholds;
  /** `stay`: they are printed on the cards and reviews of a wave; `rise`: something was promised by them. */
  thresholdsMay: 'stay' | 'rise' | 'change';
  /** Begun, and reviewed until not long ago. `written`: by the programme file, and not in chat. */
  begun: (Pick<WaveDefinition, 'id' | 'name' | 'launchDate'> & { written: boolean })[];
  /** Still to begin. `askedUntil`: the last day of a survey that is open already. */
  ahead: (Pick<WaveDefinition, 'id' | 'launchDate'> & { askedUntil: string | null })[];
  /** Surveys of the folder's files that are open, and until when. */
  surveys: { id: string; closesOn: string }[];
  /** Ids of those who have not left, by any list. `led`: one of them at least is a lead. */
  people: { present: ReadonlySet<string>; led: boolean };
};

/** Departures that one list of people may bring without being asked about: fewer people, or a smaller part of them. */
const DEPARTURES = { people: 10, least: 5, share: 0.2 };

/** Whether so many departures from so many people look like a list that was cut, and not like a month of a commune. */
export function isExodus(people: number, departures: number): boolean {
  const { people: some, least, share } = DEPARTURES;
  return people >= some && departures >= least && departures > share * people;
}

/** Days after its last review or week during which a wave still has something to do: delays, answers to decisions. */
const AFTERMATH = 14;

/** The first date on which nothing of a wave is to come any more. */
export function goneOn(wave: Pick<WaveDefinition, 'launchDate' | 'weeks'>): Temporal.PlainDate {
  const days = Math.max(7 * wave.weeks, MILESTONE_DAYS.J90) + AFTERMATH;
  return Temporal.PlainDate.from(wave.launchDate).add({ days });
}
