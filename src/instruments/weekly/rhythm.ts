import { z } from 'zod';
import { type CardData, verb } from '../../engine/instrument.ts';
import { text } from '../../engine/texts.ts';
import { type Person, setRhythm } from '../../store/person.ts';

/** Weeks between two cards, as offered on the card itself: nothing may record who stays silent, so each one chooses. */
const RHYTHMS = [1, 2, 4] as const;

/** Every two weeks falls once in each block, so that who chose it still counts in all of them. */
export function isTurnOf(person: Person, week: number): boolean {
  return (week - 1) % person.rhythm === 0;
}

export const rhythmVerb = verb(
  'weekly.rhythm',
  z.object({ weeks: z.coerce.number().pipe(z.literal(RHYTHMS)) }),
  async (turn, { person, data }) => {
    await setRhythm(turn.tx, person.id, data.weeks);
    return { mode: 'redraw', state: { chosen: true } };
  },
);

/** The rhythm in force, and the two others to change to. */
export function rhythmData({ rhythm }: Person): CardData {
  return {
    rhythm: text('weekly.rhythm', { weeks: rhythm }),
    rhythms: RHYTHMS.filter((weeks) => weeks !== rhythm).map((weeks) => ({
      weeks,
      title: text('weekly.rhythm.change', { weeks }),
    })),
  };
}
