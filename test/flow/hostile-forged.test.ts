import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Inbound, Reply } from '../../src/channels/channel.ts';
import { type Act, PERMISSIONS } from '../../src/domain/permissions.ts';
import { startWorld, type World } from './roles-world.ts';

const SENTENCE = /^\p{Lu}.*[.]$/su;
const VERBS = Object.keys(PERMISSIONS).filter((act): act is Act => act in PERMISSIONS && act.includes('.'));

type Said =
  | { kind: 'action'; data: Record<string, unknown> & { v: string } }
  | { kind: 'text'; text: string };

function send(
  world: World,
  personId: string,
  said: Said,
  more: Partial<Inbound> = {},
): Promise<Reply | null> {
  const base = { channel: 'sandbox', sender: { personId }, address: null, place: null } as const;
  return world.engine().dispatch({ ...base, eventId: randomUUID(), ...said, ...more } as Inbound);
}

/** All that is stored, but the journal of what was refused. */
function stored(world: World) {
  const { audit: _, ...tables } = world.tables();
  return tables;
}

/** Says each in turn; what was not refused, or not in a sentence. Nothing may be stored. */
async function notRefused(world: World, attempts: [who: string, said: Said][]): Promise<string[]> {
  const before = stored(world);
  const wrong: string[] = [];
  for (const [who, said] of attempts) {
    const reply = await send(world, who, said);
    const isRefused = reply?.refused !== undefined && reply.refused !== 'not_stored';
    if (!isRefused || !SENTENCE.test(reply.message.text))
      wrong.push(`${JSON.stringify(said)}: ${reply?.refused}`);
  }
  expect(stored(world)).toEqual(before);
  return wrong;
}

const tap = (v: string, data: Record<string, unknown> = {}): Said => ({
  kind: 'action',
  data: { ...data, v },
});

it('a verb that is none of ours, ids that are none, and times that are past', async () => {
  const world = await startWorld();
  const past = { session: world.data['cafe.attendance']?.session };
  const { data } = world;
  expect(
    await notRefused(world, [
      ...[
        '',
        'x',
        'survey',
        'survey.erase',
        'admin.erase',
        '__proto__',
        'constructor',
        'toString',
        'cafe.rsvp ',
      ].map((verb): [string, Said] => ['p01', tap(verb)]),
      ...[
        'x',
        '',
        'survey/pilote/etat-des-lieux/1',
        'block/pilote/1',
        'feedback/cafe/99',
        '__proto__',
      ].flatMap((round): [string, Said][] => [
        ['p01', tap('survey.answer', { ...data['survey.answer'], round })],
        ['p01', tap('survey.open', { round })],
        ['p01', tap('cafe.feedback', { ...data['cafe.feedback'], round })],
        ['pil', tap('survey.close', { round })],
      ]),
      ...['x', '', '__proto__', '../..'].flatMap((id): [string, Said][] => [
        ['p01', tap('cafe.rsvp', { session: id, response: 'yes' })],
        ['p01', tap('cafe.question', { session: id, question: 'Oui ?' })],
        ['ref', tap('cafe.cancel', { session: id, sure: true })],
        ['ref', tap('cafe.attendance', { session: id, present: 'p01' })],
        ['ref', tap('survey.launch', { survey: id, department: 'Services techniques' })],
        ['ref', tap('survey.launch', { survey: 'satisfaction', department: id })],
        ['pil', tap('wave.act', { wave: id, act: 'end', sure: true })],
        ['pil', tap('wave.confirm', { draft: id })],
        ['dgs', tap('digest.decide', { wave: id, milestone: 'J90', decision: 'pivot' })],
        ['dgs', tap('digest.publish', { wave: id, seen: '' })],
      ]),
      // Somebody of another service, or nobody, is not marked present.
      ['ref', tap('cafe.attendance', { ...past, present: 'p01,u01' })],
      ['ref', tap('cafe.attendance', { ...past, present: 'p01,personne' })],
      ['p01', tap('cafe.rsvp', { ...past, response: 'yes' })],
      ['p01', tap('cafe.question', { ...past, question: 'Trop tard ?' })],
      ['ref', tap('cafe.cancel', { ...past, sure: true })],
      // A card that nobody sent: no review asked for a decision yet.
      ['dgs', tap('digest.decide', { wave: 'pilote', milestone: 'J15', decision: 'pivot' })],
    ]),
  ).toEqual([]);
});

it('what is sent on, sent again, sent by strangers or in front of others', async () => {
  const world = await startWorld();
  await passedOn(world);
  await again(world);
  await inFrontOfOthers(world);
  await byStrangers(world);
});

/** The message is somebody else's: whatever its button does, and whatever it carries. */
async function passedOn(world: World) {
  const rows = (world.tables().outbox ?? []).map((row) => JSON.parse(row));
  const message = rows.find(({ person_id, template }) => person_id === 'p03' && template === 'weekly');
  const before = stored(world);
  const codes = new Set<string | undefined>();
  for (const verb of VERBS) {
    const reply = await send(world, 'p01', tap(verb, { ...world.dataOf(verb), m: message.id }));
    codes.add(reply?.refused);
  }
  expect([...codes].sort()).toEqual(['not_yours', 'role']);
  expect(stored(world)).toEqual(before);
}

/** The same event does nothing the second time, whatever it says now and whoever it is from. */
async function again(world: World) {
  const eventId = randomUUID();
  const answer = tap('pause.until', { days: 7 });
  expect((await send(world, 'p04', answer, { eventId }))?.refused).toBeUndefined();
  const before = stored(world);
  expect(await send(world, 'p04', answer, { eventId })).toBeNull();
  expect(await send(world, 'p04', tap('pause.until', { days: 90 }), { eventId })).toBeNull();
  expect(
    await send(world, 'p05', tap('survey.answer', world.dataOf('survey.answer')), { eventId }),
  ).toBeNull();
  expect(stored(world)).toEqual(before);
}

/** What is confidential or names people is neither taken nor shown in a channel. */
async function inFrontOfOthers(world: World) {
  const { sealed_answer, rsvp, outbox, cafe_message } = world.tables();
  const typed = { p01: ['1 h', 'pas utilisé', 'oui', 'je viens', 'mes-donnees'] };
  const commands = {
    ref: ['cafe liste', 'cafe questions', 'cafe message Bonjour à tous', 'cafe presence'],
    pil: ['vague', 'vague personnes', 'vague journal', 'memento lecture'],
  };
  for (const [who, lines] of Object.entries({ ...typed, ...commands })) {
    for (const text of lines) {
      const reply = await send(world, who, { kind: 'text', text }, { place: '{"channel":"general"}' });
      expect(JSON.stringify(reply), text).not.toMatch(/Personne (?:p\d|ref|pil)|@commune|Hier/);
    }
  }
  expect(world.tables()).toMatchObject({ sealed_answer, rsvp, outbox, cafe_message });
}

/** Who is on no list learns nothing, and is only noted. */
async function byStrangers(world: World) {
  const { stranger: _, outbox: __, inbox: ___, ...before } = stored(world);
  for (const verb of VERBS.slice(0, 12)) {
    const reply = await send(world, 'personne', tap(verb, world.dataOf(verb)));
    expect(reply?.message).toMatchObject({ card: null });
    expect(reply?.message.text).toContain('Je ne vous trouve pas');
  }
  const { stranger, outbox: ____, inbox: _____, ...after } = stored(world);
  expect(after).toEqual(before);
  expect(stranger).toHaveLength(1);
}
