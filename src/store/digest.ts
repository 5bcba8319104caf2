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
