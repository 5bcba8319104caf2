import { expect, it } from 'vitest';
import { staff } from '../../support/commune.ts';
import { type Program, startProgram, words } from '../../support/program.ts';
import { SERVICE, SESSION, say, season, sent, told, yes } from './season-world.ts';

const ASKED = 'Ce Café IA vous a-t-il été utile';
const ROUND = 'feedback/cafe/1';
const tap = { session: SESSION, round: ROUND };
const ids = (count: number) => staff(SERVICE, count).map(({ id }) => id);

/** Twelve said yes to the first Café, which is over. */
async function held(count = 12): Promise<Program> {
  const program = await season(14, 15);
  for (const id of ids(count)) await program.act(id, 'cafe.rsvp', yes);
  await program.travel('2026-12-10T15:30');
  return program;
}

async function mark(program: Program, present: string[]): Promise<string> {
  return say(program, 'ref', 'cafe.attendance', { session: SESSION, present: present.join(',') });
}

it('two taps after the Café, for those who were there, with the same words whatever they say', async () => {
  const program = await held();
  expect(await mark(program, ids(11))).toContain('en deux touches');
  await program.travel('PT1M');
  expect(await told(program, 'p01', ASKED)).toHaveLength(1);
  expect(await told(program, 'p12', ASKED)).toEqual([]);
  const first = await program.tap('p01', 'cafe.feedback', { ...tap, useful: 'yes' });
  expect(words(first)).toContain('Réponse enregistrée.');
  expect(words(first)).toContain('Allez-vous essayer quelque chose cette semaine');
  const other = await program.tap('p02', 'cafe.feedback', { ...tap, useful: 'no' });
  expect(words(other)).toBe(words(first));
  const second = await program.tap('p01', 'cafe.attempt', { ...tap, attempt: 'no' });
  expect(words(second)).toBe(words(await program.tap('p02', 'cafe.attempt', { ...tap, attempt: 'yes' })));
  expect(words(await program.tap('p01', 'cafe.edit', tap))).toContain('Ce Café vous a-t-il été utile');
  // Nothing of it is written by name: the roster, and as many boxes as there are answers.
  const tables = program.tables();
  expect(tables.sealed_answer).toHaveLength(2);
  expect(tables.round_person?.filter((row) => row.includes(ROUND))).toHaveLength(11);
  expect(tables.round_person?.filter((row) => row.includes(ROUND)).every((row) => row.includes('null'))).toBe(
    true,
  );
  expect((await program.act('p03', 'cafe.attempt', { ...tap, attempt: 'yes' }))?.refused).toBe('tap_first');
  expect((await program.act('p12', 'cafe.feedback', { ...tap, useful: 'yes' }))?.refused).toBe('not_invited');
  expect((await program.act('p03', 'cafe.feedback', { ...tap, useful: 'maybe' }))?.refused).toBe('bad_input');
});

it('one answer a person and period, counted together at the review, with no reminder', async () => {
  const program = await held();
  await mark(program, ids(12));
  await program.travel('PT1M');
  for (const id of ids(7)) {
    await program.act(id, 'cafe.feedback', { ...tap, useful: 'no' });
    await program.act(id, 'cafe.feedback', { ...tap, useful: id < 'p05' ? 'yes' : 'some' });
  }
  expect(words(await program.say('ref', 'cafe retours'))).toContain('Les avis en cours seront comptés le');
  await program.travel('2026-12-15T12:00');
  expect(program.tables().sealed_answer).toEqual([]);
  const results = words(await program.say('ref', 'cafe retours'));
  expect(results).toContain('7 réponses sur 12 personnes venues (58\u00a0%).');
  expect(results).toContain('Oui 4, Un peu 3, Non 0');
  expect(results).toContain('Allez-vous essayer quelque chose cette semaine\u00a0? Trop peu de réponses');
  expect(await told(program, 'p12', ASKED)).toHaveLength(1);
  expect((await program.act('p12', 'cafe.feedback', { ...tap, useful: 'yes' }))?.refused).toBe(
    'round_closed',
  );
  for (const { campaign } of await program.outbox())
    expect(campaign).not.toContain('feedback/cafe/1/reminder');
  expect(words(await program.say('ref', 'cafe retours'))).not.toContain('seront comptés');
  expect((await program.say('p01', 'cafe retours')).text).toContain("n'est pas ouverte");
});

