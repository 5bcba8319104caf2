import { describe, expect, it } from 'vitest';
import { type Program, words } from '../../support/program.ts';
import { answer, launch, refusal, some, startLife } from './world.ts';

async function statuses(program: Program, id: string) {
  return (await program.messages(id)).filter(
    ({ text, from }) => from === 'bot' && /personnes invitées|annulé,|plus récent/.test(text),
  );
}

describe('the message that follows a survey', () => {
  it('is one, moves by itself in steps of five, and ends with the results', async () => {
    const program = await startLife();
    const round = await launch(program);
    await program.say('ref', 'sondage statut');
    await program.travel('PT1M');
    const [first, ...others] = await statuses(program, 'ref');
    expect(others).toEqual([]);
    expect(first && words(first)).toContain('moins de 5 réponses sur 16');
    expect(first && words(first)).toContain('□□□□□□□□□□');
    expect(first?.actions.map(({ verb }) => verb)).toEqual([
      'survey.remind',
      'survey.close',
      'survey.cancel',
    ]);

    await answer(program, round, some(4));
    await program.travel('PT1M');
    expect(words((await statuses(program, 'ref'))[0] ?? { text: '', card: null })).toContain('moins de 5');
    await answer(program, round, some(11));
    await program.travel('PT1M');
    const [moved, ...more] = await statuses(program, 'ref');
    expect(more).toEqual([]);
    expect(moved?.id).toBe(first?.id);
    expect(moved && words(moved)).toContain('au moins 10 réponses sur 16');
    expect(moved && words(moved)).toContain('■■■■■■□□□□');

    await program.travel('2026-11-26T09:00');
    const [closed] = await statuses(program, 'ref');
    expect(closed?.id).toBe(first?.id);
    expect(closed && words(closed)).toContain('clos, 11 réponses sur 16');
    expect(closed?.actions.map(({ verb }) => verb)).toEqual(['survey.results']);
    const results = await program.tap('ref', 'survey.results');
    expect(words(results)).toContain('11 réponses sur 16');
  });

  it('moves to a new message when it is asked for again, and only that one lives on', async () => {
    const program = await startLife();
    const round = await launch(program);
    for (let times = 0; times < 4; times++) {
      await program.say('ref', 'sondage statut');
      await program.travel('PT1M');
    }
    await program.say('ref2', 'sondage statut');
    await program.travel('PT1M');
    const live = (program.tables().outbox ?? []).filter((row) => row.includes('"refresh":"live"'));
    expect(live).toHaveLength(2);
    const shown = await statuses(program, 'ref');
    expect(shown).toHaveLength(4);
    for (const old of shown.slice(0, 3)) {
      expect(words(old)).toContain('plus récent');
      expect(old.actions).toEqual([]);
    }
    await answer(program, round, some(10));
    await program.travel('PT1M');
    for (const id of ['ref', 'ref2'])
      expect(words((await statuses(program, id)).at(-1) ?? { text: '', card: null })).toContain(
        'au moins 10',
      );
  });

  it('comes with the next working hours, and says when', async () => {
    const program = await startLife();
    await launch(program);
    await program.travel('2026-11-18T20:00');
    const reply = await program.say('ref', 'sondage statut');
    expect(words(reply)).toContain('moins de 5 réponses sur 16');
    expect(words(reply)).toMatch(/arrive jeudi 19 novembre/);
    expect(await statuses(program, 'ref')).toHaveLength(0);
    await program.travel('2026-11-19T09:00');
    expect(await statuses(program, 'ref')).toHaveLength(1);
  });

  it('is of no use to who may not follow the round', async () => {
    const program = await startLife();
    const round = await launch(program);
    expect(words(await program.say('reff', 'sondage statut'))).toContain('Aucun sondage ouvert');
    for (const verb of ['survey.follow', 'survey.remind', 'survey.close', 'survey.cancel', 'survey.again'])
      for (const id of ['reff', 'p01']) expect(await refusal(program, id, verb, { round })).toBe('role');
    for (const verb of ['survey.follow', 'survey.remind', 'survey.cancel', 'survey.again']) {
      expect(await refusal(program, 'pil', verb, { round: 'sondage/x/y' })).toBe('role');
      expect(await refusal(program, 'pil', verb, { round: 3 })).toBe('bad_input');
    }
  });
});

describe('reminding by hand', () => {
  it('takes the place of the next reminder, 48 hours apart, twice at most, to the silent only', async () => {
    const program = await startLife();
    const round = await launch(program);
    await answer(program, round, some(7));
    const remind = (id = 'ref') => program.act(id, 'survey.remind', { round });
    expect((await remind())?.refused).toBe('survey_remind_soon');
    expect((await remind())?.message.text).toContain('vendredi 20 novembre à 10');
    await program.travel('2026-11-20T10:00');
    const done = await remind();
    expect(done && words(done.message)).toContain('11 personnes au plus');
    expect((await remind('ref2'))?.refused).toBe('survey_remind_soon');
    await program.travel('PT1M');
    const reminded = async (id: string) =>
      (await program.messages(id)).filter((message) => words(message).includes('Petit rappel')).length;
    expect(await reminded('p01')).toBe(0);
    expect(await reminded('p10')).toBe(1);
    expect(program.tables().outbox?.filter((row) => row.includes('reminder'))).toEqual([]);

    // The one that would have left by itself on the same day does not; the second does, and is the last.
    await program.travel('2026-11-25T09:00');
    expect(await reminded('p10')).toBe(2);
    expect((await remind())?.refused).toBe('survey_reminded');
    await program.travel('2026-11-26T09:00');
    expect(await reminded('p10')).toBe(2);
    expect((await remind())?.refused).toBe('round_closed');
  });

  it('waits for working hours, so that no row names the silent over a night', async () => {
    const program = await startLife();
    const round = await launch(program);
    await program.travel('2026-11-20T20:00');
    expect(await refusal(program, 'ref', 'survey.remind', { round })).toBe('survey_remind_soon');
    expect(program.tables().outbox?.filter((row) => row.includes('reminder'))).toEqual([]);
  });
});
