import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { percolateur, placesOf } from '../cli/support.ts';
import { staff } from '../support/commune.ts';
import { type Program, startProgram, words } from '../support/program.ts';

const people = [
  ...staff('Finances', 16).map((one, index) => (index === 15 ? { ...one, channel: 'aucun' } : one)),
  { id: 'pil', department: 'Finances', roles: 'pilote' },
  { id: 'ref', department: 'Finances', roles: 'referent' },
];

/** Spaces as a keyboard types them. */
const said = (message: Parameters<typeof words>[0]) => words(message).replace(/[\u00a0\u202f]/g, ' ');

async function commune(): Promise<Program> {
  const program = await startProgram({
    people: people.map((one) => (one.id === 'p04' ? { ...one, name: '=SOMME(A1)' } : one)),
  });
  await program.become('p02', 'paused');
  await program.become('p03', 'blocked');
  await program.become('p04', 'notInstalled');
  return program;
}

describe('what became of the last messages', () => {
  it('is told to a lead, with why and what to do; choices are counted together', async () => {
    const program = await commune();
    expect(said(await program.say('pil', 'vague envois'))).toContain("Rien n'est encore parti.");
    await program.travel('2026-11-17T10:00');
    const report = said(await program.say('pil', 'vague envois'));
    expect(report).toContain(
      'Sondage « etat-des-lieux » (mardi 17 novembre) : 18 messages prévus : 14 remis, 4 non envoyés.',
    );
    expect(report).toContain(
      "• 1 × L'application n'est pas installée chez cette personne. Demandez au service informatique de l'installer.",
    );
    expect(report).toContain("• 1 × La personne n'a pas de messagerie. Prévenez-la autrement.");
    expect(report).toContain(
      '• 2 messages ne sont pas partis : les personnes avaient choisi de ne pas les recevoir',
    );
    expect(report).not.toMatch(/pause|bloqué/);
  });

  it('never tells how many are silent, of a round that is open or closed', async () => {
    const program = await commune();
    for (const to of ['2026-11-25T12:00', '2026-12-01T07:00']) {
      await program.travel(to);
      await program.tap('p05', 'survey.answer', { q_usage: 'never' }).catch(() => null);
      expect(said(await program.say('pil', 'vague envois'))).not.toMatch(/Rappel \d|répondu entre-temps/);
      const csv = (await percolateur(placesOf(program), 'outbox', '--csv')).out;
      expect(csv).not.toMatch(/reminder|already_answered/);
    }
  });

  it('is for leads, in private', async () => {
    const program = await commune();
    for (const id of ['p01', 'ref']) {
      expect(said(await program.say(id, 'vague envois'))).toContain("n'est pas ouverte à votre rôle");
    }
  });

  it('stands in the message that follows a survey launched by hand, which keeps itself up to date', async () => {
    const program = await commune();
    await program.travel('2026-12-10T10:00');
    await program.act('ref', 'survey.launch', { survey: 'climat', department: 'Finances' });
    await program.say('ref', 'sondage statut');
    await program.travel('PT2M');
    const followed = (await program.messages('ref')).filter((one) => said(one).includes('messages prévus'));
    expect(followed).toHaveLength(1);
    const [message] = followed;
    expect(message && said(message)).toContain('18 messages prévus : 14 remis, 4 non envoyés.');
    expect(message && said(message)).toContain('Prévenez-la autrement.');
  });
});

describe('percolateur outbox', () => {
  it('--csv says a line a campaign and reason, with the remedy', async () => {
    const program = await commune();
    await program.travel('2026-11-17T10:00');
    const { code, out } = await percolateur(placesOf(program), 'outbox', '--csv', '--campaign', 'survey/');
    expect(code).toBe(0);
    const rows: Record<string, string>[] = parse(out, { delimiter: ';', bom: true, columns: true });
    expect(
      rows.map((row) => [row.raison, row.nombre, row.prévus, row.remis, row['non envoyés']]).sort(),
    ).toEqual([
      ['blocked', '1', '18', '14', '4'],
      ['no_channel', '1', '18', '14', '4'],
      ['not_installed', '1', '18', '14', '4'],
      ['paused', '1', '18', '14', '4'],
    ]);
    expect(rows.find(({ raison }) => raison === 'not_installed')).toMatchObject({
      pourquoi: "L'application n'est pas installée chez cette personne.",
      remède: "Demandez au service informatique de l'installer.",
    });
  });

  it('--people names who can be reached again, of nothing confidential, and no cell is a formula', async () => {
    const program = await commune();
    await program.travel('2026-12-03T12:00');
    const { out } = await percolateur(placesOf(program), 'outbox', '--people');
    const rows: Record<string, string>[] = parse(out, { delimiter: ';', bom: true, columns: true });
    expect(new Set(rows.map(({ campagne }) => campagne))).toEqual(new Set(['welcome/pilote']));
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(['p04', 'p16']));
    expect(rows.find(({ id }) => id === 'p04')?.nom).toBe("'=SOMME(A1)");
    expect(out).not.toMatch(/p0[23];|survey\/|weekly\/|paused|blocked/);
    expect((await percolateur(placesOf(program), 'journal')).out).toContain('outbox');
  });
});
