import type { Asked } from './weeks.ts';

/** Both ends included; none where the least is more than the most. */
export type Range = { least: number; most: number };

/** What the figures of a part of a block say: when people were asked, how many answered in both weeks, and in one. */
export type Figures = { asked: Asked; twice: number; once: number };

/** Of those asked in one week only, or in both, how many answered: in all, and in each week. */
export type Way = Record<keyof Asked, { people: number; inFirst: number; inSecond: number }>;

/** How many can have answered in the first week only: no more than were asked then, leaving none too many for the other. */
export function onceInFirst({ asked, twice, once }: Figures): Range {
  const room = asked.both - twice;
  return { least: Math.max(0, once - asked.second - room), most: Math.min(once, asked.first + room) };
}

/** Ways of answering that give the figures: those at the corners, where any number is at its least and at its most. */
export function* extremeWays({ asked, twice, once }: Figures, inFirst: Range): Generator<Way> {
  for (let one = inFirst.least; one <= inFirst.most; one++) {
    const two = once - one;
    const [first, second] = [Math.min(asked.first, one), Math.min(asked.second, two)];
    // So many must be newcomers or leavers: the others would be more than were asked twice.
    const needed = Math.max(0, twice + once - asked.both);
    if (first < 0 || second < 0 || first + second < needed) continue;
    const corners = [
      [first, second],
      [first, Math.max(0, needed - first)],
      [Math.max(0, needed - second), second],
      ...(needed === 0 ? [[0, 0]] : []),
    ];
    for (const [leavers = 0, newcomers = 0] of corners) {
      const [onlyFirst, onlySecond] = [one - leavers, two - newcomers];
      yield {
        first: { people: leavers, inFirst: leavers, inSecond: 0 },
        second: { people: newcomers, inFirst: 0, inSecond: newcomers },
        both: {
          people: twice + onlyFirst + onlySecond,
          inFirst: twice + onlyFirst,
          inSecond: twice + onlySecond,
        },
      };
    }
  }
}
