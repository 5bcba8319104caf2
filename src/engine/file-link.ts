import { createHash } from 'node:crypto';
import { FILE_LINK_MINUTES } from '../domain/retention.ts';
import { findFileLink, saveFileLink, spendFileLink } from '../store/file-link.ts';
import { findPerson, type Person } from '../store/person.ts';
import { stamp } from './clock.ts';
import type { Turn } from './turn.ts';

/** Where one's own file is fetched, before the secret part of its address. */
export const FILE_PATH = '/mes-donnees';

/**
 * The address of somebody's own file, which works once and for some minutes; a new one puts an end to the one before.
 * Null when nobody outside can reach our pages.
 */
export async function makeFileLink(
  turn: Pick<Turn, 'tx' | 'now' | 'random' | 'publicUrl'>,
  person: Person,
): Promise<string | null> {
  if (turn.publicUrl === null) return null;
  const secret = turn.random(32).toString('base64url');
  const expiresAt = stamp(turn.now.add({ minutes: FILE_LINK_MINUTES }));
  await saveFileLink(turn.tx, { token: hashOf(secret), personId: person.id, expiresAt });
  return `${turn.publicUrl}${FILE_PATH}/${secret}`;
}

/** Whose file a link gives; null: unknown, used, or too old. `use`: it will not again. */
export async function personOfLink(
  { tx, now }: Pick<Turn, 'tx' | 'now'>,
  secret: string,
  { use }: { use: boolean },
): Promise<Person | null> {
  const read = use ? spendFileLink : findFileLink;
  const id = await read(tx, hashOf(secret), stamp(now));
  return id === null ? null : findPerson(tx, id);
}

function hashOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}
