import { sum } from './grouping.ts';
import { extremeWays, type Figures, onceInFirst, type Range, type Way } from './weeks-ways.ts';

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

/** Somebody who reads the figures and is counted in them: when they were asked, and in which weeks they answered. */
type Reader = { asked: keyof Asked; inFirst: 0 | 1; inSecond: 0 | 1 };

const READERS: Reader[] = [
  { asked: 'first', inFirst: 0, inSecond: 0 },
  { asked: 'first', inFirst: 1, inSecond: 0 },
  { asked: 'second', inFirst: 0, inSecond: 0 },
  { asked: 'second', inFirst: 0, inSecond: 1 },
  { asked: 'both', inFirst: 0, inSecond: 0 },
  { asked: 'both', inFirst: 1, inSecond: 0 },
  { asked: 'both', inFirst: 0, inSecond: 1 },
  { asked: 'both', inFirst: 1, inSecond: 1 },
];

/**
 * Whether some number of people under the threshold can be worked out, of those asked in one week, in one week only, or
 * in both; from outside, or by somebody of any part who takes away what they did themselves. Every way of answering that
 * gives these figures is considered: what is the same in all of them is known. Where everybody answered, nothing is told
 * that the total does not say. It rests on published figures only, so that what it decides tells little more.
 */
export function weeksTell(parts: readonly WeeksPart[], shown: WeeksShown, figure: number): boolean {
  return (
    someTold(parts, shown, figure, null) ||
    parts.some((own) =>
      READERS.some(({ asked, inFirst, inSecond }) => {
        const left: WeeksPart = {
          asked: { ...own.asked, [asked]: own.asked[asked] - 1 },
          answered: own.answered - Math.max(inFirst, inSecond),
          declarations: own.declarations - inFirst - inSecond,
        };
        const others = parts.map((part) => (part === own ? left : part));
        const weeks = { ...shown, first: shown.first - inFirst, second: shown.second - inSecond };
        return left.asked[asked] >= 0 && someTold(others, weeks, figure, { part: left, asked });
      }),
    )
  );
}

/** The reader's part without them, and when they were asked. */
type Missing = { part: WeeksPart; asked: keyof Asked };

function someTold(
  parts: readonly WeeksPart[],
  shown: WeeksShown,
  figure: number,
  reader: Missing | null,
): boolean {
  const own = parts.map((part) => {
    const twice = part.declarations - part.answered;
    const once = part.answered - twice;
    return {
      asked: part.asked,
      twice,
      once,
      range: onceInFirst({ asked: part.asked, twice, once }),
      missing: reader?.part === part ? reader.asked : null,
    };
  });
  const total = totalInFirst(own, shown);
  // Such a reader cannot be: nobody answered as they would have.
  if ([total, ...own.map(({ range }) => range)].some(({ least, most }) => least > most)) return false;
  return own.some((part) => {
    const others = own.filter((one) => one !== part);
    const least = Math.max(part.range.least, total.least - sum(others.map(({ range }) => range.most)));
    const most = Math.min(part.range.most, total.most - sum(others.map(({ range }) => range.least)));
    return tells(part, { least, most }, figure);
  });
}

type Own = Figures & { range: Range; missing: keyof Asked | null };

/** The same of all parts together, as far as the participations of the weeks tell. */
function totalInFirst(parts: readonly Own[], { first, second, step }: WeeksShown): Range {
  const twice = sum(parts.map((part) => part.twice));
  const once = sum(parts.map((part) => part.once));
  return {
    least: Math.max(first - twice, once + twice - (second + step - 1)),
    most: Math.min(first + step - 1 - twice, once + twice - second),
  };
}

/** A number that one may want: how many of these answered, in all, or in a week in which they were asked. */
type Question = { what: 'people' | 'inFirst' | 'inSecond'; of: (keyof Asked)[] };
const QUESTIONS: Question[] = [
  { what: 'people', of: ['first'] },
  { what: 'people', of: ['second'] },
  { what: 'people', of: ['both'] },
  { what: 'people', of: ['first', 'second'] },
  { what: 'people', of: ['first', 'both'] },
  { what: 'people', of: ['second', 'both'] },
  { what: 'people', of: ['first', 'second', 'both'] },
  { what: 'inFirst', of: ['first'] },
  { what: 'inFirst', of: ['both'] },
  { what: 'inFirst', of: ['first', 'both'] },
  { what: 'inSecond', of: ['second'] },
  { what: 'inSecond', of: ['both'] },
  { what: 'inSecond', of: ['second', 'both'] },
];

function tells(part: Own, inFirst: Range, figure: number): boolean {
  const ways = extremeWays(part, inFirst);
  const { value: some, done } = ways.next();
  if (done) return false;
  let told = QUESTIONS.filter((question) => {
    // Whoever is one of five knows of four others.
    const floor = figure - (part.missing && question.of.includes(part.missing) ? 1 : 0);
    const number = numberIn(some, question);
    return number < floor && number < sum(question.of.map((kind) => part.asked[kind]));
  });
  for (const way of ways) {
    if (told.length === 0) return false;
    told = told.filter((question) => numberIn(way, question) === numberIn(some, question));
  }
  return told.length > 0;
}

function numberIn(way: Way, { what, of }: Question): number {
  return sum(of.map((kind) => way[kind][what]));
}
