import type { Tx } from './store.ts';

/** Keeps the link to somebody's own file: the last one, and only its hash. Instants are ISO UTC. */
export async function saveFileLink(
  tx: Tx,
  link: { token: Uint8Array; personId: string; expiresAt: string },
): Promise<void> {
  await tx.deleteFrom('file_link').where('person_id', '=', link.personId).execute();
  await tx
    .insertInto('file_link')
    .values({ token: link.token, person_id: link.personId, expires_at: link.expiresAt })
    .execute();
}

/** Whose file a link still gives at `now`; null: unknown, used, or too old. */
export async function findFileLink(tx: Tx, token: Uint8Array, now: string): Promise<string | null> {
  const row = await tx
    .selectFrom('file_link')
    .select('person_id')
    .where('token', '=', token)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

/** Uses a link up; resolves as `findFileLink` did before. */
export async function spendFileLink(tx: Tx, token: Uint8Array, now: string): Promise<string | null> {
  const personId = await findFileLink(tx, token, now);
  if (personId !== null) await tx.deleteFrom('file_link').where('token', '=', token).execute();
  return personId;
}

export async function forgetFileLinksBefore(tx: Tx, now: string): Promise<void> {
  await tx.deleteFrom('file_link').where('expires_at', '<', now).execute();
}
