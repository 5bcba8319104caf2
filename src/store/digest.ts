import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

export type DigestRow = Schema['digest'];

export async function findDigest(tx: Tx, wave: string, milestone: string): Promise<DigestRow | null> {
  const query = tx
    .selectFrom('digest')
    .selectAll()
    .where('wave', '=', wave)
    .where('milestone', '=', milestone);
  return (await query.executeTakeFirst()) ?? null;
}

export async function listDigests(tx: Tx): Promise<DigestRow[]> {
  return tx.selectFrom('digest').selectAll().orderBy('post_on').execute();
}

/** A review that was posted, without its words: they are long, and most readers want the figures. */
export type PostedDigest = Omit<DigestRow, 'words'>;

export async function listPosted(tx: Tx): Promise<PostedDigest[]> {
  return tx
    .selectFrom('digest')
    .select(['wave', 'milestone', 'due_on', 'post_on', 'status', 'data', 'note', 'posted_at'])
    .where('status', '=', 'posted')
    .orderBy('post_on')
    .execute();
}

export async function insertDigest(tx: Tx, row: DigestRow): Promise<void> {
  await tx.insertInto('digest').values(row).execute();
}

export async function updateDigest(
  tx: Tx,
  wave: string,
  milestone: string,
  change: Partial<Pick<DigestRow, 'note' | 'post_on' | 'status' | 'posted_at' | 'data' | 'words'>>,
): Promise<void> {
  await tx
    .updateTable('digest')
    .set(change)
    .where('wave', '=', wave)
    .where('milestone', '=', milestone)
    .execute();
}
