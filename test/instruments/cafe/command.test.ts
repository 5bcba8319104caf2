import { expect, it } from 'vitest';
import { staff } from '../../support/commune.ts';
import { type Program, startProgram, words } from '../../support/program.ts';

const SERVICE = 'Services techniques';
const people = [
  ...staff(SERVICE, 8),
  { id: 'ref', department: SERVICE, roles: 'referent', name: 'Odile Référente' },
  { id: 'pil', department: 'Finances', roles: 'pilote' },
  { id: 'fin', department: 'Finances', roles: 'referent' },
];
const yes = { session: 'demystifier', response: 'yes', card: true };

async function firstWeek(): Promise<Program> {
  const program = await startProgram({
    people,
    edits: [['cafes.yml', 'places: 15\n    services: []', `places: 6\n    services: [${SERVICE}]`]],
  });
  await program.travel('2026-12-03T09:30');
  return program;
}

it('« cafe » shows what is next, and its buttons change that very card', async () => {
  const program = await firstWeek();
  const next = await program.say('p01', 'Café ?');
  expect(words(next)).toContain("L'IA sans mystère");
  expect(words(await program.tap('p01', 'cafe.rsvp', yes))).toContain('Vous venez.');
  expect((await program.messages('p01')).filter(({ id }) => id === next.id)).toHaveLength(1);
  expect(words(await program.say('p01', 'cafe'))).toContain('Je ne viens plus');
  // Another service is shown the next one that is open to it.
  expect(words(await program.say('fin', 'cafe'))).toContain('courriels');
  expect(words(await program.say('p01', 'cafe crème'))).toContain("L'IA sans mystère");
  await program.travel('2027-12-01T10:00');
  expect(words(await program.say('p01', 'cafe'))).toContain("Aucun Café IA n'est prévu");
});

it('says when a Café falls on a day its reader does not work', async () => {
  const program = await startProgram({ edits: [['agents.csv', 'lun-mar-jeu-ven', 'lun-mar-mer-ven']] });
  await program.travel('2026-12-03T09:30');
  expect(words(await program.say('a03', 'cafe'))).toContain(
    'jeudi 10 décembre à 14\u00a0h (hors de vos jours',
  );
  expect(words(await program.say('a01', 'cafe'))).not.toContain('hors de vos jours');
});

it('who comes and who waits is for those who look after the Café, in private', async () => {
  const program = await firstWeek();
  for (const { id } of people.slice(0, 7)) await program.act(id, 'cafe.rsvp', yes);
  const list = words(await program.say('ref', 'café liste'));
  expect(list).toContain('6 personnes inscrites pour 6 places');
  expect(list).toContain('Personne p01 (Services techniques)');
  expect(list).toContain('n°\u00a01\u00a0: Personne p07');
  expect(words(await program.say('pil', 'cafe liste'))).toContain('Personne p01');
  // The champion of another service sees their own next Café.
  expect(words(await program.say('fin', 'cafe liste'))).not.toContain('Personne p01');
  for (const what of ['liste', 'presence', 'message bonjour'])
    expect((await program.say('p01', `cafe ${what}`)).text).toContain("n'est pas ouverte à votre rôle");
  const body = { text: 'cafe liste', channel: 'direction' };
  const [shown] = (await program.call('POST', 'people/pil/messages', body)).body;
  expect(words(shown)).toContain('en message privé');
  const [next] = (await program.call('POST', 'people/p01/messages', { ...body, text: 'cafe' })).body;
  expect(words(next)).toContain("L'IA sans mystère");
  expect(next.actions).toEqual([]);
});

