import type { Tx } from './store.ts';

export async function bindLeadershipChannel(
  tx: Tx,
  channel: string,
  address: string,
  day: string,
): Promise<void> {
  await tx
    .insertInto('leadership_channel')
    .values({ channel, address, bound_on: day })
    .onConflict((conflict) => conflict.column('channel').doUpdateSet({ address, bound_on: day }))
    .execute();
}

export async function leadershipAddresses(tx: Tx): Promise<{ channel: string; address: string }[]> {
  return tx.selectFrom('leadership_channel').select(['channel', 'address']).orderBy('channel').execute();
}
