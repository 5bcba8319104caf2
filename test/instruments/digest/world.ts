import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { onTestFinished } from 'vitest';
import type { Channel, Inbound, Outgoing } from '../../../src/channels/channel.ts';
import { atLocal } from '../../../src/domain/calendar.ts';
import type { FrozenRound } from '../../../src/domain/frozen.ts';
import type { ChannelName, PersonRecord } from '../../../src/domain/person.ts';
import type { Programme } from '../../../src/domain/programme.ts';
import { type Cell, FLOORS, type Published, publish } from '../../../src/domain/publishing.ts';
import type { Question } from '../../../src/domain/survey.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { secureRandom } from '../../../src/engine/random.ts';
import type { Turn } from '../../../src/engine/turn.ts';
import { createDigest } from '../../../src/instruments/digest/index.ts';
import { createLog } from '../../../src/log.ts';
import { programmeCalendar } from '../../../src/programme/calendar.ts';
import { generatePeople } from '../../../src/programme/generate.ts';
import { loadProgramme } from '../../../src/programme/load.ts';
import { freeze, insertRound } from '../../../src/store/round.ts';
import { openStore } from '../../../src/store/store.ts';

export const WAVE = 'pilote';

/** Tuesday; J+15 is Wednesday 16 December, J+30 Thursday 31 December, J+90 Monday 1 March. */
export const LAUNCH = '2026-12-01';

export type World = Awaited<ReturnType<typeof createWorld>>;

/** A wave on a real store and engine, whose rounds a test closes by hand; and what its channel received. */
export async function createWorld(
  options: { size?: number; change?: (programme: Programme) => Programme } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'percolateur-digest-'));
  const people = generatePeople(options.size ?? 60, 7, 'FR');
  const loaded = await loadProgramme('programme/exemple', { launch: LAUNCH, people });
  const programme = options.change?.(loaded) ?? loaded;
  const calendar = programmeCalendar(programme);
  const store = openStore(join(folder, 'test.db'), 'off');
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  let now = at('2026-11-20', '09:00');
  const received: { address: string; message: Outgoing }[] = [];
  const channel: Channel = {
    name: 'sandbox',
    ratePerSecond: Number.POSITIVE_INFINITY,
    async send(address, message) {
      received.push({ address, message });
      return { outcome: 'delivered', platformId: null };
    },
    async update(_address, platformId) {
      return { outcome: 'delivered', platformId };
    },
    async close() {},
  };
  const engine = createEngine({
    store,
    programme,
    calendar,
    secret: Buffer.alloc(32, 7),
    clock: { now: () => now },
    random: secureRandom,
    instruments: [createDigest()],
    channels: new Map<ChannelName, Channel>([['sandbox', channel]]),
    log: createLog('silent'),
  });
  await engine.importPeople();
  let events = 0;
  return {
    programme,
    engine,
    received,
    turn: <T>(work: (turn: Turn) => Promise<T>) => engine.inTurn(work),
    /** Only moves the clock. */
    travel(date: string, time = '09:00') {
      now = at(date, time);
    },
    /** Moves the clock and does what is due. */
    async go(date: string, time = '09:00') {
      now = at(date, time);
      await engine.settle();
    },
    who: (role: PersonRecord['roles'][number]) => people.filter((person) => person.roles.includes(role)),
    tell: (personId: string, text: string, place: string | null = null) =>
      engine.dispatch(event(personId, place, { kind: 'text', text })),
    tap: (personId: string, data: Extract<Inbound, { kind: 'action' }>['data']) =>
      engine.dispatch(event(personId, null, { kind: 'action', data })),
  };

  function at(date: string, time: string): Temporal.Instant {
    return atLocal(calendar, Temporal.PlainDate.from(date), time);
  }

  function event(
    personId: string,
    place: string | null,
    what: { kind: 'text'; text: string } | Pick<Extract<Inbound, { kind: 'action' }>, 'kind' | 'data'>,
  ): Inbound {
    const head = { eventId: String(events++), channel: 'sandbox' as const, address: null, place };
    return { ...head, sender: { personId }, ...what };
  }
}

