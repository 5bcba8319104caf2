/**
 * A text as a card shows it: lines of runs. Cards know no lists and no quotes, so an item keeps its mark (« • »,
 * « 2. ») in front of it, and a quote its « ».
 */

/** Letters with one look. `url`: where they lead. */
export type Run = { text: string; bold?: true; italic?: true; strike?: true; code?: true; url?: string };

/** A line: a paragraph, an item of a list (`depth` 0 for the outermost), a row of a table. */
export type Line = { mark: string; depth: number; runs: Run[] };

/** What a card has to hold. */
export type Weight = { lines: number; runs: number; characters: number };

export function weightOf(lines: readonly Line[]): Weight {
  const runs = lines.flatMap((line) => line.runs);
  return {
    lines: lines.length,
    runs: runs.length,
    characters: runs.reduce((sum, { text, url = '' }) => sum + text.length + url.length, 0),
  };
}

export function addWeights(one: Weight, other: Weight): Weight {
  return {
    lines: one.lines + other.lines,
    runs: one.runs + other.runs,
    characters: one.characters + other.characters,
  };
}

export function fitsIn(weight: Weight, room: Weight): boolean {
  return weight.lines <= room.lines && weight.runs <= room.runs && weight.characters <= room.characters;
}

/** The words of a line, with its mark and without its looks. */
export function plainLine({ mark, runs }: Line): string {
  const words = runs.map(({ text }) => text).join('');
  return mark ? `${mark} ${words}` : words;
}
