import type { TopLevelSpec } from 'vega-lite';
import type { Weight } from './font.ts';

/** How wide a picture is whatever it shows, and its margins, in pixels. */
export type Canvas = { width: number; margin: number };

/** What a plot can fill from side to side; its coordinates start at 0, 0 under the title and the legend. */
export function innerOf({ width, margin }: Canvas): number {
  return width - 2 * margin;
}

export const SIZE = { title: 26, label: 20, note: 17 } as const;
export const LINE = 1.3;
/** Contrast with white: ink 15:1, line 7:1, muted 6:1. */
export const COLOUR = {
  ink: '#1b2733',
  muted: '#55626e',
  rule: '#c9d1d8',
  bar: '#22577a',
  line: '#9c3d06',
} as const;

/** A line of text at its pixel; `y` is its middle. */
export type Word = {
  text: string;
  x: number;
  y: number;
  align?: 'left' | 'center' | 'right';
  size?: number;
  weight?: Weight;
  colour?: string;
};

export type Layer = Extract<TopLevelSpec, { layer: unknown[] }>['layer'][number];

/** A drawing of figures: Vega-Lite draws the shapes, the words are placed by us. */
export type Plot = { height: number; layers: Layer[]; words: Word[] };

/** A legend's entry: a colour that stays apart in grey. */
export type Key = { name: string; colour: string };

/** A picture as Vega-Lite reads it, and its size in pixels. */
export type Picture = { spec: TopLevelSpec; width: number; height: number };

/** Keeps the lightest shades apart from the white page. */
export const OUTLINE = { stroke: COLOUR.muted, strokeWidth: 0.75 } as const;

/** Both places in pixels, past any scale. */
export const AT_PIXEL = {
  x: { field: 'x', type: 'quantitative', scale: null, axis: null },
  y: { field: 'y', type: 'quantitative', scale: null, axis: null },
} as const;

/** Lines a label may take: a narrow picture has room below only. */
export function labelLines(inner: number): number {
  return inner < 500 ? 5 : 3;
}

/** The lines of a label, around the middle `y`. */
export function lines(parts: string[], word: Omit<Word, 'text'>): Word[] {
  const step = (word.size ?? SIZE.label) * LINE;
  return parts.map((text, row) => ({ ...word, text, y: word.y + (row - (parts.length - 1) / 2) * step }));
}
