import { describe, expect, it } from 'vitest';
import { words } from '../../support/program.ts';
import { allWords, plain, type Town, town } from './town.ts';

const act = (program: Town, id: string, name: string, sure = true) =>
  program.tap(id, 'wave.act', { wave: 'pilote', act: name, ...(sure ? { sure: true } : {}) });

/** Opens « vague », taps an act, reads what it does, and is sure. */
async function perform(program: Town, id: string, name: string): Promise<string> {
  await program.say(id, 'vague');
  const asked = plain(words(await act(program, id, name, false)));
  await act(program, id, name);
  return asked;
}

const campaigns = async (program: Town) =>
  (await program.outbox()).map(({ campaign }) => campaign).filter((campaign) => campaign.includes('pilote'));

const outcomes = (program: Town) =>
  Object.fromEntries(
    (program.tables().occurrence ?? []).map((row) => {
      const { key, outcome } = JSON.parse(row);
      return [key, outcome];
    }),
  );

describe('« vague »', () => {
  it('says where a wave is, who is in it, and what comes next', async () => {
    const program = await town();
    const before = plain(words(await program.say('pil', 'vague')));
    expect(before).toContain('Pas encore lancée : jour J le mardi 1er décembre 2026.');
    await program.travel('2026-12-15T12:00');
    await program.become('t01', 'notInstalled');
    const during = plain(words(await program.say('pil', '/Vague')));
    expect(during).toContain('En cours : semaine 3 sur 14.');
    expect(during).toContain("13 personnes, dont 12 joignables aujourd'hui.");
    expect(during).toMatch(/Prochain message : .+, le .+ décembre/);
    expect(plain(words(await program.say('pil', 'vague des quoi')))).toContain('vague personnes urbanisme');
  });
});

describe('a pause', () => {
  it('is told before it is done, stops what would leave, and skips what falls in it', async () => {
    const program = await town();
    await program.travel('2026-12-03T10:00');
    const asked = await perform(program, 'pil', 'pause');
    expect(asked).toContain('Mettre en pause « Vague pilote » ?');
    expect(asked).toContain('Vous pourrez la reprendre quand vous voulez.');
    const before = await campaigns(program);
    await program.travel('2026-12-14T10:00');
    // Nothing unprompted of the wave: no second weekly card.
    expect((await campaigns(program)).filter((name) => !before.includes(name))).toEqual([]);
    expect(outcomes(program)['weekly/pilote/2']).toBe('wave_paused');
    // The round that was open took answers, and closed on its date.
    expect(outcomes(program)['close/checkin/pilote/1']).toBe('done');
    expect(await allWords(program, 'pim')).toContain(
      'Mise en pause par Petra Lind, le jeudi 3 décembre 2026.',
    );
    expect(plain(words(await program.say('pim', 'vague')))).toContain(
      'En pause depuis le jeudi 3 décembre 2026 (semaine 2 sur 14) : rien ne part.',
    );
    await perform(program, 'pim', 'resume');
    await program.travel('2026-12-17T10:00');
    // The third week, for J0 has not moved; the review came on its day and says the pause.
    expect((await program.outbox()).find(({ campaign }) => campaign === 'weekly/pilote/3')?.sent).toBe(13);
    expect((await program.outbox()).some(({ campaign }) => campaign === 'weekly/pilote/2')).toBe(false);
    const review = (await program.channel()).at(-1);
    expect(plain(review ? words(review) : '')).toContain(
      'Vague en pause du 3 décembre 2026 au 14 décembre 2026',
    );
    expect(program.tables().wave_act?.map((row) => JSON.parse(row))).toEqual([
      { wave: 'pilote', number: 1, act: 'pause', person_id: 'pil', on_day: '2026-12-03' },
      { wave: 'pilote', number: 2, act: 'resume', person_id: 'pim', on_day: '2026-12-14' },
    ]);
  });

  it('calls off what is planned and has not left, with the reason', async () => {
    const program = await town();
    // Somebody who works on Fridays only: their card of the week waits for Friday.
    await program
      .engine()
      .inTurn((turn) => turn.tx.updateTable('person').set({ days: '[5]' }).where('id', '=', 't01').execute());
    await program.travel('2026-12-03T10:00');
    await perform(program, 'pil', 'pause');
    await program.travel('2026-12-04T18:00');
    expect((await program.outbox()).find(({ campaign }) => campaign === 'weekly/pilote/1')).toMatchObject({
      planned: 13,
      sent: 12,
      skipped: 1,
      reasons: [{ reason: 'wave_paused', count: 1 }],
    });
  });

  it('twice, by two leads, is one pause', async () => {
    const program = await town();
    for (const id of ['pil', 'pim']) await program.say(id, 'vague');
    await act(program, 'pil', 'pause', false);
    await act(program, 'pim', 'pause', false);
    await act(program, 'pil', 'pause');
    expect(plain(words(await act(program, 'pim', 'pause')))).toContain("C'était déjà fait");
    expect(program.tables().wave_act).toHaveLength(1);
  });

  it('over J0 skips the welcome, which comes at the next week', async () => {
    const program = await town();
    await program.travel('2026-11-30T09:00');
    await perform(program, 'pil', 'pause');
    await program.travel('2026-12-05T09:00');
    await perform(program, 'pil', 'resume');
    await program.travel('2026-12-08T10:00');
    const welcomes = (await program.outbox()).filter(({ campaign }) => campaign.startsWith('welcome/'));
    expect(welcomes).toMatchObject([{ campaign: 'welcome/pilote/2', sent: 13 }]);
  });
});

