import { Temporal } from 'temporal-polyfill';
import { chanceOf } from './chance.ts';
import {
  cafeRsvp,
  checkinAnswer,
  checkinDetails,
  type Gesture,
  NEW,
  readOn,
  type Situation,
  sometimes,
  surveyAnswer,
  surveyLaunch,
  TYPED,
  type VerbHabit,
} from './habits.ts';
import { minutesUntilAnswer } from './moments.ts';
import type { Offer } from './offers.ts';
import { answersIn, type Colleague, type Persona, personaOf, weekOf } from './persona.ts';
import { answerIrritants, decide, prolong, writeNote } from './review.ts';

export { type Gesture, NEW, TYPED } from './habits.ts';
export type { Colleague, Persona } from './persona.ts';

/** A card in front of somebody; `after`: how it came (see habits.ts), `NEW` unless told. */
export type OpenCard = {
  id: string;
  offers: Offer[];
  after?: string;
  /** How many times it was replaced: nobody hesitates twice in the same way. */
  changes?: number;
};

/** What somebody will do with a card, in minutes from the moment they got it. */
export type PlannedAction = { afterMinutes: number } & Gesture;

/** A line typed of one's own accord, `day` days after the launch. */
export type Errand = { day: number; text: string };

/** How simulated people behave: all from a seed, and only through what their cards offer. */
export type Behaviour = {
  persona(person: Colleague): Persona;
  /** Empty: they let the card pass. `now` is local. */
  react(person: Colleague, card: OpenCard, now: Temporal.ZonedDateTime): PlannedAction[];
  errands(person: Colleague): Errand[];
};

const HABITS: Readonly<Record<string, VerbHabit>> = {
  'checkin.answer': checkinAnswer,
  'checkin.details': checkinDetails,
  'checkin.edit': sometimes({ 'checkin.answer': 0.03, [TYPED]: 0.03 }),
  'cafe.rsvp': cafeRsvp,
  'cafe.feedback': sometimes({ [NEW]: 0.8 }),
  'cafe.attempt': sometimes({ 'cafe.feedback': 0.5 }),
  'memento.page': readOn,
  'memento.acknowledge': sometimes({ [NEW]: 0.85, [TYPED]: 0.85, 'memento.page': 0.95 }),
  'memento.check': sometimes({ 'memento.acknowledge': 0.3 }),
  'memento.unclear': sometimes({ [NEW]: 0.01 }),
  'survey.answer': surveyAnswer,
  'survey.edit': sometimes({ 'survey.answer': 0.02 }),
  'survey.launch': surveyLaunch,
  'help.ask': sometimes({ [TYPED]: 0.7, 'checkin.answer': 0.005 }),
  'pause.until': sometimes({ [TYPED]: 0.9 }),
  'digest.note': writeNote,
  'digest.decide': decide,
  'digest.irritants': sometimes({ [TYPED]: 0.8 }),
  'digest.answer': answerIrritants,
  'digest.publish': sometimes({ 'digest.answer': 0.9 }),
  'wave.act': prolong,
};

/** `launchDate`: J0 of the programme, from which people get used to AI, tire, or give up. */
export function createBehaviour(seed: number, launchDate: string): Behaviour {
  const launch = Temporal.PlainDate.from(launchDate);
  const personas = new Map<string, Persona>();
  return { persona, react, errands };

  function persona(person: Colleague): Persona {
    const known = personas.get(person.id) ?? personaOf(seed, person);
    personas.set(person.id, known);
    return known;
  }

  function react(person: Colleague, card: OpenCard, now: Temporal.ZonedDateTime): PlannedAction[] {
    const who = persona(person);
    const week = weekOf(launch, now.toPlainDate());
    const after = card.after ?? NEW;
    const chance = chanceOf(seed, person.id, card.id, after, card.changes ?? 0);
    // What comes back from a tap is dealt with on the spot; a new message when one gets to it, or never.
    // What is to be read before it goes out does not wait.
    const urgent = card.offers.some(({ verb }) => verb === 'digest.note');
    if (after === NEW && !urgent && !chance.happens(answersIn(who, week))) return [];
    const start = urgent ? chance.between(10, 150) : after === NEW ? minutesUntilAnswer(chance, now) : 1;
    const situation: Situation = { seed, person, persona: who, week, chance, after };
    const gestures: Gesture[] = [];
    for (const [verb, offers] of Map.groupBy(card.offers, (offer) => offer.verb)) {
      gestures.push(...(HABITS[verb]?.(situation, offers) ?? []));
    }
    return gestures.map((gesture, index) => ({ ...gesture, afterMinutes: start + index }));
  }

  function errands(person: Colleague): Errand[] {
    const { pausesOn, asksHelpOn } = persona(person);
    const chance = chanceOf(seed, 'errands', person.id);
    const planned: Errand[] = [];
    if (pausesOn !== null) {
      planned.push({ day: pausesOn, text: 'pause' });
      if (chance.happens(0.3)) planned.push({ day: pausesOn + chance.between(3, 10), text: 'reprendre' });
    }
    if (asksHelpOn !== null) planned.push({ day: asksHelpOn, text: 'aide' });
    if (chance.happens(0.04)) planned.push({ day: chance.between(2, 60), text: 'mémento' });
    if (chance.happens(0.01)) planned.push({ day: chance.between(1, 80), text: 'bonjour' });
    if (person.roles.includes('leadership')) {
      planned.push({ day: 17, text: 'bilan' }, { day: 37, text: 'bilan' });
    }
    // Near the end of a wave, and of each time it is prolonged.
    if (person.roles.includes('lead')) for (const day of [92, 176, 260]) planned.push({ day, text: 'vague' });
    if (person.roles.includes('champion')) {
      if (chance.happens(0.2)) planned.push({ day: chance.between(42, 50), text: 'sondage' });
      if (chance.happens(0.3)) planned.push({ day: 24, text: 'sondage statut' });
    }
    return planned;
  }
}
