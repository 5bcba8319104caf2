import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { CampaignReport } from '../../src/engine/outbox-report.ts';
import type { Log } from '../../src/log.ts';
import { start } from '../../src/service.ts';
import type { MessageView } from '../../src/web/sandbox/messages.ts';
import { type Edit, type Inhabitant, makeCommune } from './commune.ts';

const SILENT: Log = { info() {}, warn() {}, error() {} };

export type ProgramOptions = {
  /** The people, when they are not those of the example. */
  people?: Inhabitant[];
  edits?: Edit[];
  log?: Log;
  /** A folder that `leave` filled: the program goes on from a copy of it, with its people and its edits. */
  left?: string;
};

export type Program = Awaited<ReturnType<typeof startProgram>>;

type Counts = { now: string; planned: number; sent: number; failed: number; skipped: number };

/**
 * The true program in its sandbox, on a port and a database of its own, closed and removed after the test. The
 * example launches on Tuesday 1 December 2026: its clock starts on 16 November at 08:30.
 */
export async function startProgram({ people, edits, log = SILENT, left }: ProgramOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'percolateur-'));
  if (left) await cp(left, folder, { recursive: true });
  const programme = left ? join(folder, 'programme') : await makeCommune(people ?? null, edits);
  const file = join(folder, 'percolateur.db');
  const config = readConfig({ PORT: '0', DATABASE_URL: `file:${file}`, PROGRAMME: programme });
  let service = await start(config, log);
  onTestFinished(async () => {
    await service.close();
    await rm(folder, { recursive: true });
    await rm(programme, { recursive: true, force: true });
  });

  async function call(method: string, path: string, body?: unknown) {
    const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(`${service.url}/sandbox/${path}`, init);
    return { status: response.status, body: await response.json() };
  }

  async function ok(method: string, path: string, body?: unknown) {
    const answer = await call(method, path, body);
    expect(answer, `${method} ${path}`).toMatchObject({ status: 200 });
    return answer.body;
  }

  async function travel(to: string): Promise<Counts> {
    const counts: Counts = await ok('POST', 'clock', to.startsWith('P') ? { advance: to } : { to });
    expect(counts.planned).toBe(counts.sent + counts.failed + counts.skipped);
    return counts;
  }

  const messages = (id: string): Promise<MessageView[]> => ok('GET', `people/${id}/messages`);

  /** The last message of somebody's chat that offers a verb. */
  async function offering(id: string, verb: string): Promise<MessageView> {
    const found = (await messages(id)).findLast(({ actions }) =>
      actions.some((action) => action.verb === verb),
    );
    if (!found) throw new Error(`${id} is not offered ${verb}`);
    return found;
  }

  return {
    call,
    travel,
    messages,
    offering,
    file,
    programme,
    url: () => service.url,
    engine: () => service.engine,
    channel: (): Promise<MessageView[]> => ok('GET', 'channels/direction/messages'),
    outbox: (): Promise<CampaignReport[]> => ok('GET', 'outbox'),
    /** What the bot says to a typed line. */
    async say(id: string, text: string): Promise<MessageView> {
      const [reply]: MessageView[] = await ok('POST', `people/${id}/messages`, { text });
      if (!reply) throw new Error('nothing was said');
      return reply;
    },
    /** Taps a button of the last message that has it; resolves with what stands there now. */
    async tap(id: string, verb: string, data: Record<string, unknown> = {}): Promise<MessageView> {
      const message = await offering(id, verb);
      return ok('POST', `people/${id}/answers`, { message: message.id, verb, data });
    },
    /** An answer as a platform delivers it, about the last message; `eventId` again is a redelivery. */
    async act(personId: string, verb: string, data: Record<string, unknown>, eventId: string = randomUUID()) {
      const event = {
        eventId,
        channel: 'sandbox',
        sender: { personId },
        address: null,
        place: null,
      } as const;
      return service.engine.dispatch({ ...event, kind: 'action', data: { ...data, v: verb } });
    },
    /** Puts somebody in a state, as a platform's event would. */
    become: (id: string, state: string) => ok('PATCH', `people/${id}`, { state }),
    /** Stops, and starts again on the same database. */
    async restart(): Promise<void> {
      await service.close();
      service = await start(config, log);
    },
    tables: () => readTables(file),
    /** The database as a thief would copy it: the file, then what waits beside it. */
    bytes: () =>
      Buffer.concat(
        [file, `${file}-wal`].map((name) => (existsSync(name) ? readFileSync(name) : Buffer.of())),
      ),
  };
}

/** Every row of every table, in the order of its key, as JSON. */
export function readTables(file: string): Record<string, string[]> {
  const database = new Database(file, { readonly: true });
  try {
    const names = database.prepare<[], { name: string }>(
      "select name from sqlite_schema where type = 'table'",
    );
    return Object.fromEntries(
      names.all().map(({ name }) => [
        name,
        database
          .prepare(`select * from "${name}"`)
          .all()
          .map((row) => JSON.stringify(row)),
      ]),
    );
  } finally {
    database.close();
  }
}

/** Everything a message says, line by line. */
export function words(message: Pick<MessageView, 'text' | 'card'>): string {
  const lines: string[] = message.card ? [] : [message.text];
  visit(message.card);
  return lines.join('\n');

  function visit(node: unknown): void {
    if (Array.isArray(node)) for (const child of node) visit(child);
    else if (node !== null && typeof node === 'object') {
      for (const [key, child] of Object.entries(node)) {
        if (typeof child !== 'string') visit(child);
        else if (['text', 'title', 'label', 'altText'].includes(key)) lines.push(child);
      }
    }
  }
}
