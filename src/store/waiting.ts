import { at, ready } from './ready.ts';
import { remembered } from './remembered.ts';
import type { Tx } from './store.ts';

const onList = ready((tx) =>
  tx
    .selectFrom('waiting')
    .innerJoin('person', 'person.id', 'waiting.person_id')
    .select(['waiting.person_id', 'waiting.number'])
    .where('waiting.session_id', '=', at<string>('session'))
    .where('person.left_on', 'is', null),
);

/** Who waits for a seat at a Café: present people, the first to have come on the list first. */
export const listWaiting = remembered(async (tx, sessionId: string): Promise<readonly string[]> => {
  const rows = await onList(tx, { session: sessionId });
  // Each card asks: SQLite takes longer to order a few rows than to find them.
  return rows.sort((a, b) => a.number - b.number).map((row) => row.person_id);
});

/** Puts somebody at the end of the list; who is on it already keeps their place. */
export async function joinWaiting(tx: Tx, sessionId: string, personId: string, day: string): Promise<void> {
  const last = await tx
    .selectFrom('waiting')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  await tx
    .insertInto('waiting')
    .values({
      session_id: sessionId,
      person_id: personId,
      number: Number(last?.number ?? 0) + 1,
      on_day: day,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function leaveWaiting(tx: Tx, sessionId: string, personId: string): Promise<void> {
  await tx
    .deleteFrom('waiting')
    .where('session_id', '=', sessionId)
    .where('person_id', '=', personId)
    .execute();
}