it('a message goes to those who come, as it was typed, and to nobody who has given up', async () => {
  const program = await firstWeek();
  for (const { id } of people.slice(0, 7)) await program.act(id, 'cafe.rsvp', yes);
  await program.act('ref', 'cafe.rsvp', yes);
  const typed = 'Café déplacé : **Salle B** <b>À 14 h</b> \u0024{title} {when}';
  const send = async (id: string, words: string) =>
    program.act(id, 'cafe.message', { session: 'demystifier', words, sure: true });
  expect(words(await program.say('ref', `/Café message ${typed}`))).toContain('Aux 6 personnes');
  expect((await send('ref', typed))?.message.text).toContain('Café IA');
  await program.travel('PT1M');
  const received = (await program.messages('p01')).at(-1);
  expect(received && words(received).split('\n')).toEqual(
    expect.arrayContaining(['Un mot de Odile Référente', typed]),
  );
  expect((await program.messages('p07')).at(-1)?.text).not.toContain('Un mot');
  const campaign = (await program.outbox()).find((report) => report.campaign === 'cafe/message/demystifier');
  expect(campaign).toMatchObject({ planned: 6, sent: 6 });
  expect(words(await program.say('ref', 'cafe message'))).toContain('Écrivez votre texte');
  expect((await program.say('ref', `cafe message ${'é'.repeat(501)}`)).text).toContain('dépasse 500');
  expect((await send('ref', 'é'.repeat(501)))?.refused).toBe('text_too_long');
  expect((await send('ref', 'é'.repeat(500)))?.refused).toBeUndefined();
  expect((await send('pil', 'Et merci.'))?.refused).toBeUndefined();
  const full = await program.say('ref', 'cafe message Encore');
  expect(words(full)).toContain('3 messages sont déjà partis');
  expect(full.actions.map(({ title }) => title)).not.toContain('Envoyer');
  expect((await send('ref', 'Encore'))?.refused).toBe('cafe_messages');
  const empty = await program.say('fin', 'cafe message coucou');
  expect(words(empty)).toContain("Personne d'autre n'est inscrit");
  expect(empty.actions.map(({ title }) => title)).not.toContain('Envoyer');
  // The text is nowhere in what is kept for a year, and goes when the Café is over.
  const { outbox = [], cafe_message = [] } = program.tables();
  expect(outbox.filter((row) => row.includes('déplacé'))).toEqual([]);
  expect(cafe_message).toHaveLength(3);
  await program.travel('2026-12-11T09:00');
  expect(program.tables().cafe_message?.filter((row) => row.includes('demystifier'))).toEqual([]);
});

it('presence is marked after the Café, again as often as needed, among those who had answered', async () => {
  const program = await firstWeek();
  for (const { id } of people.slice(0, 7)) await program.act(id, 'cafe.rsvp', yes);
  await program.act('p08', 'cafe.rsvp', { ...yes, response: 'no' });
  const mark = (id: string, present?: string) =>
    program.act(id, 'cafe.attendance', {
      session: 'demystifier',
      ...(present === undefined ? {} : { present }),
    });
  expect(words(await program.say('ref', 'cafe présence'))).toContain("n'a encore eu lieu");
  expect((await mark('ref', 'p01'))?.refused).toBe('cafe_not_begun');
  await program.travel('2026-12-10T15:30');
  const asked = await program.say('ref', 'cafe presence');
  expect(asked.actions[0]?.inputs[0]?.choices).toHaveLength(7);
  expect(words(await program.tap('ref', 'cafe.attendance', { present: 'p01,p02,p07' }))).toContain(
    '3 personnes',
  );
  expect(program.tables().attendance).toHaveLength(3);
  expect((await mark('ref', 'p01,p02,p02'))?.refused).toBeUndefined();
  expect(program.tables().attendance).toHaveLength(2);
  expect(JSON.stringify((await program.say('pil', 'cafe presence')).card)).toContain('"p01,p02"');
  for (const [id, present, refused] of [
    ['ref', 'p01,p08', 'bad_input'],
    ['ref', 'p01,x', 'bad_input'],
    ['fin', 'p01', 'cafe_other_service'],
    ['p01', 'p01', 'role'],
  ] as const)
    expect((await mark(id, present))?.refused).toBe(refused);
  expect(program.tables().attendance).toHaveLength(2);
  await mark('ref');
  expect(program.tables().attendance).toEqual([]);
});
