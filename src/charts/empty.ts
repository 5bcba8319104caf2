import { COLOUR, type Plot } from './drawing.ts';

const HEIGHT = 140;

/** A quiet box that says why there is nothing to see. */
export function empty(sentence: string, inner: number): Plot {
  return {
    height: HEIGHT,
    layers: [
      {
        data: { values: [{ x: 0, x2: inner, y: 0, y2: HEIGHT }] },
        mark: { type: 'rect', fill: '#f4f6f8', stroke: COLOUR.rule, strokeDash: [6, 5], cornerRadius: 8 },
        encoding: {
          x: { field: 'x', type: 'quantitative', scale: null, axis: null },
          x2: { field: 'x2' },
          y: { field: 'y', type: 'quantitative', scale: null, axis: null },
          y2: { field: 'y2' },
        },
      },
    ],
    words: [{ text: sentence, x: inner / 2, y: HEIGHT / 2, align: 'center', colour: COLOUR.muted }],
  };
}
