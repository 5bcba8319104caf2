import type { Tx } from './store.ts';

/** What people said in their own name: RSVPs, acknowledgements, calls for help. They keep the day, not the minute. */

export async function acknowledge(tx: Tx, version: string, personId: string, day: string): Promise<void> {
  await tx
    .insertInto('acknowledgement')
    .values({ version, person_id: personId, on_day: day })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function hasAcknowledged(tx: Tx, version: string, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('acknowledgement')
    .select('on_day')
    .where('version', '=', version)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function listAcknowledged(tx: Tx, version: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('acknowledgement')
    .select('person_id')
    .where('version', '=', version)
    .execute();
  return rows.map((row) => row.person_id);
}
