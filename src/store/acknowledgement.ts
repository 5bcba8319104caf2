import type { Tx } from './store.ts';

/** Who said they read and understood a version of the memento: nominative, by day and not by minute. */

export async function acknowledge(tx: Tx, version: string, personId: string, day: string): Promise<void> {
  await tx
    .insertInto('acknowledgement')
    .values({ version, person_id: personId, on_day: day })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The versions somebody acknowledged, the last one first. */
export async function acknowledgedVersions(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('acknowledgement')
    .leftJoin('memento_version', 'memento_version.version', 'acknowledgement.version')
    .select('acknowledgement.version')
    .where('person_id', '=', personId)
    .orderBy('on_day', 'desc')
    .orderBy('memento_version.first_on', 'desc')
    .execute();
  return rows.map((row) => row.version);
}

/** Ids of those who acknowledged one of these versions. */
export async function listAcknowledged(tx: Tx, versions: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('acknowledgement')
    .select('person_id')
    .distinct()
    .where('version', 'in', versions)
    .execute();
  return rows.map((row) => row.person_id);
}
