import { describe, expect, it } from 'vitest';
import type { MessageView } from '../../../src/web/sandbox/messages.ts';
import { staff } from '../../support/commune.ts';
import { type Program, startProgram, words } from '../../support/program.ts';

const SERVICE = 'Services techniques';
const people = staff(SERVICE, 12);

const isCard = ({ text }: { text: string }) => text.includes('rendez-vous de la semaine');
const cards = async (program: Program, id: string) => (await program.messages(id)).filter(isCard);
const days = async (program: Program, id: string) =>
  (await cards(program, id)).map(({ at }) => at.slice(5, 16).replace('T', ' '));

/** The names of what a card says, in its order. */
function order(message: MessageView | undefined): string[] {
  const said = message ? words(message) : '';
  const marks: [string, RegExp][] = [
    ['checkin', /gagner ou perdre du temps|Réponse enregistrée/],
    ['survey', /Un sondage vous attend/],
    ['cafe', /Prochain Café IA/],
    ['memento', /Une règle du mémento/],
  ];
  return marks
    .map(([name, mark]) => ({ name, at: said.search(mark) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

/** Sets columns of somebody's row, as an import would. */
const edit = (program: Program, id: string, columns: { days?: string; zone?: string }) =>
  program
    .engine()
    .inTurn((turn) => turn.tx.updateTable('person').set(columns).where('id', '=', id).execute());

describe('the card of the week is composed', () => {
  it('with the check-in first, unless a Café is very near and has no answer', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-03T10:00');
    // The Café is in five working days.
    expect(order((await cards(program, 'p01')).at(-1))).toEqual(['checkin', 'cafe', 'memento']);
    await program.tap('p01', 'cafe.rsvp', { session: 'demystifier', response: 'yes' });
    await program.travel('2026-12-10T10:00');
    // It is this afternoon: first for who has not said, and in its place for who has.
    expect(order((await cards(program, 'p02')).at(-1))).toEqual(['cafe', 'checkin', 'memento']);
    expect(order((await cards(program, 'p01')).at(-1))?.[0]).toBe('checkin');
    // Answered there, it stays where it was tapped.
    const answered = await program.tap('p02', 'cafe.rsvp', { session: 'demystifier', response: 'no' });
    expect(order(answered)).toEqual(['cafe', 'checkin', 'memento']);
  });

  it('with a survey that waits after the check-in', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-24T12:00');
    expect(order((await cards(program, 'p01')).at(-1)).slice(0, 2)).toEqual(['checkin', 'survey']);
  });
});

describe('an empty week sends nothing', () => {
  it('where no check-in can be protected, once the rules have been round and no Café waits for an answer', async () => {
    const program = await startProgram({ people: staff(SERVICE, 6) });
    await program.travel('2027-03-10T12:00');
    const report = (await program.outbox()).filter(({ campaign }) => campaign.startsWith('weekly/'));
    const quiet = report.filter(({ reasons }) => reasons.some(({ reason }) => reason === 'nothing_new'));
    expect(quiet.length).toBeGreaterThan(0);
    for (const { sent, skipped, reasons } of quiet) {
      expect(sent + skipped).toBe(6);
      expect(reasons.map(({ sentence }) => sentence)).toContain(
        "La carte n'avait rien de nouveau à dire à cette personne.",
      );
    }
    for (const card of await cards(program, 'p01')) expect(order(card)).not.toContain('checkin');
  });

  it('for whoever is paused, with the reason', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-02T12:00');
    await program.say('p01', 'pause');
    await program.tap('p01', 'pause.until', { days: 7 });
    await program.travel('2026-12-11T12:00');
    expect(await days(program, 'p01')).toEqual(['12-10 09:30']);
  });

  it('in a week without a working day left for its card', async () => {
    // J0 on Tuesday 22 December: the card of its first week moves past Christmas, to the Monday before it closes.
    const program = await startProgram({ people, edits: [['programme.yml', '2026-12-01', '2026-12-22']] });
    await program.travel('2027-01-15T12:00');
    expect(await days(program, 'p01')).toEqual(['12-24 09:30', '12-31 09:30', '01-07 09:30', '01-14 09:30']);
    for (const { at } of await program.messages('p01'))
      expect(['12-25', '01-01']).not.toContain(at.slice(5, 10));
  });
});

describe('each on their own days', () => {
  it('waits for the first day of a part-time agent, and is lost to nobody', async () => {
    const program = await startProgram({ people });
    await edit(program, 'p01', { days: '[4,5]' });
    await edit(program, 'p02', { days: '[1,2]' });
    await edit(program, 'p03', { days: '[3]' });
    await program.travel('2026-12-11T12:00');
    // On her first day of the week the welcome came in the morning: the card in the afternoon.
    expect(await days(program, 'p01')).toEqual(['12-03 13:00', '12-10 09:30']);
    // The first week closes at midnight after Monday 7.
    expect(await days(program, 'p02')).toEqual([expect.stringMatching(/^12-07 08:/)]);
    expect(await days(program, 'p03')).toEqual([]);
    const first = (await program.outbox()).find(({ campaign }) => campaign === 'weekly/pilote/1');
    expect(first).toMatchObject({ planned: 12, sent: 11, skipped: 1 });
    expect(first?.reasons).toMatchObject([{ reason: 'too_late', count: 1 }]);
  });

  it('keeps Christmas', async () => {
    const program = await startProgram({ people });
    await edit(program, 'p01', { days: '[5]' });
    await program.travel('2027-01-05T12:00');
    // Friday 25 December and Friday 1 January are holidays: the cards of those weeks are over by the next Friday.
    expect(await days(program, 'p01')).toEqual(['12-04 13:00', '12-11 08:50', '12-18 08:50']);
    expect(await days(program, 'p02')).toEqual([
      '12-03 09:30',
      '12-10 09:30',
      '12-17 09:30',
      '12-24 09:30',
      '12-31 09:30',
    ]);
  });

  it('is in the hours of the zone one works in', async () => {
    const program = await startProgram({ people });
    await edit(program, 'p01', { zone: 'America/Cayenne' });
    await edit(program, 'p02', { zone: 'Indian/Reunion' });
    await program.travel('2026-12-04T12:00');
    // 09:30 in Paris is 05:30 in Cayenne, whose day starts four hours later, and is spread; and 12:30 in Réunion.
    expect(await days(program, 'p01')).toEqual(['12-03 12:50']);
    expect(await days(program, 'p02')).toEqual(['12-03 09:30']);
  });
});
