import { expect, it } from 'vitest';
import { type Program, startProgram, words } from '../../support/program.ts';
import { maybe, no, rewrite, SESSION, say, season, sent, told, without, yes } from './season-world.ts';

const CHANGED = 'Ce Café IA change';
const CANCELLED = 'Ce Café IA est annulé';
const file = async (program: Program) => (await fetch(`${program.url()}/cafes/${SESSION}.ics`)).text();
const moved = (yaml: string) =>
  yaml.replace('jour: J+9\n    heure: "14:00"', 'jour: J+10\n    heure: "10:30"');

/** Six come, p07 waits, p08 may, p09 does not. */
async function signedUp(): Promise<Program> {
  const program = await season();
  for (const id of ['p01', 'p02', 'p03', 'p04', 'p05', 'p06', 'p07']) await program.act(id, 'cafe.rsvp', yes);
  await program.act('p08', 'cafe.rsvp', maybe);
  await program.act('p09', 'cafe.rsvp', no);
  return program;
}

it('a date, a time or a place changed in the file is told once to those concerned, across restarts', async () => {
  const program = await signedUp();
  await rewrite(program, moved);
  const [card = ''] = await told(program, 'p01', CHANGED);
  expect(card).toContain('vendredi 11 décembre à 10\u00a0h\u00a030 · Salle du Lavoir');
  expect(card).toContain("C'était prévu\u00a0: jeudi 10 décembre à 14\u00a0h · Salle du Lavoir");
  expect(card).toContain('Vous venez.');
  expect((await told(program, 'p07', CHANGED))[0]).toContain("liste d'attente, n°\u00a01");
  await program.restart();
  await program.travel('PT2H');
  const counts = await Promise.all(
    ['p01', 'p06', 'p07', 'p08', 'p09', 'ref'].map(async (id) => (await told(program, id, CHANGED)).length),
  );
  expect(counts).toEqual([1, 1, 1, 1, 0, 0]);
  expect(await sent(program, `cafe/change/${SESSION}/1`)).toBe(8);
  const calendar = await file(program);
  expect(calendar).toContain('SEQUENCE:1\r\nSTATUS:CONFIRMED');
  expect(calendar).toContain('DTSTART:20261211T093000Z');
  // One reminder, for the new date.
  await program.travel('2026-12-12T09:00');
  expect(await told(program, 'p01', 'Votre Café IA approche')).toHaveLength(1);
  expect(await sent(program, `cafe/remind/${SESSION}/1`)).toBe(6);
});

it('changed and changed back: told twice to who knew, never to who did not', async () => {
  const program = await signedUp();
  await rewrite(program, (yaml) => yaml.replace('Salle du Lavoir', 'Médiathèque'));
  expect((await told(program, 'p01', CHANGED))[0]).toContain('Médiathèque');
  // In the evening, nothing leaves: a change that is undone before morning is nobody's business.
  await program.travel('2026-12-03T20:00');
  await rewrite(program, (yaml) => yaml.replace('Médiathèque', 'Salle du Lavoir'));
  await rewrite(program, (yaml) => yaml.replace('Salle du Lavoir', 'Médiathèque'));
  await program.travel('2026-12-04T10:00');
  expect(await told(program, 'p01', CHANGED)).toHaveLength(1);
  await rewrite(program, (yaml) => yaml.replace('Médiathèque', 'Salle du Lavoir'));
  expect(await told(program, 'p01', CHANGED)).toHaveLength(2);
});

it('several changes in one night are one message, from what was known to what is true', async () => {
  const program = await signedUp();
  await program.travel('2026-12-03T20:00');
  await rewrite(program, (yaml) => yaml.replace('Salle du Lavoir', 'Médiathèque'));
  await rewrite(program, moved);
  await program.travel('2026-12-04T10:00');
  const cards = await told(program, 'p01', CHANGED);
  expect(cards).toHaveLength(1);
  expect(cards[0]).toContain('vendredi 11 décembre à 10\u00a0h\u00a030 · Médiathèque');
  expect(cards[0]).toContain('jeudi 10 décembre à 14\u00a0h · Salle du Lavoir');
});

