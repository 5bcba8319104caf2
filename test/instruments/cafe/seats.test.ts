import { expect, it } from 'vitest';
import { staff } from '../../support/commune.ts';
import { type Program, startProgram, words } from '../../support/program.ts';

const SERVICE = 'Services techniques';
const lead = { id: 'pil', department: SERVICE, roles: 'pilote' };
const SESSION = 'demystifier';
const yes = { session: SESSION, response: 'yes', card: true };
const no = { ...yes, response: 'no' };

/** A room of six, on the day of the first weekly card. */
async function smallRoom(count = 9): Promise<Program> {
  const edits: [string, string, string][] = [['cafes.yml', 'places: 15', 'places: 6']];
  const program = await startProgram({ people: [...staff(SERVICE, count), lead], edits });
  await program.travel('2026-12-03T09:30');
  return program;
}

async function say(program: Program, id: string, data: Record<string, unknown>): Promise<string> {
  const reply = await program.act(id, 'cafe.rsvp', data);
  return reply ? words({ text: reply.message.text, card: reply.message.card }) : '';
}

async function fill(program: Program, ...ids: string[]): Promise<void> {
  for (const id of ids) await say(program, id, yes);
}

const six = ['p01', 'p02', 'p03', 'p04', 'p05', 'p06'];
const sent = async (program: Program, campaign: string) =>
  (await program.outbox()).find((report) => report.campaign === campaign)?.sent ?? 0;

it('200 people take 12 seats at once: 12 in, the others on the list in order, and each is told once', async () => {
  const people = Array.from({ length: 200 }, (_, index) => ({
    id: `q${String(index).padStart(3, '0')}`,
    department: SERVICE,
  }));
  const program = await startProgram({ people, edits: [['cafes.yml', 'places: 15', 'places: 12']] });
  await program.travel('2026-12-03T09:30');
  const replies = await Promise.all(people.map(({ id }) => say(program, id, yes)));
  expect(replies.filter((reply) => reply.includes('Vous venez.'))).toHaveLength(12);
  const places = replies.flatMap((reply) => /liste d'attente, n°\s(\d+)/.exec(reply)?.[1] ?? []);
  expect(places.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 188 }, (_, n) => n + 1));
  expect(program.tables()).toMatchObject({ rsvp: { length: 12 }, waiting: { length: 188 } });

  // Everybody who had a seat gives it up at once: the first twelve of the list come, and are told, once.
  const coming = people.filter((_, index) => replies[index]?.includes('Vous venez.'));
  await Promise.all(coming.map(({ id }) => say(program, id, no)));
  await program.travel('PT1M');
  expect(program.tables().waiting).toHaveLength(176);
  expect(await sent(program, `cafe/seat/${SESSION}`)).toBe(12);
  for (const [index, { id }] of people.entries()) {
    const place = Number(/n°\s(\d+)/.exec(replies[index] ?? '')?.[1] ?? 0);
    const told = (await program.messages(id)).filter(({ text }) =>
      text.startsWith("Une place s'est libérée"),
    );
    expect(told, id).toHaveLength(place >= 1 && place <= 12 ? 1 : 0);
  }
}, 60_000);

it('a seat given up goes to the first of the list, who is told; the others move up', async () => {
  const program = await smallRoom();
  await fill(program, ...six);
  const full = await program.offering('p07', 'cafe.rsvp');
  expect(words(await program.tap('p07', 'cafe.rsvp', yes))).toContain("sur la liste d'attente, n°\u00a01.");
  expect(full.actions.length).toBeGreaterThan(0);
  expect(await say(program, 'p08', yes)).toContain("liste d'attente, n°\u00a02.");
  expect(await say(program, 'p08', yes)).toContain("liste d'attente, n°\u00a02.");
  expect(await say(program, 'p03', no)).toContain('Vous ne venez pas.');
  await program.travel('PT1M');
  const told = (await program.messages('p07')).at(-1);
  expect(told && words(told)).toContain("Une place s'est libérée");
  expect(told && words(told)).toContain('Vous venez.');
  expect(await say(program, 'p09', yes)).toContain("liste d'attente, n°\u00a02.");
  // Given up from that very message.
  expect(words(await program.tap('p07', 'cafe.rsvp', no))).toContain('Vous ne venez pas.');
  await program.travel('PT1M');
  expect(await sent(program, `cafe/seat/${SESSION}`)).toBe(2);
  expect(await say(program, 'p03', yes)).toContain("liste d'attente, n°\u00a02.");
  expect(program.tables().rsvp).toHaveLength(7);
});

it('leaving the list moves those after up and frees nothing', async () => {
  const program = await smallRoom();
  await fill(program, ...six, 'p07', 'p08');
  expect(await say(program, 'p07', { ...yes, response: 'maybe' })).toContain('peut-être');
  expect(await say(program, 'p08', yes)).toContain("liste d'attente, n°\u00a01.");
  expect(await sent(program, `cafe/seat/${SESSION}`)).toBe(0);
});

