import { expect, it } from 'vitest';
import { type Program, words } from '../../support/program.ts';
import { SESSION, say, season, told } from './season-world.ts';

const OWN = 'Lire un dossier à deux';
const proposal = {
  title: OWN,
  date: '2026-12-10',
  time: '14:30',
  minutes: '45',
  place: 'Salle B',
  seats: '6',
  facilitator: 'Référente IA',
};

/** Half an hour after the commune's Café, the champion's own, to which p01 and p02 come; p03 comes to the other. */
async function twoThatDay(): Promise<{ program: Program; own: string }> {
  const program = await season();
  await say(program, 'ref', 'cafe.propose', { ...proposal, sure: true });
  const { id: own } = JSON.parse(program.tables().session?.[0] ?? '{}');
  for (const id of ['p01', 'p02']) await program.act(id, 'cafe.rsvp', { session: own, response: 'yes' });
  await program.act('p03', 'cafe.rsvp', { session: SESSION, response: 'yes' });
  return { program, own };
}

it('a message goes to one’s own Café, shown and confirmed first; another is one tap away', async () => {
  const { program, own } = await twoThatDay();
  const asked = await program.say('ref', 'cafe message Rendez-vous salle X');
  expect(words(asked)).toContain(
    `Aux 2 personnes inscrites au Café «\u00a0${OWN}\u00a0», jeudi 10 décembre à 14\u00a0h\u00a030`,
  );
  expect(words(asked)).toContain('Rendez-vous salle X');
  expect(asked.actions.slice(0, 2).map(({ title }) => title)).toEqual([
    'Envoyer',
    'Celui du jeudi 10 décembre à 14\u00a0h',
  ]);
  await program.travel('PT1M');
  expect(await told(program, 'p01', 'Un mot de')).toEqual([]);
  const written = { words: 'Rendez-vous salle X' };
  const other = await program.tap('ref', 'cafe.message', { session: SESSION, ...written });
  expect(words(other)).toContain('À la personne inscrite au Café «\u00a0L');
  expect(other.id).toBe(asked.id);
  const done = await program.tap('ref', 'cafe.message', { session: own, ...written, sure: true });
  expect(words(done)).toContain(`aux 2 personnes qui viennent au Café «\u00a0${OWN}`);
  await program.travel('PT1M');
  expect(await told(program, 'p01', 'Un mot de')).toHaveLength(1);
  expect(await told(program, 'p03', 'Un mot de')).toEqual([]);
});

it('the list, the questions and a change are of one’s own first, and of the others in a tap', async () => {
  const { program, own } = await twoThatDay();
  await program.act('p01', 'cafe.question', { session: own, question: 'Pour le nôtre' });
  const list = await program.say('ref', 'cafe liste');
  expect(words(list)).toContain(`Inscriptions au Café «\u00a0${OWN}`);
  expect(words(list)).toContain('2 personnes inscrites');
  expect(words(await program.tap('ref', 'cafe.list', { session: SESSION }))).toContain('mystère');
  expect(words(await program.say('ref', 'cafe questions'))).toContain('– Pour le nôtre');
  const theirs = words(await program.tap('ref', 'cafe.questions', { session: SESSION }));
  expect(theirs).toContain("Aucune question pour l'instant.");
  expect((await program.say('ref', 'cafe annuler')).actions[0]?.title).toContain('14\u00a0h\u00a030');
  for (const verb of ['cafe.list', 'cafe.questions', 'cafe.message']) {
    expect((await program.act('p01', verb, { session: own }))?.refused, verb).toBe('role');
    expect((await program.act('ref', verb, { session: 'x', words: 'a' }))?.refused, verb).toBe(
      'unknown_action',
    );
  }
  expect((await program.act('ref', 'cafe.message', { session: own, words: ' ' }))?.refused).toBe(
    'empty_answer',
  );
});

it('two that begin together are told apart by their titles', async () => {
  const { program, own } = await twoThatDay();
  await program.act('ref', 'cafe.move', { session: own, time: '14:00', sure: true });
  const [first = { title: '' }] = (await program.say('ref', 'cafe annuler')).actions;
  expect(first.title).toBe(`«\u00a0${OWN}\u00a0», jeudi 10 décembre à 14\u00a0h`);
});

it('moved to where no eve is left, its list is sent at once', async () => {
  const { program, own } = await twoThatDay();
  await program.travel('2026-12-10T10:00');
  const before = (await told(program, 'ref', `Inscriptions au Café «\u00a0${OWN}`)).length;
  await program.act('ref', 'cafe.move', { session: own, date: '2026-12-11', sure: true });
  await program.travel('PT1M');
  for (const host of ['ref', 'pil']) {
    const lists = await told(program, host, `Inscriptions au Café «\u00a0${OWN}`);
    expect(lists, host).toHaveLength(before + 1);
    expect(lists.at(-1), host).toContain('vendredi 11 décembre');
  }
  await program.travel('2026-12-11T10:00');
  expect(await told(program, 'ref', `Inscriptions au Café «\u00a0${OWN}`)).toHaveLength(before + 1);
});

it('the weekly card shows two Cafés, one’s own service’s first, and neither moves when the other is answered', async () => {
  const { program, own } = await twoThatDay();
  await program.travel('2026-12-10T09:45');
  const weekly = async (id: string) => words(await program.offering(id, 'weekly.rhythm'));
  const card = await weekly('p09');
  expect(card.indexOf(OWN)).toBeGreaterThan(0);
  expect(card.indexOf('mystère')).toBeGreaterThan(card.indexOf(OWN));
  const shown = `${own},${SESSION}`;
  const after = words(await program.tap('p09', 'cafe.rsvp', { session: SESSION, response: 'no', shown }));
  expect(after.indexOf('mystère')).toBeGreaterThan(after.indexOf(OWN));
  const last = words(await program.tap('p09', 'cafe.rsvp', { session: own, response: 'yes', shown }));
  expect(last).toContain('Vous venez.');
  expect(last).toContain('Vous ne venez pas.');
  // Another service is invited to two of everybody's.
  expect(await weekly('pil')).not.toContain(OWN);
  expect(await weekly('pil')).toContain('courriels');
});

it('says when the invitation would come on the day itself, and when two others come before', async () => {
  const program = await season();
  const check = (who: string, data: object) => say(program, who, 'cafe.propose', { ...proposal, ...data });
  const sameDay = await check('ref', {});
  expect(sameDay).toContain('du jeudi 10 décembre, le jour même');
  expect(sameDay).not.toContain('passent avant');
  expect(await check('pil', { date: '2026-12-22' })).toContain('Deux autres Cafés y passent avant');
  expect(await check('ref', { date: '2026-12-22' })).not.toContain('passent avant');
});