it.each<[string, (yaml: string) => string]>([
  ['written as cancelled', (yaml) => yaml.replace('places: 6\n', 'places: 6\n    annule: oui\n')],
  ['taken out of the file', (yaml) => without(yaml, SESSION)],
])('a Café %s is told, takes no answer, is not reminded of, and is not counted', async (_how, change) => {
  const program = await signedUp();
  await rewrite(program, change);
  for (const [id, count] of [
    ['p01', 1],
    ['p07', 1],
    ['p08', 1],
    ['p09', 0],
  ] as const)
    expect(await told(program, id, CANCELLED), id).toHaveLength(count);
  const calendar = await file(program);
  expect(calendar).toContain('METHOD:CANCEL');
  expect(calendar).toContain('SEQUENCE:1\r\nSTATUS:CANCELLED');
  for (const data of [yes, no])
    expect((await program.act('p09', 'cafe.rsvp', data))?.refused).toBe('cafe_cancelled');
  const card = (await program.messages('p01')).find(({ text }) => text.startsWith(CANCELLED));
  expect(card?.actions).toEqual([]);
  expect(JSON.stringify(card?.card)).toContain('Retirer de mon agenda');
  // Nobody is invited to it any more: the next one is proposed instead.
  expect(words(await program.say('p09', 'cafe'))).toContain('courriels');
  await program.travel('2026-12-10T09:45');
  expect(await told(program, 'p01', 'Votre Café IA approche')).toEqual([]);
  expect(words((await program.messages('p09')).at(-1) ?? { text: '', card: null })).not.toContain('mystère');
  await program.travel('2026-12-16T12:00');
  const [row = ''] = program.tables().digest ?? [];
  expect(row).not.toContain('mystère');
  expect(row).toContain('courriels');
});

it('a Café that was held and then taken out of the file was held', async () => {
  const program = await signedUp();
  await program.travel('2026-12-10T16:00');
  await rewrite(program, (yaml) => without(yaml, SESSION));
  expect(await told(program, 'p01', CANCELLED)).toEqual([]);
  await program.travel('2026-12-16T12:00');
  expect(program.tables().digest?.[0]).toContain('mystère');
});

it('the host cancels in two taps, and can take it back', async () => {
  const program = await signedUp();
  const choice = await program.say('ref', 'café annuler');
  expect(choice.actions.length).toBeGreaterThan(1);
  const asked = await program.tap('ref', 'cafe.cancel', { session: SESSION });
  expect(words(asked)).toContain('8 personnes inscrites ou en attente seront prévenues');
  await program.travel('PT1M');
  expect(await told(program, 'p01', CANCELLED)).toEqual([]);
  const done = words(await program.tap('ref', 'cafe.cancel', { session: SESSION, sure: true }));
  expect(done).toContain('est annulé');
  await program.travel('PT1M');
  expect(await told(program, 'p01', CANCELLED)).toHaveLength(1);
  // The lead hears of it too, who did not sign up.
  expect(await told(program, 'pil', CANCELLED)).toHaveLength(1);
  expect((await program.act('ref', 'cafe.cancel', { session: SESSION, sure: true }))?.refused).toBe(
    'cafe_cancelled',
  );
  expect(await say(program, 'ref', 'cafe.restore', { session: SESSION })).toContain('est rétabli');
  await program.travel('PT1M');
  expect(await told(program, 'p01', 'Ce Café IA aura bien lieu')).toHaveLength(1);
  expect(await say(program, 'p09', 'cafe.rsvp', yes)).toContain("liste d'attente, n°\u00a02");
});