it('without attendance, at noon on the next working day, those who said yes; once, whoever is marked later', async () => {
  const program = await held();
  await program.travel('2026-12-11T11:59');
  expect(await told(program, 'p01', ASKED)).toEqual([]);
  await program.travel('2026-12-11T12:00');
  expect(await sent(program, `cafe/feedback/${SESSION}`)).toBe(12);
  await mark(program, ids(12));
  await program.travel('PT1H');
  expect(await told(program, 'p01', ASKED)).toHaveLength(1);
});

it('marked as nobody: nobody is asked', async () => {
  const program = await held();
  expect(await mark(program, [])).toContain('personne à qui demander');
  await program.travel('2026-12-14T12:00');
  expect(await sent(program, `cafe/feedback/${SESSION}`)).toBe(0);
});

it('under ten expected over the period nobody is asked, and the host is told to ask aloud', async () => {
  const program = await held(9);
  expect(await mark(program, ids(9))).toContain('demandez-leur de vive voix');
  await program.travel('2026-12-14T12:00');
  expect(program.tables().round?.filter((row) => row.includes('feedback'))).toEqual([]);
  expect(await told(program, 'p01', ASKED)).toEqual([]);
});

it('small Cafés of one period are asked together, once they are enough', async () => {
  const program = await startProgram({
    people: [...staff(SERVICE, 14), { id: 'ref', department: SERVICE, roles: 'referent' }],
    edits: [
      // Both after the preview of J+15, and before that of J+30.
      ['cafes.yml', 'jour: J+9', 'jour: J+16'],
      ['cafes.yml', 'jour: J+14', 'jour: J+20'],
    ],
  });
  await program.travel('2026-12-10T09:45');
  for (const id of ids(6)) await program.act(id, 'cafe.rsvp', yes);
  await program.travel('2026-12-18T12:00');
  expect(await told(program, 'p01', ASKED)).toEqual([]);
  for (const id of ids(11).slice(6))
    await program.act(id, 'cafe.rsvp', { session: 'courriels', response: 'yes' });
  await program.travel('2026-12-22T12:00');
  for (const id of ['p01', 'p11']) expect(await told(program, id, ASKED), id).toHaveLength(1);
  const second = 'feedback/cafe/2';
  expect(program.tables().round_person?.filter((row) => row.includes(second))).toHaveLength(11);
  // Four answers are too few: it is said, and nothing else.
  for (const id of ids(4))
    await program.act(id, 'cafe.feedback', { session: SESSION, round: second, useful: 'no' });
  await program.travel('2026-12-30T12:00');
  expect(words(await program.say('ref', 'cafe retours'))).toContain('Trop peu de réponses\u00a0: rien');
});

it('its verbs write into no other round', async () => {
  const program = await held();
  await mark(program, ids(12));
  const [week] = program.tables().round?.filter((row) => row.includes('"checkin/')) ?? [];
  const { id: round } = JSON.parse(week ?? '{}');
  const reply = await program.act('p01', 'cafe.feedback', { session: SESSION, round, useful: 'yes' });
  expect(reply?.refused).toBe('round_closed');
});

it('the period starts with its first Café, even when its people were asked the day after', async () => {
  const program = await held();
  await program.travel('2026-12-11T12:00');
  for (const id of ids(7)) await program.act(id, 'cafe.feedback', { ...tap, useful: 'yes' });
  await program.travel('2026-12-15T12:00');
  expect(words(await program.say('ref', 'cafe retours'))).toContain('Du jeudi 10 décembre au');
});
