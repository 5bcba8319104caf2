import { describe, expect, it } from 'vitest';
import { staff } from '../../support/commune.ts';
import { startProgram, words } from '../../support/program.ts';

const SERVICE = 'Services techniques';
const people = [
  ...staff(SERVICE, 12),
  { id: 'ref', department: SERVICE, roles: 'referent' },
  { id: 'dgs', department: 'Direction générale', roles: 'direction' },
  { id: 'pil', department: 'Direction générale', roles: 'pilote|referent' },
];

type Program = Awaited<ReturnType<typeof startProgram>>;

const isContact = ({ text }: { text: string }) =>
  /voici Percolateur|votre rôle de référent|vu de la direction|vous pilotez/.test(text);
const cards = async (program: Program, id: string) => (await program.messages(id)).filter(isContact);
const met = (program: Program) =>
  (program.tables().contact ?? []).map((row) => Object.values(JSON.parse(row)).slice(0, 2).join(' '));

describe('first contact', () => {
  it('is one card a person, of the highest role, before the first survey', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-11-17T12:00');
    for (const { id } of people) {
      const texts = (await program.messages(id)).map(({ text }) => text);
      expect(texts, id).toHaveLength(2);
      expect(isContact({ text: texts[0] ?? '' }), id).toBe(true);
      expect(texts[1], id).toContain('où en sommes-nous');
    }
    const said = async (id: string) => (await cards(program, id)).map(words).join();
    expect(await said('p01')).toMatch(
      /dix secondes[\s\S]*Deux messages non demandés[\s\S]*au moins 5 personnes/,
    );
    expect(await said('p01')).toContain('Cela commence le mardi 1er décembre.');
    expect(await said('p01')).not.toMatch(/sondage|bilan/);
    expect(await said('ref')).toMatch(/une heure par mois[\s\S]*«\u00a0sondage\u00a0»/);
    expect(await said('dgs')).toMatch(/mercredi 16 décembre.*jeudi 31 décembre.*lundi 1er mars/);
    expect(await said('pil')).toMatch(
      /percolateur doctor[\s\S]*«\u00a0bilan ici\u00a0»[\s\S]*aussi le rôle de référent/,
    );
    // Once: nothing more in the whole wave, and the roles a card covered are met.
    await program.travel('2027-03-10T12:00');
    for (const { id } of people) expect(await cards(program, id), id).toHaveLength(1);
    expect(
      met(program)
        .filter((row) => row.startsWith('pil'))
        .sort(),
    ).toEqual(['pil agent', 'pil champion', 'pil lead']);
    expect((await program.outbox()).find(({ campaign }) => campaign === 'contact')).toMatchObject({
      title: 'Premier contact',
      planned: 15,
      sent: 15,
    });
  });

  it('opens who sees what, and the lengths of a pause', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-11-16T09:00');
    const [card] = await cards(program, 'p01');
    expect(JSON.stringify(card?.card)).toContain(`${program.url()}/confidentialite`);
    expect((await fetch(`${program.url()}/confidentialite`)).status).toBe(200);
    expect(words(await program.tap('p01', 'pause.ask'))).toContain('Choisissez une durée');
    await program.tap('p01', 'pause.until', { days: 30 });
    expect(program.tables().person?.join()).toContain('2026-12-16');
  });

  it('waits for the end of a pause, and for the app', async () => {
    const program = await startProgram({ people });
    await program.become('p01', 'paused');
    await program.become('p02', 'notInstalled');
    await program.become('dgs', 'paused');
    await program.travel('2026-11-18T12:00');
    expect(met(program).some((row) => /^(p01|p02|dgs) /.test(row))).toBe(false);
    await program.become('p01', 'active');
    await program.become('p02', 'active');
    await program.become('dgs', 'active');
    await program.travel('2026-11-19T12:00');
    for (const id of ['p01', 'p02', 'dgs']) expect(await cards(program, id), id).toHaveLength(1);
  });

  it('never comes after something else of ours, nor on the day of the welcome', async () => {
    const program = await startProgram({ people });
    await program.become('p01', 'blocked');
    await program.become('p02', 'blocked');
    await program.travel('2026-11-30T20:00');
    await program.become('p01', 'active');
    await program.travel('2026-12-01T12:00');
    await program.become('p02', 'active');
    await program.travel('2026-12-02T12:00');
    expect((await program.messages('p01')).map(({ text }) => text).join()).toMatch(/^[^,]*mémento/);
    expect(await cards(program, 'p01')).toEqual([]);
    // Reached by nothing so far, and the wave is under way.
    expect(await cards(program, 'p02')).toHaveLength(1);
    expect(words((await cards(program, 'p02'))[0] ?? { text: '', card: null })).toContain('Cela a commencé');
  });

  it('is in turn with what is asked of a week: two messages at most', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-11T20:00');
    for (const { id } of people) {
      const weeks = Map.groupBy(
        (await program.messages(id)).filter(({ from }) => from === 'bot'),
        ({ at }) => Math.floor((Date.parse(at.slice(0, 10)) - Date.parse('2026-11-16')) / 604_800_000),
      );
      for (const [week, messages] of weeks) expect(messages.length, `${id} ${week}`).toBeLessThanOrEqual(2);
    }
  });

  it('reaches a part-time agent before the survey, and never on a day off', async () => {
    const program = await startProgram({ people });
    await program
      .engine()
      .inTurn((turn) =>
        turn.tx.updateTable('person').set({ days: '[4,5]' }).where('id', '=', 'p01').execute(),
      );
    await program.travel('2026-11-20T12:00');
    const messages = await program.messages('p01');
    expect(messages.map(({ at }) => at.slice(0, 10))).toEqual(['2026-11-19', '2026-11-19']);
    expect(isContact(messages[0] ?? { text: '' })).toBe(true);
  });

  it('tells who becomes a champion, a leader or a lead later, once each', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-08T12:00');
    await program.engine().inTurn((turn) =>
      turn.tx
        .updateTable('person')
        .set({ roles: JSON.stringify(['agent', 'champion']) })
        .where('id', '=', 'p01')
        .execute(),
    );
    await program.travel('2026-12-10T12:00');
    const [, role] = await cards(program, 'p01');
    expect(role && words(role)).toContain('une heure par mois');
    expect(await cards(program, 'p02')).toHaveLength(1);
    await program.travel('2027-01-20T12:00');
    expect(await cards(program, 'p01')).toHaveLength(2);
  });

  it('waits for an arrival until the working day after', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-11T12:00');
    await program.engine().inTurn((turn) =>
      turn.tx
        .insertInto('person')
        .values({
          id: 'neuf',
          name: 'Nadia Neuve',
          email: null,
          department: SERVICE,
          roles: '["agent"]',
          channel: null,
          aad_id: null,
          slack_id: null,
          locale: 'fr',
          zone: null,
          days: null,
          joined_on: turn.today.toString(),
          left_on: null,
          paused_until: null,
          rhythm: 1,
        })
        .execute(),
    );
    await program.travel('2026-12-13T12:00');
    expect(await program.messages('neuf')).toEqual([]);
    await program.travel('2026-12-14T12:00');
    expect((await cards(program, 'neuf')).map(({ at }) => at)).toEqual(['2026-12-14T08:30']);
  });
});
