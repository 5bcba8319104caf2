import { describe, expect, it } from 'vitest';
import { type Program, words } from '../../support/program.ts';
import { rounds, SERVICE, some, startLife } from './world.ts';

const QUESTION = { kind: 'choice', question: 'Comment va la semaine ?', choices: 'bien\nmal' };
const ANSWER = 'q_comment-va-la-semaine';
/** It closes on Monday 23 November at the end of working hours. */
const BEFORE = '2026-11-23T17:00';
const AFTER = '2026-11-25T10:00';

/** Writes a survey in chat for the given readers, sends it, and has `answers` people answer. */
async function asked(results: string, answers: number): Promise<Program> {
  const program = await startLife();
  await program.say('ref', 'sondage nouveau');
  await program.tap('ref', 'editor.settings', { title: 'Charge', results, closes: '2026-11-23' });
  await program.tap('ref', 'editor.question', QUESTION);
  await program.tap('ref', 'editor.send');
  const round = rounds(program).at(-1)?.id;
  for (const [index, id] of some(answers).entries())
    await program.act(id, 'survey.answer', { round, [ANSWER]: index % 2 ? 'bien' : 'mal' });
  return program;
}

/** How often each of them was told the results. */
async function told(program: Program) {
  const count = (messages: { text: string; card: unknown }[]) =>
    messages.filter((message) => JSON.stringify(message.card).includes('Résultats de «\u00a0Charge\u00a0»'))
      .length;
  const of = async (id: string) => count(await program.messages(id));
  return {
    channel: count(await program.channel()),
    author: await of('ref'),
    asked: await of('p05'),
    silent: await of('p14'),
    other: await of('f01'),
    lead: await of('pil'),
  };
}

const NOBODY = { channel: 0, author: 0, asked: 0, silent: 0, other: 0, lead: 0 };

describe('results go where the author said, at the closing and not before', () => {
  it.each([
    ['leadership', { ...NOBODY, author: 1, channel: 1 }],
    ['participants', { ...NOBODY, author: 1, asked: 1, silent: 1 }],
    ['author', { ...NOBODY, author: 1 }],
  ])('%s', async (results, expected) => {
    const program = await asked(results, 10);
    await program.travel(BEFORE);
    expect(await told(program)).toEqual(NOBODY);
    await program.travel(AFTER);
    expect(await told(program)).toEqual(expected);
    if (results === 'leadership') {
      const posted = (await program.channel()).map(words).join('\n');
      expect(posted).toContain('10 réponses sur 16 personnes invitées');
      expect(posted).toContain('bien\u00a0: 5');
      expect(posted).not.toMatch(/Personne p|Rose/);
    }
    await program.travel('2026-11-27T10:00');
    expect(await told(program)).toEqual(expected);
  });

  it.each(['leadership', 'participants'])(
    'nothing that is hidden is sent to the %s: the author alone is told that nothing can be shown',
    async (results) => {
      const program = await asked(results, 3);
      await program.travel(AFTER);
      expect(await told(program)).toEqual({ ...NOBODY, author: 1 });
    },
  );

  it('nothing at all once it is cancelled', async () => {
    const program = await asked('leadership', 10);
    await program.act('ref', 'survey.cancel', { round: rounds(program).at(-1)?.id, sure: true });
    await program.travel(AFTER);
    expect(await told(program)).toEqual(NOBODY);
  });

  it('closed by hand, it says that it is done and cannot be taken back, and the channel has it', async () => {
    const program = await asked('leadership', 10);
    await program.travel('2026-11-20T11:00');
    await program.say('ref', 'sondage clore');
    const closed = words(await program.tap('ref', 'survey.close'));
    expect(closed).toContain('Ce sondage est clos');
    expect(closed).toContain('ne peut pas être repris');
    expect(closed).toContain('10 réponses sur 16');
    await program.travel('2026-11-20T12:00');
    expect(await told(program)).toMatchObject({ channel: 1, author: 1, asked: 0 });
  });
});

describe('what comes back really fires', () => {
  /** The days on which the rounds of a launch opened. */
  const days = (program: Program) => rounds(program).map(({ opened_at }) => opened_at.slice(0, 10));

  async function written(settings: Record<string, string>): Promise<Program> {
    const program = await startLife();
    await program.say('pil', 'sondage nouveau');
    await program.tap('pil', 'editor.settings', { title: 'Charge', target: SERVICE, ...settings });
    await program.tap('pil', 'editor.question', QUESTION);
    await program.tap('pil', 'editor.send');
    return program;
  }

  it('every two weeks', async () => {
    const program = await written({ recurrence: 'biweekly' });
    await program.travel('2026-12-31T10:00');
    expect(days(program)).toEqual(['2026-11-18', '2026-12-02', '2026-12-16', '2026-12-30']);
    expect(rounds(program).map(({ status }) => status)).toEqual(['closed', 'closed', 'closed', 'open']);
    const calendar = words(await program.say('pil', 'sondage calendrier'));
    expect(calendar).toContain('mercredi 13 janvier');
    await program.say('pil', 'sondage annuler');
    expect(words(await program.tap('pil', 'survey.stop'))).toContain('ne partira plus');
    await program.travel('2027-01-14T10:00');
    expect(days(program)).toHaveLength(4);
    expect(words(await program.say('pil', 'sondage calendrier'))).not.toContain('13 janvier');
  });

  it('every month, from a day to come', async () => {
    const program = await written({ recurrence: 'monthly', opens: '2026-11-24' });
    expect(days(program)).toEqual([]);
    await program.travel('2027-01-26T10:00');
    // The 24th of January is a Sunday.
    expect(days(program)).toEqual(['2026-11-24', '2026-12-24', '2027-01-25']);
  });

  it('J+n of a wave, once', async () => {
    const program = await written({ target: 'vague:pilote', recurrence: 'launch', offset: '20' });
    await program.travel('2026-12-20T10:00');
    expect(days(program)).toEqual([]);
    await program.restart();
    await program.travel('2027-01-15T10:00');
    expect(days(program)).toEqual(['2026-12-21']);
  });
});