it('the host moves it with a card; a wrong date is refused in words', async () => {
  const program = await signedUp();
  const move = (data: Record<string, unknown>) =>
    program.act('ref', 'cafe.move', { session: SESSION, place: 'Médiathèque', ...data });
  await program.say('ref', 'cafe déplacer');
  const form = await program.tap('ref', 'cafe.move', { session: SESSION });
  expect(form.actions[0]?.inputs.map(({ id, type }) => `${id} ${type}`)).toEqual([
    'date Input.Date',
    'time Input.Time',
    'place Input.Text',
  ]);
  expect(JSON.stringify(form.card)).toContain('"2026-12-10"');
  for (const [date, time, refused] of [
    ['2026-12-02', '10:00', 'cafe_date_past'],
    ['2026-12-03', '09:00', 'cafe_date_past'],
    ['2026-12-25', '10:00', 'cafe_day_off'],
    ['2026-12-12', '10:00', 'cafe_day_off'],
    ['2029-01-10', '10:00', 'cafe_date_far'],
    ['2026-02-31', '10:00', 'cafe_bad_date'],
    ['demain', '10:00', 'cafe_bad_date'],
    ['2026-12-11', '25:00', 'cafe_bad_date'],
  ] as const)
    expect((await move({ date, time }))?.refused, `${date} ${time}`).toBe(refused);
  expect((await program.act('ref', 'cafe.move', { session: SESSION, place: '  ' }))?.refused).toBe(
    'cafe_unchanged',
  );
  expect((await move({ place: 'é'.repeat(101) }))?.refused).toBe('text_too_long');
  const late = await move({ date: '2026-12-11', time: '17:00' });
  const shown = late ? words({ text: '', card: late.message.card }) : '';
  expect(shown).toContain('hors des heures de travail (8\u00a0h\u00a030 à 17\u00a0h\u00a030)');
  expect(shown).toContain('8 personnes');
  expect(program.tables().session_change).toEqual([]);
  const done = await program.act('ref', 'cafe.move', {
    session: SESSION,
    date: '2026-12-11',
    time: '17:00',
    place: 'Médiathèque',
    sure: true,
  });
  expect(done && words({ text: '', card: done.message.card })).toContain('8 personnes sont prévenues');
  await program.travel('PT1M');
  const [told1 = ''] = await told(program, 'p01', CHANGED);
  expect(told1).toContain('vendredi 11 décembre à 17\u00a0h (hors des heures de travail) · Médiathèque');
  await program.restart();
  expect(words(await program.say('p01', 'cafe'))).toContain('Médiathèque');
  // The last to speak decides: the file, edited since.
  await rewrite(program, (yaml) => yaml.replace('jour: J+9', 'jour: J+13'));
  expect((await told(program, 'p01', CHANGED))[1]).toContain(
    'lundi 14 décembre à 14\u00a0h · Salle du Lavoir',
  );
});

it('says by name whom no message can reach in time', async () => {
  const program = await signedUp();
  await program.become('p02', 'paused');
  const done = await say(program, 'ref', 'cafe.cancel', { session: SESSION, sure: true });
  expect(done).toContain(
    'Une personne ne peut pas être jointe à temps par messagerie, appelez-la\u00a0: Personne p02.',
  );
});

it('only who looks after it changes it', async () => {
  const program = await startProgram({
    people: [
      { id: 'p01', department: 'Services techniques' },
      { id: 'fin', department: 'Finances', roles: 'referent' },
    ],
    edits: [['cafes.yml', 'places: 15\n    services: []', 'places: 15\n    services: [Services techniques]']],
  });
  await program.travel('2026-12-03T09:30');
  for (const verb of ['cafe.cancel', 'cafe.restore', 'cafe.move']) {
    const act = async (id: string) =>
      (await program.act(id, verb, { session: SESSION, sure: true }))?.refused;
    expect(await act('p01'), verb).toBe('role');
    expect(await act('fin'), verb).toBe('cafe_other_service');
  }
});

it('a Café that has begun changes no more', async () => {
  const program = await signedUp();
  await program.travel('2026-12-10T14:00');
  for (const [verb, data] of [
    ['cafe.cancel', { sure: true }],
    ['cafe.move', { date: '2026-12-15', time: '10:00', sure: true }],
    ['cafe.restore', {}],
  ] as const)
    expect((await program.act('ref', verb, { session: SESSION, ...data }))?.refused).toBe('cafe_begun');
});
