import { describe, expect, it } from 'vitest';
import { words } from '../../support/program.ts';
import { ANSWER, answer, launch, refusal, rounds, some, startLife } from './world.ts';

describe('cancelling', () => {
  it('asks, then destroys the answers uncounted, closes the cards and refuses late ones politely', async () => {
    const program = await startLife();
    const round = await launch(program);
    await program.travel('PT2H');
    await answer(program, round, some(8));
    await program.say('ref', 'sondage statut');
    await program.travel('PT1M');
    const salt = JSON.parse(program.tables().round?.find((row) => row.includes(round)) ?? '{}').salt;
    expect(salt).not.toBeNull();

    const asked = await program.act('ref', 'survey.cancel', { round });
    expect(asked && words(asked.message)).toContain("C'est définitif");
    expect(program.tables().sealed_answer).toHaveLength(8);
    const done = await program.act('ref', 'survey.cancel', { round, sure: true });
    expect(done && words(done.message)).toContain('est annulé');
    await program.travel('PT1M');

    const tables = program.tables();
    expect(tables.sealed_answer).toEqual([]);
    expect(tables.frozen).toEqual([]);
    expect(tables.cancelled_round?.map((row) => JSON.parse(row))).toEqual([
      { round_id: round, on_day: '2026-11-18' },
    ]);
    expect(JSON.parse(tables.round?.find((row) => row.includes(round)) ?? '{}')).toMatchObject({
      status: 'closed',
      salt: null,
    });
    for (const id of ['p01', 'p14']) {
      const card = (await program.messages(id)).findLast((message) => words(message).includes('annulé'));
      expect(card?.actions).toEqual([]);
      expect(card && words(card)).toContain('détruites sans être lues');
    }
    const status = (await program.messages('ref')).find(({ text }) => text.includes('annulé, réponses'));
    expect(status?.actions).toEqual([]);

    const before = program.tables();
    for (const data of [{ round, ...ANSWER }, { round }]) {
      const late = await program.act('p02', 'survey.answer', data);
      expect(late?.refused).toBe('survey_cancelled');
      expect(late?.message.text).toContain("n'a pas été enregistrée");
    }
    expect(program.tables()).toEqual(before);
    expect(await refusal(program, 'ref', 'survey.cancel', { round, sure: true })).toBe('survey_over');
    expect(await refusal(program, 'ref', 'survey.remind', { round })).toBe('round_closed');
    expect(await refusal(program, 'ref', 'survey.close', { round })).toBe('round_closed');
    await program.travel('P14D');
    expect(await program.outbox()).not.toContainEqual(
      expect.objectContaining({ campaign: `results/${round}` }),
    );
    expect(words(await program.say('ref', 'sondage resultats'))).toContain('Aucun sondage clos');
    expect(words(await program.say('ref', 'sondage historique'))).toContain('annulé, réponses détruites');
  });

  it('recalls what was not sent, and leaves the same people free to be asked again', async () => {
    const program = await startLife();
    await program.travel('2026-11-18T19:00');
    const round = await launch(program);
    expect((await program.outbox()).find(({ campaign }) => campaign === round)).toMatchObject({
      waiting: 16,
    });
    await program.act('ref2', 'survey.cancel', { round, sure: true });
    expect((await program.outbox()).find(({ campaign }) => campaign === round)).toMatchObject({
      waiting: 0,
      skipped: 16,
      reasons: [{ reason: 'cancelled', count: 16 }],
    });
    await program.become('p01', 'left');
    expect(await launch(program)).not.toBe(round);
    await program.travel('2026-11-19T10:00');
    const cards = (await program.messages('p02')).filter(({ actions }) =>
      actions.some(({ verb }) => verb === 'survey.answer'),
    );
    expect(cards).toHaveLength(1);
  });

  it('leaves nothing of the answers in the file, even when they arrive meanwhile', async () => {
    const program = await startLife();
    const round = await launch(program);
    await program.travel('PT1H');
    const results = await Promise.all([
      ...some(7).map((id) => program.act(id, 'survey.answer', { round, ...ANSWER })),
      program.act('ref', 'survey.cancel', { round, sure: true }),
      program.act('ref2', 'survey.cancel', { round, sure: true }),
      ...some(14)
        .slice(7)
        .map((id) => program.act(id, 'survey.answer', { round, ...ANSWER })),
    ]);
    const codes = results.map((reply) => reply?.refused ?? 'done');
    expect(['done', 'survey_cancelled', 'survey_over']).toEqual(expect.arrayContaining([...new Set(codes)]));
    expect(codes.filter((code) => code === 'survey_over')).toHaveLength(1);
    expect(program.tables().sealed_answer).toEqual([]);
    const sealed = program.tables().cancelled_round ?? [];
    expect(sealed).toHaveLength(1);
    await program.travel('PT1M');
    expect(program.tables().setting?.filter((row) => row.includes('scrub_due'))).toEqual([]);
  });

  it("leaves the programme's own rounds to the leads", async () => {
    const program = await startLife({
      edits: [['sondages/etat-des-lieux.yml', '  - ouvre: J-3', '  - ouvre: J-14']],
    });
    const round = 'survey/pilote/etat-des-lieux/1';
    await program.travel('2026-11-19T10:00');
    expect(words(await program.say('ref', 'sondage annuler'))).toContain('Rien à annuler');
    expect(await refusal(program, 'ref', 'survey.cancel', { round })).toBe('role');
    expect(await refusal(program, 'pil', 'survey.cancel', { round, sure: true })).toBeNull();
    await program.travel('2026-12-02T10:00');
    expect(program.tables().frozen?.filter((row) => row.includes(round))).toEqual([]);
    expect(rounds(program)).toEqual([]);
  });
});

describe('closing by hand', () => {
  it('is after two days; from the message that follows, it says first what it does', async () => {
    const program = await startLife();
    const round = await launch(program);
    await answer(program, round, some(6));
    await program.say('ref', 'sondage statut');
    await program.travel('PT1M');
    expect(await refusal(program, 'ref', 'survey.close', { round, ask: true })).toBe('survey_too_soon');
    await program.travel('2026-11-20T10:00');
    const asked = await program.act('ref', 'survey.close', { round, ask: true });
    expect(asked && words(asked.message)).toContain("c'est définitif");
    expect(program.tables().frozen).toEqual([]);
    const both = await Promise.all(['ref', 'ref2'].map((id) => program.act(id, 'survey.close', { round })));
    expect(both.map((reply) => reply?.refused ?? 'done').sort()).toEqual(['done', 'round_closed']);
    await program.travel('PT1M');
    const told = (await program.messages('ref')).filter(({ card }) =>
      card ? words({ text: '', card }).includes('Résultats de') : false,
    );
    expect(told).toHaveLength(1);
  });
});
