import type { Tx } from './store.ts';

export async function callForHelp(tx: Tx, personId: string, wave: string, day: string): Promise<boolean> {
  const result = await tx
    .insertInto('help_call')
    .values({ person_id: personId, on_day: day, wave })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function countHelpCalls(tx: Tx, wave: string, since: string): Promise<number> {
  const row = await tx
    .selectFrom('help_call')
    .select(({ fn }) => fn.count<number>('person_id').distinct().as('count'))
    .where('wave', '=', wave)
    .where('on_day', '>=', since)
    .executeTakeFirst();
  return row?.count ?? 0;
}
