import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FONT_FAMILY, FONT_FILES, textWidth } from '../../src/charts/font.ts';
import { domain, ticks } from '../../src/charts/scale.ts';
import { clean, figure, wrap } from '../../src/charts/text.ts';

describe('the width of a text', () => {
  it.each(['HHHH', 'Café IA : 42 réponses', 'ÉÈÀÇŒ « guillemets »'])(
    'is the one that is drawn: %s',
    (text) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="60"><text y="40" font-family="${FONT_FAMILY}" font-size="20">${text}</text></svg>`;
      const font = { fontFiles: Object.values(FONT_FILES), loadSystemFonts: false };
      const drawn = new Resvg(svg, { font }).innerBBox()?.width ?? 0;
      // The box of the ink leaves out the sides of the first and last letters, and pairs may be kerned.
      expect(Math.abs(textWidth(text, 20) - drawn)).toBeLessThan(5);
    },
  );
});

describe('wrapping', () => {
  it('never goes past the width or the number of lines, and loses nothing before the ellipsis', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 40, max: 400 }),
        (raw, width) => {
          const text = clean(raw);
          const lines = wrap(text, width, 20, 'bold', 3);
          expect(lines.length).toBeLessThanOrEqual(3);
          // One letter and its ellipsis are written whatever their width.
          const wide = lines.filter((line) => [...line].length > 2 && textWidth(line, 20, 'bold') > width);
          expect(wide).toEqual([]);
          const whole = lines.join('').replaceAll(' ', '');
          const kept = whole.endsWith('…') ? whole.slice(0, -1) : whole;
          expect(text.replaceAll(' ', '').startsWith(kept)).toBe(true);
        },
      ),
    );
  });

  it('keeps French no-break spaces together', () => {
    expect(wrap('Une question\u00a0?', textWidth('Une question', 20, 'bold'), 20, 'bold', 2)).toEqual([
      'Une',
      'question\u00a0?',
    ]);
  });
});

describe('figures', () => {
  it.each([
    [1234567.89, null, '1\u202f234\u202f567,9'],
    [53, '%', '53\u202f%'],
    [-0, null, '0'],
    [-2.5, 'h', '\u22122,5\u202fh'],
  ])('%s %s', (value, unit, written) => {
    expect(figure(value, unit)).toBe(written);
  });
});

describe('scales', () => {
  it('start at zero and hold every figure; a percentage shows its hundred', () => {
    expect(domain([3, 8], null)).toEqual([0, 8]);
    expect(domain([12], '%')).toEqual([0, 100]);
    expect(domain([-2, 4], null)).toEqual([-2, 4]);
    expect(domain([0, 0], null)).toEqual([0, 1]);
  });

  it('have a few round steps around any domain', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e12, noNaN: true }), (high) => {
        const marks = ticks([0, high], 5);
        expect(marks.length).toBeLessThanOrEqual(7);
        expect(marks[0]).toBe(0);
        expect(marks.at(-1)).toBeGreaterThanOrEqual(high * 0.999999);
      }),
    );
  });
});
