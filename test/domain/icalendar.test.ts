import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { escapeText, fold, icalendar } from '../../src/domain/icalendar.ts';

const event = {
  uid: 'cafe-1@percolateur',
  sequence: 0,
  cancelled: false,
  title: 'Écrire ; lire, relire \\ signer',
  place: 'Salle du Lavoir\n1er étage',
  starts: Temporal.Instant.from('2026-12-10T13:00:00Z'),
  minutes: 75,
  stamp: Temporal.Instant.from('2026-12-03T08:30:12.345Z'),
};

it('writes one event, its texts escaped and its moments in UTC', () => {
  expect(icalendar(event)).toBe(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Percolateur//Cafe IA//FR',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:cafe-1@percolateur',
      'SEQUENCE:0',
      'STATUS:CONFIRMED',
      'DTSTAMP:20261203T083012Z',
      'DTSTART:20261210T130000Z',
      'DTEND:20261210T141500Z',
      'SUMMARY:Écrire \\; lire\\, relire \\\\ signer',
      'LOCATION:Salle du Lavoir\\n1er étage',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
});

it('says that an event has changed, or is cancelled', () => {
  const file = icalendar({ ...event, sequence: 3, cancelled: true });
  for (const line of ['METHOD:CANCEL', 'UID:cafe-1@percolateur', 'SEQUENCE:3', 'STATUS:CANCELLED'])
    expect(file).toContain(`${line}\r\n`);
});

it('folds at 75 octets without cutting a character, and unfolds to the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const line = `SUMMARY:${escapeText(text)}`;
      const folded = fold(line);
      for (const part of folded.split('\r\n')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
      expect(folded.replaceAll('\r\n ', '')).toBe(line);
    }),
  );
});

it('lets no text end its line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(escapeText(text)).not.toMatch(/\p{Cc}/u);
    }),
  );
});
