import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Reply } from '../../src/channels/channel.ts';
import { type Act, type Grant, PERMISSIONS } from '../../src/domain/permissions.ts';
import type { Role } from '../../src/domain/person.ts';
import { staff } from '../support/commune.ts';
import { type Program, startProgram } from '../support/program.ts';

const OWN = 'Services techniques';
const OTHER = 'Urbanisme';
const OFFICE = 'Direction générale';
/** Their wave starts later: nothing of the first one is theirs. */
const LATER = 'Finances';

/** Whoever may try: their roles, whether they are of the first service and of the wave, and whether they have left. */
type Actor = { id: string; roles: Role[]; department: string; hasLeft?: boolean };

export const ACTORS: Record<string, Actor> = {
  agent: { id: 'p01', roles: ['agent'], department: OWN },
  'paused agent': { id: 'p02', roles: ['agent'], department: OWN },
  'agent of another service': { id: 'u01', roles: ['agent'], department: OTHER },
  'agent of another wave': { id: 'f01', roles: ['agent'], department: LATER },
  'champion of the service': { id: 'ref', roles: ['agent', 'champion'], department: OWN },
  'champion of another service': { id: 'refu', roles: ['agent', 'champion'], department: OTHER },
  'champion of another service and leadership': {
    id: 'deux',
    roles: ['agent', 'champion', 'leadership'],
    department: OTHER,
  },
  leadership: { id: 'dgs', roles: ['agent', 'leadership'], department: OFFICE },
  lead: { id: 'pil', roles: ['agent', 'lead'], department: OFFICE },
  'champion who left': { id: 'parti', roles: ['agent', 'champion'], department: OWN, hasLeft: true },
  'lead who left': { id: 'partie', roles: ['agent', 'lead'], department: OFFICE, hasLeft: true },
};

const people = [
  ...staff(OWN, 13),
  ...staff(OTHER, 10, 'u'),
  ...staff(LATER, 10, 'f'),
  { id: 'ref', department: OWN, roles: 'referent' },
  { id: 'parti', department: OWN, roles: 'referent' },
  { id: 'refu', department: OTHER, roles: 'referent' },
  { id: 'deux', department: OTHER, roles: 'referent|direction' },
  { id: 'dgs', department: OFFICE, roles: 'direction' },
  { id: 'pil', department: OFFICE, roles: 'pilote' },
  { id: 'partie', department: OFFICE, roles: 'pilote' },
];

/** What the table says of somebody and of an act about the first service, worked out from the table alone. */
export function isGranted(act: Act, { roles, department, hasLeft }: Actor): boolean {
  const grant: Grant = PERMISSIONS[act];
  if (hasLeft) return false;
  return roles.some((role) => {
    const scope = grant[role];
    if (scope === 'invited') return act.startsWith('checkin.') ? department !== LATER : department === OWN;
    if (scope === 'service') return department === OWN || isAboutOneself(act);
    return scope !== undefined;
  });
}

/** What names no service, so that it is about one's own: words, and what is not there yet. */
export function isAboutOneself(act: Act): boolean {
  return !act.includes('.') || act === 'cafe.propose' || act.startsWith('editor.');
}

/** The refusals that say « not you »; the last one to who has no check-in open. */
export const DENIED = ['role', 'not_invited', 'cafe_other_service', 'left', 'round_closed'];

const CAFE = { time: '14:00', minutes: 60, place: 'Salle 1', seats: 15, facilitator: 'Nous' };

export type World = Awaited<ReturnType<typeof startWorld>>;

/**
 * The second week of a wave of two services, when everything that can be asked for is there: a check-in, a survey and
 * a Café of the first service, another Café that is over with its two questions, and a draft of the next wave.
 */
