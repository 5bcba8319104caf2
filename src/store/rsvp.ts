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

/** Ids of those who hold a seat: they said yes and have not left the organisation. */
export async function listComing(tx: Tx, sessionId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('rsvp')
    .innerJoin('person', 'person.id', 'rsvp.person_id')
    .select('rsvp.person_id')
    .where('rsvp.session_id', '=', sessionId)
    .where('rsvp.response', '=', 'yes')
    .where('person.left_on', 'is', null)
    .execute();
  return rows.map((row) => row.person_id);
}

export async function forgetRsvp(tx: Tx, sessionId: string, personId: string): Promise<void> {
  await tx.deleteFrom('rsvp').where('session_id', '=', sessionId).where('person_id', '=', personId).execute();
}
