import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainSpaces } from '../../cli/support.ts';
import { startProgram, words } from '../../support/program.ts';
import { busy, people } from './town.ts';

const plain = (message: Parameters<typeof words>[0]) => plainSpaces(words(message));

describe('« Effacer mes données »', () => {
  it('says what goes and what stays, and does nothing before the second tap', async () => {
    const program = await startProgram({ people });
    await busy(program);
    await program.say('p03', 'mes-donnees');
    const before = program.tables();
    const asked = plain(await program.tap('p03', 'rights.erase'));
    const { sandbox_message: _, inbox: __, ...rest } = program.tables();
    const { sandbox_message: ___, inbox: ____, ...was } = before;
    expect(rest).toEqual(was);
    expect(asked).toContain('votre nom et vos comptes');
    expect(asked).toContain('réponses aux Cafés et présences (1)');
    expect(asked).toContain('lectures du mémento et questions (2)');
    expect(asked).toContain("totaux d'au moins 5 personnes");
    expect(asked).toContain('La liste des agents appartient à votre employeur');
    // Whether somebody answered what is open is not for the chat to tell.
    await program.say('p05', 'mes-donnees');
    const other = plain(await program.tap('p05', 'rights.erase'));
    const open = (text: string) => text.split('\n').filter((line) => line.includes('ouvertes'));
    expect(open(other)).toEqual(open(asked));
    await program.tap('p03', 'rights.show');
  });

  it('leaves nothing with the name, the id or the answer, and tells the lead which line to remove', async () => {
    const program = await startProgram({ people });
    await busy(program);
    expect(program.tables().sealed_answer).toHaveLength(1);
    const counts = await program.outbox();
    await program.say('p03', 'mes-donnees');
    await program.tap('p03', 'rights.erase');
    const done = plain(await program.tap('p03', 'rights.erase', { sure: true }));
    expect(done).toContain('Vos données sont effacées');
    await program.travel('PT1H');
    const told = plain((await program.messages('pil')).at(-1) ?? { text: '', card: null });
    expect(told).toContain("Retirez la ligne « p03 » d'agents.csv");
    expect(told).not.toContain('Vautrin');
    const { sandbox_message: chats, ...after } = program.tables();
    expect(JSON.stringify(after)).not.toMatch(/\bp03\b|Vautrin/);
    expect(JSON.stringify(chats)).not.toContain('Vautrin');
    expect(after.sealed_answer).toEqual([]);
    expect(program.bytes().includes('Vautrin')).toBe(false);
    const kept = (await program.outbox()).filter(({ campaign }) => !campaign.startsWith('erased'));
    expect(kept).toEqual(counts);
    expect((await program.call('GET', 'people/p03/messages')).status).toBe(404);
    // The journal says that it was done, by nobody.
    expect(after.audit?.map((row) => JSON.parse(row))).toEqual([
      {
        number: 1,
        on_day: '2026-12-03',
        actor: expect.stringMatching(/^erased:/),
        act: 'person.erase',
        object: '',
      },
    ]);
    await program.travel('P7D');
  });

  it('keeps what somebody decided for the organisation, under an alias', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-03T12:00');
    await program.act('pil', 'wave.act', { wave: 'pilote', act: 'pause', sure: true });
    await program.say('pil', 'mes-donnees');
    expect(plain(await program.tap('pil', 'rights.erase'))).toContain('sous un pseudonyme');
    await program.tap('pil', 'rights.erase', { sure: true });
    const [act] = (program.tables().wave_act ?? []).map((row) => JSON.parse(row));
    expect(act).toMatchObject({ act: 'pause', person_id: expect.stringMatching(/^erased:/) });
    const journal = (program.tables().audit ?? []).map((row) => JSON.parse(row));
    expect(journal.map(({ actor }) => actor)).toEqual([act.person_id, act.person_id]);
  });

  it('lasts once the line is removed; until then the next reading of the list brings somebody new', async () => {
    const program = await startProgram({ people });
    await busy(program);
    await program.say('p03', 'mes-donnees');
    await program.act('p03', 'rights.erase', { sure: true });
    const list = join(program.programme, 'agents.csv');
    writeFileSync(
      list,
      `${readFileSync(list, 'utf8')}p99;Personne p99;p99@commune.example;Finances;agent;\n`,
    );
    await program.travel('PT1H');
    const back = JSON.stringify(program.tables().person);
    expect(back).toContain('Vautrin');
    expect(program.tables().rsvp).toEqual([]);
  });

  it('refuses nonsense, and is of oneself only', async () => {
    const program = await startProgram({ people });
    for (const data of [{ sure: 'oui' }, { sure: 1 }])
      expect(await program.act('p03', 'rights.erase', data)).toMatchObject({ refused: 'bad_input' });
    await program.act('p04', 'rights.erase', { sure: true, person: 'p03', id: 'p03' });
    const rows = JSON.stringify(program.tables().person);

    expect(rows).toContain('Vautrin');
    expect(rows).not.toContain('Personne p04');
  });
});
