import { describe, expect, it } from 'vitest';
import { words } from '../../support/program.ts';
import { answer, launch, OTHER, refusal, rounds, SERVICE, some, startLife } from './world.ts';

describe('asking again', () => {
  it('goes to another target or later, is seen first, and can be stopped until it leaves', async () => {
    const program = await startLife();
    const round = await launch(program, 'pil');
    await program.say('pil', 'sondage dupliquer');
    const card = await program.tap('pil', 'survey.again', { round });
    expect(card.actions[0]?.inputs.map(({ id }) => id)).toEqual(['department', 'opens']);
    const near = await program.tap('pil', 'survey.preview', { survey: 'satisfaction', department: SERVICE });
    expect(words(near)).toContain('déjà ouvert');
    const later = await program.act('pil', 'survey.preview', {
      survey: 'satisfaction',
      department: OTHER,
      opens: '2026-11-28',
    });
    // A Saturday: the Monday after.
    expect(later && words(later.message)).toContain('Envoi lundi 30 novembre');
    const order = { survey: 'satisfaction', department: OTHER, opens: '2026-11-28' };
    const ordered = await program.act('pil', 'survey.launch', order);
    expect(ordered && words(ordered.message)).toContain('est prévu');
    expect(rounds(program)).toHaveLength(1);
    expect(words(await program.say('pil', 'sondage historique'))).toContain('prévu lundi 30 novembre');
    expect(words(await program.say('reff', 'sondage historique'))).toContain('prévu lundi 30 novembre');

    const stop = await program.say('reff', 'sondage annuler');
    expect(stop.actions.map(({ verb }) => verb)).toEqual(['survey.stop']);
    expect(
      await refusal(program, 'ref', 'survey.stop', { launch: String(stop.actions[0]?.data?.launch) }),
    ).toBe('role');
    await program.tap('reff', 'survey.stop');
    await program.travel('2026-12-01T10:00');
    expect(rounds(program)).toHaveLength(1);

    await program.act('pil', 'survey.launch', { ...order, opens: '2026-12-02' });
    await program.travel('2026-12-02T10:00');
    expect(rounds(program)).toHaveLength(2);
  });

  it('is for a champion in their own service', async () => {
    const program = await startLife();
    const round = await launch(program);
    const card = await program.act('ref', 'survey.again', { round });
    expect(JSON.stringify(card?.message.card)).not.toContain(OTHER);
    expect(words(await program.say('reff', 'sondage dupliquer'))).toContain('Aucun sondage à refaire');
  });
});

describe('the history', () => {
  it('says what, by whom, when and how it ended; names are for the leads', async () => {
    const program = await startLife();
    const round = await launch(program);
    await answer(program, round, some(7));
    await program.travel('2026-11-26T09:00');
    for (const [id, who] of [
      ['pil', 'Rose Référente'],
      ['ref', 'lancé par vous'],
      ['ref2', "lancé par quelqu'un d'autre"],
    ] as const) {
      const told = await program.say(id, 'sondage historique');
      expect(words(told)).toContain(who);
      expect(words(told)).toContain('clos, 7 réponses sur 16');
      expect(told.actions.map(({ verb }) => verb)).toEqual(['survey.results']);
    }
    expect(words(await program.say('reff', 'sondage historique'))).toContain('Aucun sondage');
    expect(words(await program.say('p01', 'sondage historique'))).not.toContain('Rose');
  });
});
