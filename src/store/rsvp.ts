import { at, ready } from './ready.ts';
import { remembered } from './remembered.ts';
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

const responseOf = ready((tx) =>
  tx
    .selectFrom('rsvp')
    .select('response')
    .where('session_id', '=', at<string>('session'))
    .where('person_id', '=', at<string>('person')),
);

/** What somebody answered to a Café; null: nothing. */
export const findRsvp = remembered(
  async (tx, sessionId: string, personId: string): Promise<RsvpResponse | null> => {
    const [row] = await responseOf(tx, { session: sessionId, person: personId });
    return row?.response ?? null;
  },
);

const seated = ready((tx) =>
  tx
    .selectFrom('rsvp')
    .innerJoin('person', 'person.id', 'rsvp.person_id')
    .select('rsvp.person_id')
    .where('rsvp.session_id', '=', at<string>('session'))
    .where('rsvp.response', '=', 'yes')
    .where('person.left_on', 'is', null),
);

/** Ids of those who hold a seat: they said yes and have not left the organisation. */
export const listComing = remembered(async (tx, sessionId: string): Promise<readonly string[]> => {
  const rows = await seated(tx, { session: sessionId });
  return rows.map((row) => row.person_id);
});

export async function forgetRsvp(tx: Tx, sessionId: string, personId: string): Promise<void> {
  await tx.deleteFrom('rsvp').where('session_id', '=', sessionId).where('person_id', '=', personId).execute();
}
