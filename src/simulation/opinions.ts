import type { CardData } from '../channels/channel.ts';
import { chanceOf } from './chance.ts';
import type { Situation } from './habits.ts';
import type { Offer, OfferInput } from './offers.ts';
import type { Habit } from './persona.ts';
import { sentencesFor } from './sentences.ts';

/** How well somebody thinks of AI at work, from 0 to 1; it grows a little in three months. */
const MOOD: Record<Habit, number> = {
  nonUser: 0.3,
  curious: 0.5,
  regular: 0.65,
  enthusiast: 0.85,
  losesTime: 0.3,
};
const GROWTH = 0.012;

/** Fills the fields of a form as its reader would; some are left empty, free texts more often than not. */
export function fillForm(situation: Situation, offer: Offer): CardData {
  const data: CardData = { ...offer.data };
  for (const field of offer.inputs) {
    const value = opinion(situation, field);
    if (value !== null) data[field.id] = value;
  }
  return data;
}

function opinion(situation: Situation, field: OfferInput): string | null {
  const { chance, seed } = situation;
  if (field.kind === 'text') {
    return chance.happens(0.3) ? (chance.pick(sentencesFor(field.id)) ?? null) : null;
  }
  if (field.choices.length === 0 || (!field.required && chance.happens(0.08))) return null;
  if (isScale(field)) return onScale(situation, field.choices);
  // Some choices are more popular than others, the same ones for everybody.
  const popularity: Record<string, number> = {};
  for (const choice of field.choices) {
    popularity[choice] = chanceOf(seed, 'popular', field.id, choice).between(1, 9);
  }
  return chance.weighted(popularity) ?? null;
}

/** `1` to `5`, or answers that go from never to every day. */
function isScale({ id, choices }: OfferInput): boolean {
  return choices.every((choice, index) => choice === String(index + 1)) || /usage|heures/.test(id);
}

function onScale({ persona, week, chance }: Situation, choices: readonly string[]): string | null {
  const mood = MOOD[persona.habit] + GROWTH * Math.max(week, 0) + chance.between(-25, 25) / 100;
  const place = Math.round(mood * (choices.length - 1));
  return choices[Math.min(Math.max(place, 0), choices.length - 1)] ?? null;
}
