import type { CardData } from '../channels/channel.ts';
import type { TimeBand } from '../domain/checkin.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Offer } from './offers.ts';
import { fillForm } from './opinions.ts';
import { type Colleague, GAINS, type Habit, type Persona, usesIn } from './persona.ts';

/** Somebody in front of a card. */
export type Situation = {
  seed: number;
  person: Colleague;
  persona: Persona;
  week: number;
  chance: Chance;
  /** The verb whose reply this card is, `TYPED` for that of a typed line, `NEW` for a message of its own. */
  after: string;
};

export const NEW = 'new';
export const TYPED = 'typed';

/** A tap on a button with its fields filled, or a typed line. */
export type Gesture = { data: CardData } | { text: string };

/** What somebody does with the buttons of one verb, all those the card holds. */
export type VerbHabit = (situation: Situation, offers: Offer[]) => Gesture[];

/** Once used to AI, people speak of their time as the second table says. */
const USED_TO_IT = 5;

/** « Oui » is a use whose gain is not said; the rest is what people write of their time. */
const LINES: Record<TimeBand, readonly string[]> = {
  lost: ['perdu', 'du temps perdu'],
  unused: ['pas utilisé', 'non', 'Pas cette semaine'],
  zero: ['0', 'rien gagné'],
  lt30: ['15 min', '20 minutes'],
  m30to60: ['45 min', 'une demi-heure'],
  h1to2: ['1 h', 'une heure', '1h30'],
  h2to4: ['2 h', '3 heures'],
  h4plus: ['5 h'],
  unknown: ['oui', 'je ne sais pas'],
};

export const checkinAnswer: VerbHabit = (situation, offers) => {
  const { persona, week, chance, after } = situation;
  if (after === TYPED) return sometimes({ [TYPED]: 0.9 })(situation, offers);
  if (after !== NEW && after !== 'checkin.edit') return [];
  const bands = GAINS[persona.habit][week < USED_TO_IT ? 'early' : 'later'];
  const band = chance.happens(usesIn(persona, week)) ? (chance.weighted(bands) ?? 'unknown') : 'unused';
  if (after === NEW && chance.happens(persona.types)) {
    const line = chance.pick(LINES[band]);
    if (line) return [{ text: line }];
  }
  const button = offers.find((offer) => offer.data.time === band);
  return button ? [{ data: button.data }] : [];
};

export const checkinDetails: VerbHabit = ({ seed, person, persona, chance, after }, offers) => {
  const [offer] = offers;
  if (!offer || after !== 'checkin.answer' || !chance.happens(0.45)) return [];
  const data: CardData = { ...offer.data };
  for (const { id, choices } of offer.inputs) {
    // Each has habits of their own, and something most people meet.
    const usual = chanceOf(seed, 'usual', person.id, id).pick(choices);
    const common = chanceOf(seed, 'common', id, persona.habit).pick(choices);
    const choice = chance.pick([usual, usual, common, chance.pick(choices)]);
    if (choice !== undefined && chance.happens(0.6)) data[id] = choice;
  }
  return [{ data }];
};

type Response = 'yes' | 'no' | 'maybe';
const COMES: Record<Habit, Record<Response, number>> = {
  nonUser: { yes: 10, no: 55, maybe: 15 },
  curious: { yes: 30, no: 30, maybe: 20 },
  regular: { yes: 30, no: 40, maybe: 15 },
  enthusiast: { yes: 50, no: 25, maybe: 15 },
  losesTime: { yes: 25, no: 40, maybe: 15 },
};

export const cafeRsvp: VerbHabit = ({ seed, person, persona, chance, after }, offers) => {
  if (after !== NEW || !chance.happens(0.4)) return [];
  const sessions = [...new Set(offers.map((offer) => String(offer.data.session)))];
  return sessions.flatMap((session) => {
    // What they think of a Café does not depend on the card; now and then they change their mind.
    const settled = chanceOf(seed, 'cafe', person.id, session).weighted(COMES[persona.habit]);
    const response = chance.happens(0.04) ? 'no' : settled;
    const button = offers.find((offer) => offer.data.session === session && offer.data.response === response);
    return button ? [{ data: button.data }] : [];
  });
};

/** All the questions of a card; where they come one at a time, most go on to the last, passing some. */
export const surveyAnswer: VerbHabit = (situation, [offer]) => {
  const { after, chance } = situation;
  if (!offer) return [];
  const isNext = after === 'survey.answer' || after === 'survey.step';
  if (isNext ? !chance.happens(0.98) : after !== NEW && after !== 'survey.edit') return [];
  const data = fillForm(situation, offer);
  const { step } = offer.data;
  const isPassed = typeof step === 'number' && offer.inputs.every(({ id }) => data[id] === undefined);
  return [{ data: isPassed ? { ...offer.data, v: 'survey.step', step: step + 1 } : data }];
};

/** Somebody who asked for the list picks a survey in it, and launches it. */
export const surveyLaunch: VerbHabit = (situation, [offer]) => {
  const { after, chance } = situation;
  return offer && after === TYPED && chance.happens(0.8) ? [{ data: fillForm(situation, offer) }] : [];
};

/** A memento of several pages is read to the last one. */
export const readOn: VerbHabit = ({ chance, after }, offers) => {
  const [next] = offers.toSorted((a, b) => Number(b.data.page) - Number(a.data.page));
  const goesOn = after === NEW ? chance.happens(0.9) : after === 'memento.page' && offers.length > 1;
  return next && Number(next.data.page) > 1 && goesOn ? [{ data: next.data }] : [];
};

/** Taps one of a verb's buttons, with a probability for each way the card may have come; never another way. */
export function sometimes(ways: Readonly<Partial<Record<string, number>>>): VerbHabit {
  return ({ chance, after }, offers) => {
    const button = chance.pick(offers);
    return button && chance.happens(ways[after] ?? 0) ? [{ data: button.data }] : [];
  };
}
