import { AT_PIXEL, COLOUR, type Layer, SIZE, type Word } from './frame.ts';
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