it('who cannot be told in time keeps their place, and the next one moves up', async () => {
  const program = await smallRoom();
  await fill(program, ...six, 'p07', 'p08');
  await program.become('p07', 'paused');
  await say(program, 'p01', no);
  await program.travel('PT1M');
  expect(await say(program, 'p08', yes)).toContain('Vous venez.');
  expect(await say(program, 'p07', yes)).toContain("liste d'attente, n°\u00a01.");
});

it.each(['left', 'erased'])('the seat of somebody who %s goes to the list at once', async (how) => {
  const program = await smallRoom();
  await fill(program, ...six, 'p07');
  if (how === 'left') await program.become('p01', 'left');
  else await program.act('p01', 'rights.erase', { sure: true });
  // Cafés are everybody's: a wave that is paused holds nothing up.
  await program.act('pil', 'wave.act', { wave: 'pilote', act: 'pause', sure: true });
  await program.travel('PT1M');
  expect((await program.messages('p07')).some(({ text }) => text.startsWith("Une place s'est"))).toBe(true);
});

it('the working day before, those who wait are told that it is still full, and the lead who they are', async () => {
  const program = await smallRoom();
  await fill(program, ...six, 'p07');
  await program.travel('2026-12-09T10:00');
  const told = (await program.messages('p07')).at(-1);
  expect(told && words(told)).toContain('toujours complet');
  const list = (await program.messages('pil')).find(({ text }) => text.includes('Inscriptions au Café'));
  expect(list && words(list)).toContain("Une personne en liste d'attente");
  expect(list && words(list)).toContain('n°\u00a01\u00a0: Personne p07');
  expect(await sent(program, `cafe/remind/${SESSION}`)).toBe(6);
});

it('a Café that has begun, is another service’s or is not one takes no answer', async () => {
  const program = await startProgram({
    people: [...staff('Finances', 3), ...staff(SERVICE, 3, 't')],
    edits: [['cafes.yml', 'places: 15\n    services: []', `places: 15\n    services: [${SERVICE}]`]],
  });
  await program.travel('2026-12-03T09:30');
  for (const data of [yes, no])
    expect((await program.act('p01', 'cafe.rsvp', data))?.refused).toBe('cafe_other_service');
  expect((await program.act('t01', 'cafe.rsvp', { ...yes, session: 'x' }))?.refused).toBe('unknown_action');
  expect(await say(program, 't01', yes)).toContain('Vous venez.');
  expect(await say(program, 't01', yes)).toContain('Vous venez.');
  await program.travel('2026-12-10T14:00');
  for (const data of [yes, no])
    expect((await program.act('t01', 'cafe.rsvp', data))?.refused).toBe('cafe_begun');
  await program.travel('2026-12-10T16:00');
  expect((await program.act('t01', 'cafe.rsvp', yes))?.refused).toBe('cafe_past');
  expect(program.tables().rsvp).toHaveLength(1);
});

it('a seat freed twice at once, by one person and by two, goes to one and to two of the list', async () => {
  const program = await smallRoom();
  await fill(program, ...six, 'p07', 'p08', 'p09');
  await Promise.all([say(program, 'p01', no), say(program, 'p01', no)]);
  await program.travel('PT1M');
  expect(await sent(program, `cafe/seat/${SESSION}`)).toBe(1);
  await Promise.all([say(program, 'p02', no), say(program, 'p03', no)]);
  await program.travel('PT1M');
  expect(await sent(program, `cafe/seat/${SESSION}`)).toBe(3);
  expect(program.tables().waiting).toEqual([]);
  for (const id of ['p07', 'p08', 'p09'])
    expect(
      (await program.messages(id)).filter(({ text }) => text.startsWith("Une place s'est")),
      id,
    ).toHaveLength(1);
});

it('cancelled while a seat moves up: each hears of it once, and nobody is given a seat of it afterwards', async () => {
  const program = await smallRoom();
  await fill(program, ...six, 'p07', 'p08');
  const cancel = () => program.act('pil', 'cafe.cancel', { session: SESSION, sure: true });
  const replies = await Promise.all([say(program, 'p01', no), cancel(), cancel(), say(program, 'p02', no)]);
  expect(replies).toHaveLength(4);
  await program.travel('PT1H');
  for (const id of ['p03', 'p07', 'p08']) {
    const messages = (await program.messages(id)).map(({ text }) => text);
    expect(
      messages.filter((text) => text.includes('est annulé')),
      id,
    ).toHaveLength(1);
    // A seat that was given before is not shown after: its message is drawn when it leaves.
    expect(messages.at(-1), id).toContain('est annulé');
  }
  expect((await program.act('p09', 'cafe.rsvp', yes))?.refused).toBe('cafe_cancelled');
});
