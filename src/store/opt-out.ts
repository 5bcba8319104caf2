import type { OptOut } from '../domain/opt-out.ts';
import type { Tx } from './store.ts';

/** What somebody has chosen not to be sent. */
export async function optOutsOf(tx: Tx, personId: string): Promise<Set<OptOut>> {
  const rows = await tx.selectFrom('opt_out').select('kind').where('person_id', '=', personId).execute();
  return new Set(rows.map(({ kind }) => kind));
}

/** Ids of those who have chosen not to be sent it. */
export async function optedOut(tx: Tx, kind: OptOut): Promise<Set<string>> {
  const rows = await tx.selectFrom('opt_out').select('person_id').where('kind', '=', kind).execute();
  return new Set(rows.map(({ person_id }) => person_id));
}

export async function setOptOut(tx: Tx, personId: string, kind: OptOut, day: string | null): Promise<void> {
  if (day === null) {
    await tx.deleteFrom('opt_out').where('person_id', '=', personId).where('kind', '=', kind).execute();
    return;
  }
  await tx
    .insertInto('opt_out')
    .values({ person_id: personId, kind, on_day: day })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
