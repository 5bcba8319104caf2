import { expect, it } from 'vitest';
import { words } from '../../support/program.ts';
import { maybe, rewrite, SESSION, say, season, told, yes } from './season-world.ts';

const ask = (question: string) => ({ session: SESSION, question });

it('a question reaches whoever hosts, with no name and none in it, and is gone after the Café', async () => {
  const program = await season();
  const card = await say(program, 'p01', 'cafe.rsvp', yes);
  expect(card).toContain("Votre nom n'est pas enregistré avec la question");
  expect(words(await program.say('p01', 'cafe'))).toContain("Une question pour l'animation\u00a0?");
  const done = await program.tap('p01', 'cafe.question', ask('Et  si\nOdile relit mon texte ?'));
  expect(words(done)).toContain('Votre question est transmise, sans votre nom.');
  expect(JSON.stringify(done.card)).not.toContain('relit');
  const before = program.tables();
  // Nothing that is keyed by a person is written with it.
  expect(before.session_question).toHaveLength(1);
  expect(before.session_question?.[0]).not.toContain('p01');
  expect(await say(program, 'p09', 'cafe.question', ask('Une autre'))).toContain('transmise');
  const shown = words(await program.say('ref', 'cafe questions'));
  expect(shown).toContain('– Et si […] relit mon texte ?');
  expect(shown).toContain('– Une autre');
  expect((await program.say('p01', 'cafe questions')).text).toContain("n'est pas ouverte à votre rôle");
  await program.travel('2026-12-09T10:00');
  const [list = ''] = await told(program, 'pil', 'Inscriptions au Café');
  expect(list).toContain('Questions posées, sans nom');
  expect(list).toContain('– Une autre');
  expect((await told(program, 'p01', 'Votre Café IA approche'))[0]).toContain('Une question');
  // During the Café it is still there for its host; then it takes no more, and forgets the next day.
  await program.travel('2026-12-10T14:30');
  expect(words(await program.say('ref', 'cafe questions'))).toContain('– Une autre');
  expect((await program.act('p01', 'cafe.question', ask('Trop tard')))?.refused).toBe('cafe_begun');
  await program.travel('2026-12-11T09:00');
  expect(program.tables().session_question).toEqual([]);
});

it('goes along with a Café that moves', async () => {
  const program = await season();
  await program.act('p01', 'cafe.question', ask('Gardée'));
  await rewrite(program, (yaml) => yaml.replace('jour: J+9', 'jour: J+13'));
  await program.travel('2026-12-11T09:00');
  expect(program.tables().session_question).toHaveLength(1);
});

it('refuses what is empty, too long, one too many, of another service or of no Café', async () => {
  const program = await season();
  expect((await program.act('p01', 'cafe.question', ask(' \n ')))?.refused).toBe('empty_answer');
  expect((await program.act('p01', 'cafe.question', { session: SESSION }))?.refused).toBe('empty_answer');
  expect((await program.act('p01', 'cafe.question', ask('é'.repeat(201))))?.refused).toBe('text_too_long');
  expect((await program.act('p01', 'cafe.question', { session: 'x', question: 'a' }))?.refused).toBe(
    'unknown_action',
  );
  for (let n = 0; n < 30; n++)
    expect((await program.act('p01', 'cafe.question', ask(`Question ${n}`)))?.refused).toBeUndefined();
  expect((await program.act('p02', 'cafe.question', ask('Encore')))?.refused).toBe('cafe_questions');
});

it('the box is for those who may come: invited alone, the card stays short', async () => {
  const program = await season();
  expect(words(await program.say('p01', 'cafe'))).not.toContain('Une question');
  expect(await say(program, 'p01', 'cafe.rsvp', maybe)).toContain('Une question');
  expect(await say(program, 'p01', 'cafe.rsvp', { ...yes, response: 'no' })).not.toContain('Une question');
});