export async function startWorld() {
  const program = await startProgram({
    people,
    edits: [
      ['programme.yml', '    services: []\n', `    services: [${OWN}, ${OTHER}, ${OFFICE}]\n`],
      [
        'programme.yml',
        '      heures_formation: 120\n',
        `      heures_formation: 120\n  - id: suite\n    nom: Suite\n    lancement: 2027-04-06\n    services: [${LATER}]\n`,
      ],
    ],
  });
  await program.travel('2026-12-03T10:00');
  const rows = (table: string) => (program.tables()[table] ?? []).map((json) => JSON.parse(json));
  const propose = async (title: string, date: string) => {
    await done(program, 'ref', 'cafe.propose', { ...CAFE, title, date, sure: true });
    return String(rows('session').find((each) => each.title === title)?.id);
  };
  const over = await propose('Hier', '2026-12-04');
  const session = await propose('Demain', '2026-12-15');
  const crowd = ['ref', ...staff(OWN, 12).map(({ id }) => id)];
  for (const id of crowd) await done(program, id, 'cafe.rsvp', { session: over, response: 'yes' });
  await program.travel('2026-12-04T16:00');
  await done(program, 'ref', 'cafe.attendance', { session: over, present: crowd.join(',') });
  await done(program, 'ref', 'survey.launch', { survey: 'satisfaction', department: OWN });
  await program.say('pil', 'vague nouvelle');
  for (const id of ['parti', 'partie']) await program.become(id, 'left');
  await program.become('p02', 'paused');
  await program.travel('PT1H');
  const round = rows('round').find(({ launched_by }) => launched_by === 'ref')?.id;
  const feedback = rows('round').find(({ subject }) => subject === 'feedback/cafe')?.id;
  const draft = rows('wave')[0]?.id;
  const asked = { session: over, round: feedback };
  const about = { wave: 'pilote', milestone: 'J15' };
  const data: Partial<Record<Act, Record<string, unknown>>> = {
    'checkin.answer': { time: 'zero' },
    'checkin.details': { blocker: 'time' },
    'survey.answer': { round, q_facilite: '4' },
    'survey.step': { round },
    'survey.edit': { round },
    'survey.open': { round },
    'survey.preview': { survey: 'satisfaction', department: OWN },
    'survey.launch': { survey: 'satisfaction', department: OWN },
    'survey.try': { survey: 'satisfaction', department: OWN },
    'survey.rendering': { survey: 'satisfaction', department: OWN, platform: 'slack' },
    'survey.follow': { round },
    'survey.remind': { round },
    'survey.cancel': { round },
    'survey.stop': { launch: round },
    'survey.again': { round },
    'survey.close': { round },
    'survey.results': { round },
    'cafe.rsvp': { session, response: 'yes' },
    'cafe.show': { session },
    'cafe.question': { session, question: 'Que prévoir ?' },
    'cafe.feedback': { ...asked, useful: 'yes' },
    'cafe.attempt': { ...asked, attempt: 'yes' },
    'cafe.edit': asked,
    'cafe.propose': { ...CAFE, date: '2026-12-17', services: OWN, sure: true },
    'cafe.move': { session },
    'cafe.list': { session },
    'cafe.questions': { session },
    'cafe.message': { session, words: 'Bonjour' },
    'cafe.cancel': { session, sure: true },
    'cafe.restore': { session },
    'cafe.attendance': { session: over, present: 'p01' },
    'weekly.rhythm': { weeks: 1 },
    'memento.acknowledge': { version: '1.0' },
    'memento.page': { version: '1.0', page: 1 },
    'memento.question': { rule: 'Aucune donnée personnelle' },
    'pause.until': { days: 7 },
    'rights.choose': { kind: 'memento', receive: false },
    'digest.show': about,
    'digest.note': about,
    'digest.delay': about,
    'digest.decide': { ...about, decision: 'extend' },
    'digest.answer': { wave: 'pilote', subjects: 'blocker/time', seen: '' },
    'digest.revise': about,
    'digest.publish': { wave: 'pilote', seen: '' },
    'wave.act': { wave: 'pilote', act: 'pause' },
    'wave.save': { draft },
    'wave.confirm': { draft },
    'wave.drop': { draft },
  };
  /** Tries an act as somebody would: types it, or taps the button that asks for it. */
  async function attempt(id: string, act: Act): Promise<Reply | null> {
    if (act.includes('.')) return program.act(id, act, { title: `Café de ${id}`, ...data[act] });
    const event = {
      eventId: randomUUID(),
      channel: 'sandbox',
      sender: { personId: id },
      address: null,
      place: null,
    } as const;
    return program.engine().dispatch({ ...event, kind: 'text', text: act });
  }
  return { ...program, attempt, data, dataOf: (act: Act) => data[act] ?? {} };
}

async function done(
  program: Program,
  id: string,
  verb: string,
  data: Record<string, unknown>,
): Promise<void> {
  expect(await program.act(id, verb, data), `${verb} by ${id}`).not.toHaveProperty('refused');
}
