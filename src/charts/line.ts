import { AT_PIXEL, COLOUR, type Layer, SIZE, type Word } from './drawing.ts';
import type { ChartData } from './read.ts';
import { figure } from './text.ts';

/** A line that figures are read against, from one place to another, in pixels: dashed, so that grey keeps it apart. */
export function dashed(place: { x: number; x2: number; y: number; y2: number }): Layer {
  return {
    data: { values: [place] },
    mark: { type: 'rule', color: COLOUR.line, strokeWidth: 2.5, strokeDash: [9, 6] },
    encoding: { ...AT_PIXEL, x2: { field: 'x2' }, y2: { field: 'y2' } },
  };
}

/** « Ligne d'alerte 30 % », as it is written beside it. */
export function named({ label, value }: NonNullable<ChartData['line']>, unit: string | null) {
  const text = `${label} ${figure(value, unit)}`;
  return { text, size: SIZE.note, colour: COLOUR.line } satisfies Omit<Word, 'x' | 'y'>;
}

/** Room between a figure and the line, in pixels. */
const CLEAR = 4;

/**
 * Where a figure stands so that the line does not strike it through: past the line, else where it was. `from` and `to`:
 * what it takes, along the axis of the figures; `towards`: the side where they grow.
 */
export function clearOf(
  at: number | null,
  { from, to }: { from: number; to: number },
  towards: 1 | -1,
): number {
  if (at === null || at <= from - CLEAR || at >= to + CLEAR) return from;
  return towards === 1 ? at + CLEAR : at - CLEAR - (to - from);
}
