import { createHash } from 'node:crypto';
import { may } from '../domain/may.ts';
import { DASHBOARD_LINK_MINUTES, DASHBOARD_SESSION_MINUTES } from '../domain/retention.ts';
import { dropDashboardKey, ownerOfKey, saveDashboardKey } from '../store/dashboard-key.ts';
import { findPerson, type Person } from '../store/person.ts';
import { stamp } from './clock.ts';
import { note } from './journal.ts';
import type { Turn } from './turn.ts';

/** Where the dashboard is; a link adds `/entrer/` and its secret. */
export const DASHBOARD_PATH = '/tableau-de-bord';

/** Bytes of a secret: nobody guesses it, so that it needs no signature; only its hash is kept. */
const SECRET_BYTES = 32;

type Minting = Pick<Turn, 'tx' | 'now' | 'random'>;
type Reading = Pick<Turn, 'tx' | 'now'>;

/** An address that opens the dashboard once, for some minutes; null when nobody outside can reach our pages. */
export async function makeDashboardLink(
  turn: Minting & Pick<Turn, 'today' | 'publicUrl'>,
  person: Person,
): Promise<string | null> {
  if (turn.publicUrl === null) return null;
  const secret = await mint(turn, person, 'link', DASHBOARD_LINK_MINUTES);
  await note(turn, person.id, 'dashboard.link');
  return `${turn.publicUrl}${DASHBOARD_PATH}/entrer/${secret}`;
}

/** Whom a link still lets in. */
export function readerOfLink(turn: Reading, secret: string): Promise<Person | null> {
  return readerOf(turn, 'link', secret);
}

/** Uses a link up; resolves with the secret of the session that it opens, or null: unknown, used, or too old. */
export async function openSession(
  turn: Minting & Pick<Turn, 'today'>,
  secret: string,
): Promise<string | null> {
  const person = await readerOfLink(turn, secret);
  if (!person) return null;
  await dropDashboardKey(turn.tx, hashOf(secret));
  await note(turn, person.id, 'dashboard.open');
  return mint(turn, person, 'session', DASHBOARD_SESSION_MINUTES);
}

/** Who reads in a session; null: over, or they may not any more. */
export function readerOfSession(turn: Reading, secret: string): Promise<Person | null> {
  return readerOf(turn, 'session', secret);
}

export async function closeSession(turn: Pick<Turn, 'tx'>, secret: string): Promise<void> {
  await dropDashboardKey(turn.tx, hashOf(secret));
}

async function mint(
  { tx, now, random }: Minting,
  person: Person,
  kind: 'link' | 'session',
  minutes: number,
): Promise<string> {
  const secret = random(SECRET_BYTES).toString('base64url');
  const expires_at = stamp(now.add({ minutes }));
  await saveDashboardKey(tx, { token: hashOf(secret), kind, person_id: person.id, expires_at });
  return secret;
}

/** Roles are read again each time: who has lost theirs since, or has left, is let in nowhere. */
async function readerOf(
  { tx, now }: Reading,
  kind: 'link' | 'session',
  secret: string,
): Promise<Person | null> {
  const id = await ownerOfKey(tx, { kind, token: hashOf(secret), now: stamp(now) });
  const person = id === null ? null : await findPerson(tx, id);
  return person && person.leftOn === null && may(person, 'bilan web') ? person : null;
}

function hashOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}