/** One service of a block: distinct users, and the weekly answers of those who answered. */
export type Service = Cell;

export function service(
  label: string | null,
  invited: number,
  answered: number,
  tables: Cell['tables'],
): Service {
  return { label, invited, answered, tables };
}

export async function closeBlock(world: World, block: number, cells: Cell[]): Promise<void> {
  const questions = ['time', 'blocker', 'useCase', 'tool'].map((id) => ({ id, perPerson: 2 }));
  const result = publish(cells, [{ id: 'adoption', perPerson: 1 }, ...questions], FLOORS);
  await close(world, `block/${WAVE}/${block}`, { kind: 'block', number: block, subject: 'checkin', result });
}

/** A block of which its own figures, beside those of its weeks, would tell too much. */
export async function closeHiddenBlock(world: World, block: number, invited: number): Promise<void> {
  const result = { hidden: true, reason: 'deducible', invited } as const;
  await close(world, `block/${WAVE}/${block}`, { kind: 'block', number: block, subject: 'checkin', result });
}

export async function closeWeek(world: World, week: number, invited: number, participation: number | null) {
  const what = { kind: 'checkin' as const, number: week, subject: 'checkin', invited, participation };
  await close(world, `checkin/${WAVE}/${week}`, what);
}

export async function closeSurvey(
  world: World,
  subject: string,
  number: number,
  cells: Cell[],
  texts: Record<string, string[] | null> = {},
): Promise<void> {
  const survey = world.programme.surveys.find(({ id }) => id === subject);
  const questions = survey?.questions ?? [];
  const rules = questions
    .filter(({ kind }) => kind !== 'text')
    .map((question) => ({ id: question.id, perPerson: 1 }));
  const result = publish(cells, rules, FLOORS);
  await close(
    world,
    `survey/${WAVE}/${subject}/${number}`,
    { kind: 'survey', number, subject, result, texts },
    questions,
  );
}

type What = { number: number; subject: string } & (
  | { kind: 'block'; result: Published }
  | { kind: 'survey'; result: Published; texts: Record<string, string[] | null> }
  | { kind: 'checkin'; invited: number; participation: number | null }
);

async function close(world: World, id: string, what: What, questions: Question[] = []): Promise<void> {
  const { kind, number, subject } = what;
  const head = { id, wave: WAVE, openedOn: '2026-12-03', closedOn: '2026-12-14' };
  const frozen: FrozenRound = what.kind === 'block' ? { ...head, texts: {}, ...what } : { ...head, ...what };
  await world.turn(async ({ tx }) => {
    await insertRound(tx, {
      id,
      kind,
      subject,
      wave: WAVE,
      number,
      parent: null,
      status: 'open',
      opened_at: '2026-12-03T08:30:00Z',
      closes_at: '2026-12-14T23:00:00Z',
      salt: null,
      definition: JSON.stringify({ questions, thresholds: FLOORS }),
      launched_by: null,
      audience: '[]',
    });
    await freeze(tx, id, frozen);
  });
}

/** Every text of a card that somebody may read, whatever their client: charts count for their fallback. */
export function textsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (typeof node !== 'object' || node === null) return [];
  if ('type' in node && String(node.type).startsWith('Chart.')) {
    return 'fallback' in node ? textsOf(node.fallback) : [];
  }
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'actions') return [];
    return typeof value === 'string'
      ? ['text', 'title', 'value'].includes(key)
        ? [value]
        : []
      : textsOf(value);
  });
}

/** The text blocks of a card in reading order. */
export function linesOfCard(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(linesOfCard);
  if (typeof node !== 'object' || node === null || !('type' in node)) return [];
  if (node.type === 'TextBlock' && 'text' in node) return [String(node.text)];
  if (node.type === 'RichTextBlock' && 'inlines' in node && Array.isArray(node.inlines)) {
    return [textsOf(node.inlines).join('')];
  }
  const inner = 'items' in node ? node.items : 'body' in node ? node.body : [];
  return linesOfCard(inner);
}
