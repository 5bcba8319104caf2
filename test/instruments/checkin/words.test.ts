import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { TIME_BANDS, type TimeBand } from '../../../src/domain/checkin.ts';
import { normalise } from '../../../src/domain/command.ts';
import { text } from '../../../src/engine/texts.ts';
import { bandOfMinutes } from '../../../src/instruments/checkin/duration.ts';
import { readWords, wordings } from '../../../src/instruments/checkin/words.ts';

const read = (line: string) => readWords(normalise(line));
const band = (line: string) => {
  const reading = read(line);
  return reading === null || reading === 'ask' ? reading : reading.band;
};

describe('every wording of the catalogue', () => {
  it.each(TIME_BANDS)('of %s is understood, with its accents, capitals and final stop', (name) => {
    const written = text(`checkin.words.${name}`)
      .split('|')
      .map((words) => words.trim());
    for (const words of written) {
      const capital = words.charAt(0).toUpperCase() + words.slice(1);
      for (const line of [words, `${capital}.`, ` ${words.toUpperCase()} !`, `@Percolateur ${words}`])
        expect(band(line), line).toBe(name);
    }
  });

  it('is in one list only, and asked about when it could be several answers', () => {
    const all = TIME_BANDS.flatMap((name) => wordings(name));
    expect(all.filter((words, index) => all.indexOf(words) !== index)).toEqual([]);
    for (const words of wordings('ask')) expect([words, read(words)]).toEqual([words, 'ask']);
    for (const words of wordings('bare')) expect(read(words), words).toMatchObject({ bare: true });
    for (const list of ['bare', 'ask', 'loss', 'gain', 'about'] as const) {
      const words = wordings(list);
      expect(words.filter((each, index) => each === '' || words.indexOf(each) !== index)).toEqual([]);
    }
  });

  it.each(TIME_BANDS)('on the button of %s can be typed', (name) => {
    expect(band(text(`band.${name}`))).toBe(name);
  });
});

test.each<[string, TimeBand | 'ask' | null]>([
  ['30 min', 'm30to60'],
  ['30min', 'm30to60'],
  ['Environ 30 minutes', 'm30to60'],
  ['20 mn', 'lt30'],
  ['90 min', 'h1to2'],
  ['1h30', 'h1to2'],
  ['1 h 30', 'h1to2'],
  ['1h30min', 'h1to2'],
  ['1,5 h', 'h1to2'],
  ['0,5 heure', 'm30to60'],
  ['2h', 'h2to4'],
  ['2 heures et demie', 'h2to4'],
  ['1h et quart', 'h1to2'],
  ['4 h', 'h4plus'],
  ['240 minutes', 'h4plus'],
  ['1 jour', 'h4plus'],
  ['2 h gagnées', 'h2to4'],
  ["J'ai gagné 2 h cette semaine", 'h2to4'],
  ["J'ai gagné une heure", 'h1to2'],
  ['deux heures de gagnées', 'h2to4'],
  ['+ 45 min', 'm30to60'],
  ['+2h', 'h2to4'],
  ['1 à 2 h', 'h1to2'],
  ['1-2h', 'h1to2'],
  ['entre 1 h et 2 h', 'h1to2'],
  ['2 ou 3 h', 'h2to4'],
  ['30 à 45 min', 'm30to60'],
  ['moins de 30 min', 'lt30'],
  ['< 30 min', 'lt30'],
  ['15 min max', 'lt30'],
  ['plus de 4 h', 'h4plus'],
  ['5h+', 'h4plus'],
  ['4 h ou plus', 'h4plus'],
  ['presque une heure', 'h1to2'],
  ["j'ai perdu 20 minutes", 'lost'],
  ["J'ai perdu une demi-heure", 'lost'],
  ['20 min de perdues', 'lost'],
  ['perdu environ 2 h', 'lost'],
  ['2 h perdues', 'lost'],
  ['0 h', 'zero'],
  ['0,0 h', 'zero'],
  // Two bands, or anything: asked.
  ['1 à 3 h', 'ask'],
  ['plus de 2 h', 'ask'],
  ["moins d'1 h", 'ask'],
  ['-20 min', 'ask'],
  ['30', 'ask'],
  ['2', 'ask'],
  ['1,5', 'ask'],
  ['2000 h', 'ask'],
  ['peut-être une heure ou deux', null],
  // About something else.
  ['', null],
  ['bonjour', null],
  ['merci', null],
  ['ok', null],
  ['peut-être', null],
  ['1h75', null],
  ['1,5h30', null],
  ['2 à 1 h', null],
  ['à 14 h au Café', null],
  ['rendez-vous à 14h', null],
  ['14h30 ça me va', null],
  ["j'ai perdu mon badge", null],
  ['perdu le fichier', null],
  ['30 personnes', null],
  ['je ne sais pas comment faire', null],
  ['pas utilisé depuis que la licence a expiré', null],
])('« %s » is %s', (line, expected) => {
  expect(band(line)).toBe(expected);
});

test('any number of minutes is in its band, in minutes or in hours, gained or lost', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3600 }), (minutes) => {
      const hours = `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}`;
      for (const line of [`${minutes} min`, hours, `environ ${hours}`, `j'ai gagné ${hours}`])
        expect(band(line), line).toBe(bandOfMinutes(minutes));
      expect(band(`j'ai perdu ${hours}`)).toBe('lost');
    }),
  );
});

test('whatever is typed is read in no time, and never throws', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 1000, unit: 'grapheme' }), (line) => {
      read(line);
    }),
  );
  for (const line of ['1'.repeat(1000), 'entre '.repeat(160), '1 a '.repeat(250), 'plus de '.repeat(120)])
    expect(band(line)).not.toEqual(expect.stringMatching(/^[a-z0-9]+to/));
});
