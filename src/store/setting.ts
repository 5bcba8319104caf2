import type { Tx } from './store.ts';

/** The setting that holds the time of the sandbox, an ISO instant; absent where time is real. */
export const SANDBOX_CLOCK = 'sandbox_clock';

/** Small facts of the installation: the sandbox's clock, a clean-up still to do. */
export async function getSetting(tx: Tx, key: string): Promise<string | null> {
  const row = await tx.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

export async function setSetting(tx: Tx, key: string, value: string | null): Promise<void> {
  if (value === null) {
    await tx.deleteFrom('setting').where('key', '=', key).execute();
    return;
  }
  await tx
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
