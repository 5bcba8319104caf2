import { expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { type Program, startProgram, words } from '../support/program.ts';

/** Forty in all: a wave whose figures are worked out by hand below. */
const people = [
  ...staff('Services techniques', 38),
  { id: 'dgs', department: 'Services techniques', roles: 'direction' },
  { id: 'pil', department: 'Services techniques', roles: 'pilote' },
];
const edits: [string, string, string][] = [
  ['programme.yml', 'plafond_hebdo: 2', 'note_hebdo: oui\n  plafond_hebdo: 2'],
  ['programme.yml', 'heures_formation: 120', 'heures_formation: 120\n      cout_horaire: 40'],
];

const typed = (message: Parameters<typeof words>[0] | undefined) =>
  (message ? words(message) : '').replace(/[\u00a0\u202f]/g, ' ');

/** Each week the same 32 answer: six use it, 20 do not know how, four have no fit tool. */
async function week(program: Program, withBlockers: boolean): Promise<void> {
  for (const [index, { id }] of people.slice(0, 32).entries()) {
    await program.act(id, 'checkin.answer', { time: index < 6 ? 'h1to2' : 'unused' });
    if (!withBlockers || index >= 24) continue;
    await program.act(id, 'checkin.details', { blocker: index < 20 ? 'training' : 'tool' });
  }
}

it('a planted alert is told with its cause, as counted by hand, and shown again word for word', async () => {
  const program = await startProgram({ people, edits });
  await program.travel('2026-12-03T10:00');
  for (const id of ['p01', 'p02', 'p03', 'p04', 'p05']) {
    await program.act(id, 'cafe.rsvp', { session: 'demystifier', response: 'yes' });
    await program.act(id, 'cafe.rsvp', { session: 'courriels', response: 'yes' });
  }
  await week(program, false);
  await program.travel('2026-12-10T13:00');
  await week(program, false);
  await program.travel('2026-12-17T10:00');
  await program.act('pil', 'cafe.attendance', { session: 'demystifier', present: 'p01,p02,p03,p04,p05' });
  await program.act('pil', 'cafe.attendance', { session: 'courriels', present: 'p01,p02' });
  await week(program, true);
  await program.travel('2026-12-24T10:00');
  await week(program, true);
  await program.travel('2026-12-31T09:00');

  const channel = await program.channel();
  const review = channel.findLast((message) => typed(message).includes('J+30,'));
  const [headline, , first] = typed(review).split('\n');
  // 6 of 40, of the 32 who answered; were all eight silent users, 14 of 40 would be 35 %.
  expect(headline).toBe(
    "J+30, Vague pilote : l'usage ne dépasse pas la ligne des 30 %, 6 personnes sur 40 (15 %), 19 % des 32 qui ont " +
      'répondu ; mais les 8 sans réponse pourraient tout changer.',
  );
  expect(first).toBe(
    "À faire d'abord : alerte, la formation en est la cause probable (40 freins cités sur 48 et 5 personnes sur 40 à " +
      'un Café) → référents IA : un atelier par service, sur de vrais dossiers.',
  );

  // A note each week but the one whose day has a review: 32 of 40 is « at least 30 ».
  const notes = channel.map(typed).filter((text) => text.startsWith('Vague pilote, semaine 2'));
  expect(notes).toEqual([
    'Vague pilote, semaine 2 : au moins 30 personnes sur 40 ont répondu (75 % ou plus).\nCette semaine : Café « Répondre mieux et plus vite ' +
      'aux courriels des habitants » mardi 15 décembre à 10 h, bilan J+15 mercredi 16 décembre et sondage ' +
      "« L'IA au travail : votre avis en trois questions » à partir du lundi 21 décembre.",
  ]);

  const again = await program.say('dgs', 'bilan J15');
  const posted = channel.find(
    (message) => typed(message).includes('J+15,') && typed(message).includes('Masqué'),
  );
  expect(typed(again).split('\n').slice(0, 3)).toEqual(typed(posted).split('\n').slice(0, 3));
  const offered = again.actions.find(({ verb }) => verb === 'digest.show');
  expect(offered).toMatchObject({ title: 'Revoir J+30', data: { milestone: 'J30', wave: 'pilote' } });
  const shown = await program.call('POST', 'people/dgs/answers', {
    message: again.id,
    verb: 'digest.show',
    data: offered?.data,
  });
  expect(shown.status).toBe(200);
  expect(typed(shown.body)).toContain(headline);
});

it('a note that would say nothing is not sent, and a programme that does not ask gets none', async () => {
  const quiet = await startProgram({ people: people.slice(0, 9), edits: [...edits] });
  await quiet.travel('2027-01-13T10:00');
  const texts = (await quiet.channel()).map(typed).filter((text) => !text.startsWith('J+'));
  for (const text of texts) expect(text).toMatch(/^Cette semaine : /);
  const usual = await startProgram({ people });
  await usual.travel('2026-12-10T10:00');
  expect(await usual.channel()).toEqual([]);
});
