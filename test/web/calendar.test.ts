import { expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';

it('a Café is a calendar file, in the time of the organisation, with nobody in it', async () => {
  const program = await startProgram({ people: staff('Finances', 6) });
  const response = await fetch(`${program.url()}/cafes/demystifier.ics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const file = await response.text();
  // 10 December at 14:00 in Paris.
  expect(file).toContain('DTSTART:20261210T130000Z\r\nDTEND:20261210T140000Z\r\n');
  expect(file).toContain('LOCATION:Salle du Lavoir\r\n');
  expect(file).not.toMatch(/Référent|ATTENDEE|ORGANIZER/);
});

it.each(['x.ics', 'demystifier', 'demystifier.ics.ics', '.ics', '%2e%2e.ics', 'demystifier.ICS'])(
  '%s is no file',
  async (name) => {
    const program = await startProgram({ people: staff('Finances', 6) });
    expect((await fetch(`${program.url()}/cafes/${name}`)).status).toBe(404);
  },
);

it('who comes can add it to their calendar, from the card', async () => {
  const program = await startProgram({ people: staff('Finances', 6) });
  await program.travel('2026-12-03T09:30');
  const link = `${program.url()}/cafes/demystifier.ics`;
  const { card } = await program.tap('p01', 'cafe.rsvp', { session: 'demystifier', response: 'yes' });
  expect(JSON.stringify(card)).toContain(link);
  const { card: given } = await program.tap('p01', 'cafe.rsvp', { session: 'demystifier', response: 'no' });
  expect(JSON.stringify(given)).not.toContain('.ics');
  expect((await fetch(link)).status).toBe(200);
});
