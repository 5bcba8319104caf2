import { sum } from './grouping.ts';

/**
 * What the weeks of a block tell of it. Each week published, when it closed, how many took part, rounded down; the block
 * publishes how many people answered in all and, by adding up its declarations, how many answered twice. Together they
 * can fix how many of those who were asked in one week only (newcomers, leavers) have answered.
 */
export type Asked = { first: number; second: number; both: number };

/** The whole block, or one of the parts that are shown: who was asked when, who answered, how many declarations. */
export type WeeksPart = { asked: Asked; answered: number; declarations: number };

/** Participations as they were published: at least so many, and less than `step` more. */
export type WeeksShown = { first: number; second: number; step: number };

type Range = { least: number; most: number };

/**
 * Whether some number of people under the threshold can be worked out, of those asked in one week or in one week only.
 * Every way of answering that gives these figures is considered: what is the same in all of them is known. Where
 * everybody answered, nothing is told that the total does not say.
 */
export function weeksTell(parts: readonly WeeksPart[], shown: WeeksShown, figure: number): boolean {
  const own = parts.map((part) => {
    const twice = part.declarations - part.answered;
    return { ...part, twice, once: part.answered - twice, range: onceInFirst(part, twice) };
  });
  const total = totalInFirst(own, shown);
  return own.some((part) => {
    const others = own.filter((one) => one !== part);
    const least = Math.max(part.range.least, total.least - sum(others.map(({ range }) => range.most)));
    const most = Math.min(part.range.most, total.most - sum(others.map(({ range }) => range.least)));
    return tells(part, { least, most }, figure);
  });
}

type Own = WeeksPart & { twice: number; once: number; range: Range };

/** How many can have answered in the first week only: no more than were asked then, leaving none too many for the other. */
function onceInFirst({ asked, answered }: WeeksPart, twice: number): Range {
  const once = answered - twice;
  const room = asked.both - twice;
  return { least: Math.max(0, once - asked.second - room), most: Math.min(once, asked.first + room) };
}

/** The same of all parts together, as far as the participations of the weeks tell. */
function totalInFirst(parts: readonly Own[], { first, second, step }: WeeksShown): Range {
  const twice = sum(parts.map((part) => part.twice));
  const once = sum(parts.map((part) => part.once));
  return {
    least: Math.max(first - twice, once + twice - (second + step - 1)),
    most: Math.min(first + step - 1 - twice, once + twice - second),
  };
}

function tells({ asked, twice, once }: Own, inFirst: Range, figure: number): boolean {
  const seen = { first: none(), second: none(), either: none() };
  for (let one = inFirst.least; one <= inFirst.most; one++) {
    const two = once - one;
    for (let first = 0; first <= Math.min(asked.first, one); first++) {
      for (let second = 0; second <= Math.min(asked.second, two); second++) {
        if (twice + (one - first) + (two - second) > asked.both) continue;
        widen(seen.first, first);
        widen(seen.second, second);
        widen(seen.either, first + second);
      }
    }
  }
  const told = ({ least, most }: Range, people: number) => least === most && least < figure && least < people;
  return (
    told(seen.first, asked.first) ||
    told(seen.second, asked.second) ||
    told(seen.either, asked.first + asked.second) ||
    told(moved(inFirst, twice), asked.first + asked.both) ||
    told(moved({ least: once - inFirst.most, most: once - inFirst.least }, twice), asked.second + asked.both)
  );
}

function moved({ least, most }: Range, by: number): Range {
  return { least: least + by, most: most + by };
}

function none(): Range {
  return { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };
}

function widen(range: Range, value: number): void {
  range.least = Math.min(range.least, value);
  range.most = Math.max(range.most, value);
}
