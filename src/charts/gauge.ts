import { type Span, spanLayer } from './bars.ts';
import { COLOUR, type Plot, SIZE, type Word } from './drawing.ts';
import { shades } from './palette.ts';
import type { ChartData } from './read.ts';
import { domain, scale } from './scale.ts';
import { figure, wrap } from './text.ts';

const TOP = 70;
const TRACK = 44;

/** One figure on a straight track, its segments named under it: easier to read than a dial. */
export function gauge({ labels, series, unit, max }: ChartData, inner: number): Plot {
  const [value = 0, ...sizes] = (series[0]?.values ?? []).map((one) => one ?? 0);
  const x = scale(domain([value], unit, max), [0, inner]);
  const colours = shades(Math.max(3, sizes.length + 1)).toReversed();
  const words: Word[] = [{ text: figure(value, unit), x: 0, y: 28, size: 46, weight: 'bold' }];
  const bands: Span[] = [];
  let from = 0;
  for (const [i, size] of sizes.entries()) {
    const to = Math.min(x.domain[1], from + size);
    const room = x.at(to) - x.at(from);
    bands.push({ from, to, top: TOP, bottom: TOP + TRACK, colour: colours[i] ?? COLOUR.rule });
    const parts = room > 40 ? wrap(labels[i + 1] ?? '', room - 8, SIZE.note, 'regular', 2) : [];
    for (const [row, text] of parts.entries()) {
      words.push({
        text,
        x: x.at((from + to) / 2),
        y: TOP + TRACK + 20 + row * 22,
        align: 'center',
        size: SIZE.note,
      });
    }
    from = to;
  }
  if (bands.length === 0)
    bands.push({ from: 0, to: x.domain[1], top: TOP, bottom: TOP + TRACK, colour: COLOUR.rule });
  const bar = { from: 0, to: value, top: TOP + 13, bottom: TOP + TRACK - 13, colour: COLOUR.ink };
  return {
    height: TOP + TRACK + (sizes.length > 0 ? 56 : 8),
    layers: [spanLayer([...bands, bar], x, false)],
    words,
  };
}
