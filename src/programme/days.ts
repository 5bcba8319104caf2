import { plain } from './suggest.ts';

const NAMES = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];

/** The ISO weekday (1 to 7) of `lun`, `lundi`, `Mar`...; null when it is none. */
export function dayNumber(word: string): number | null {
  const typed = plain(word).replace(/\.$/, '');
  const index = NAMES.findIndex((name) => typed === name || typed === name.slice(0, 3));
  return index === -1 ? null : index + 1;
}

/** `lun` to `dim`. */
export function dayName(number: number): string {
  return (NAMES[number - 1] ?? '').slice(0, 3);
}

/** Weekdays once each, in the order of the week; words that are no day are left out. */
export function dayNumbers(words: readonly string[]): number[] {
  const numbers = words.map(dayNumber).filter((number) => number !== null);
  return [...new Set(numbers)].sort();
}