describe('an end', () => {
  it('is final: nothing is planned any more, what is open closes, reviews are not posted', async () => {
    const program = await town();
    await program.travel('2026-12-10T10:00');
    const asked = await perform(program, 'pil', 'end');
    expect(asked).toContain('Ces bilans ne seront pas publiés : J+15, J+30, J+90.');
    expect(asked).toContain("C'est définitif");
    const answered = await program.tap('t01', 'checkin.answer', { time: 'h1to2' });
    expect(words(answered)).toContain('Réponse enregistrée');
    await program.travel('2027-03-10T10:00');
    expect(outcomes(program)['close/checkin/pilote/2']).toBe('done');
    expect(Object.keys(outcomes(program)).filter((key) => /^(weekly|digest|open)\/.*/.test(key))).toEqual(
      expect.not.arrayContaining(['weekly/pilote/3', 'digest/pilote/J15/preview']),
    );
    expect(await program.channel()).toEqual([]);
    expect(plain(words(await program.say('pil', 'vague')))).toContain('Arrêtée le jeudi 10 décembre 2026.');
    expect(await allWords(program, 'pim')).toContain('Arrêtée par Petra Lind, le jeudi 10 décembre 2026.');
    expect(plain(words(await program.say('dgs', 'bilan')))).not.toContain('J+30');
    const reply = await program.act('pil', 'wave.act', { wave: 'pilote', act: 'resume', sure: true });
    expect(reply?.refused).toBe('wave_ended');
    // A Café that somebody signed up to still takes place.
    expect(Object.keys(outcomes(program)).some((key) => key.startsWith('cafe/remind/'))).toBe(true);
  });

  it('keeps the name of who did it until they are erased', async () => {
    const program = await town();
    await perform(program, 'pil', 'end');
    const { erasePerson } = await import('../../../src/engine/erase.ts');
    await program.engine().inTurn(async (turn) => {
      const { findPerson } = await import('../../../src/store/person.ts');
      const person = await findPerson(turn.tx, 'pil');
      if (person) await erasePerson(turn, person, turn.seal);
    });
    expect(program.tables().wave_act?.[0]).toMatch(/"person_id":"erased:/);
    expect(plain(words(await program.say('pim', 'vague')))).toContain('Arrêtée par une personne pilote');
  });
});
