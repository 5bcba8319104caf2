import type { CardData } from '../channels/channel.ts';
import { chanceOf } from './chance.ts';
import { NEW, TYPED, type VerbHabit } from './habits.ts';
import { ANSWERS } from './sentences.ts';

/** What the lead adds to a review. */
const NOTE = 'Deux services ont changé de logiciel ce mois-ci : leurs réponses sont à lire avec prudence.';

/** The lead adds one note, in the second review: the first is too early, the third asks for a decision. */
export const writeNote: VerbHabit = ({ week, after }, [offer]) => {
  const field = offer?.inputs.find((input) => input.kind === 'text');
  if (!offer || !field || after !== NEW || week < 4 || week > 7) return [];
  const data: CardData = { ...offer.data, [field.id]: NOTE };
  return [{ data }];
};

/** Leaders see the same figures: most of them lean the same way. */
export const decide: VerbHabit = ({ seed, chance, after }, offers) => {
  const common = chanceOf(seed, 'decision').weighted({ maintain: 30, extend: 55, pivot: 15 });
  const own = chance.happens(0.75) ? common : chance.weighted({ maintain: 1, extend: 1, pivot: 1 });
  const button = offers.find((offer) => offer.data.decision === own);
  return button && after === NEW ? [{ data: button.data }] : [];
};

/** Leaders who look at a review again answer what weighs on people, each in a few words. */
export const answerIrritants: VerbHabit = ({ chance, after }, [offer]) => {
  if (!offer || after !== 'digest.irritants') return [];
  const data: CardData = { ...offer.data };
  for (const { id, kind, choices } of offer.inputs) {
    const value = kind === 'choice' ? chance.pick(choices) : chance.pick(ANSWERS);
    if (value !== undefined) data[id] = value;
  }
  return [{ data }];
};

/** A lead who looks at the waves near their end prolongs them: an explanation first, then « yes ». */
export const prolong: VerbHabit = ({ after }, offers) => {
  const button = offers.find(
    ({ data }) => data.act === 'prolong' && (after === 'wave.act') === (data.sure === true),
  );
  return button && [NEW, TYPED, 'wave.act'].includes(after) ? [{ data: button.data }] : [];
};
