import type { RsvpResponse } from './schema.ts';
import type { Tx } from './store.ts';

export async function saveRsvp(
  tx: Tx,
  sessionId: string,
  personId: string,
  response: RsvpResponse,
  day: string,
) {
  await tx
    .insertInto('rsvp')
    .values({ session_id: sessionId, person_id: personId, response, on_day: day })
    .onConflict((conflict) =>
      conflict.columns(['session_id', 'person_id']).doUpdateSet({ response, on_day: day }),
    )
    .execute();
}

export async function listRsvps(tx: Tx, sessionId: string) {
  return tx
    .selectFrom('rsvp')
    .select(['person_id', 'response'])
    .where('session_id', '=', sessionId)
    .execute();
}

export async function findRsvp(tx: Tx, sessionId: string, personId: string): Promise<RsvpResponse | null> {
  const row = await tx
    .selectFrom('rsvp')
    .select('response')
    .where('session_id', '=', sessionId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.response ?? null;
}

export async function countRsvps(tx: Tx, sessionId: string, response: RsvpResponse): Promise<number> {
  const row = await tx
    .selectFrom('rsvp')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('session_id', '=', sessionId)
    .where('response', '=', response)
    .executeTakeFirst();
  return row?.count ?? 0;
}
