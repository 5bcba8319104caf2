import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { type Edit, staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';

const people = [...staff('Finances', 11), { id: 'pil', department: 'Finances', roles: 'pilote' }];

function place(country: string, region: string, zone: string, launch: string): Edit[] {
  return [
    ['programme.yml', 'pays: FR', `pays: ${country}`],
    ['programme.yml', '  region: #', `  region: ${region} #`],
    ['programme.yml', 'fuseau: Europe/Paris', `fuseau: ${zone}`],
    ['programme.yml', 'lancement: 2026-12-01', `lancement: ${launch}`],
  ];
}

/** Both week-ends when clocks change, in places that change them and in one that does not. */
describe.each([
  ['Europe/Paris in spring', 'FR', '', 'Europe/Paris', '2027-03-16', '2027-04-02T12:00'],
  ['Europe/Paris in autumn', 'FR', '', 'Europe/Paris', '2026-10-13', '2026-10-30T12:00'],
  ['Europe/Zurich in spring', 'CH', 'VD', 'Europe/Zurich', '2027-03-16', '2027-04-02T12:00'],
  ['Indian/Reunion in autumn', 'FR', 'RE', 'Indian/Reunion', '2026-10-13', '2026-10-30T12:00'],
])('%s', (_name, country, region, zone, launch, end) => {
  it('a week has one card, at its hour, and closes once, at local midnight', async () => {
    const program = await startProgram({ people, edits: place(country, region, zone, launch) });
    await program.travel(end);
    const rows = (name: string) => (program.tables()[name] ?? []).map((json) => JSON.parse(json));
    const local = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(zone);
    const cards = rows('occurrence').filter(({ key }) => /^weekly\/pilote\/[1-4]$/.test(key));
    expect(cards).toHaveLength(3);
    for (const { at, outcome } of cards) {
      expect(local(at).toPlainTime().toString()).toBe('09:30:00');
      expect(outcome).toBe('done');
    }
    for (const week of ['checkin/pilote/1', 'checkin/pilote/2']) {
      const round = rows('round').find(({ id }) => id === week);
      expect(local(round.closes_at).toPlainTime().toString(), week).toBe('00:00:00');
      expect(round.status).toBe('closed');
    }
    for (const { at } of await program.messages('p01'))
      expect(at.slice(11) >= '08:30' && at.slice(11) < '17:30').toBe(true);
    const days = (await program.messages('p01')).map(({ at }) => at);
    expect(new Set(days).size).toBe(days.length);
  });
});
