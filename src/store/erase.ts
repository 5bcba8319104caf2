import { sql } from 'kysely';
import type { Tx } from './store.ts';
import { addTally } from './tally.ts';

/** How many rows of each kind bore somebody's name. */
export type Erased = {
  addresses: number;
  messages: number;
  /** What they said to Cafés and to those who come, their places on waiting lists, and where they were. */
  rsvps: number;
  acknowledgements: number;
  helpCalls: number;
  rosters: number;
  decisions: number;
  launches: number;
  strangers: number;
  sandboxMessages: number;
};

/**
 * Deletes a person and everything that bears their id. Messages stay counted: `countUnder` says under which
 * campaign, so that no name is left in it. A decision is the organisation's: it stays, under `alias`.
 */
export async function erasePersonRows(
  tx: Tx,
  person: { id: string; name: string; aadId: string | null; slackId: string | null },
  alias: string,
  countUnder: (campaign: string) => string,
): Promise<Erased> {
  const { id } = person;
  const messages = await eraseMessages(tx, id, countUnder);
  const erased = {
    addresses: await changed(tx.deleteFrom('address').where('person_id', '=', id).executeTakeFirst()),
    messages,
    rsvps: await eraseCafes(tx, id),
    acknowledgements: await changed(
      tx.deleteFrom('acknowledgement').where('person_id', '=', id).executeTakeFirst(),
    ),
    helpCalls: await changed(tx.deleteFrom('help_call').where('person_id', '=', id).executeTakeFirst()),
    rosters: await changed(tx.deleteFrom('round_person').where('person_id', '=', id).executeTakeFirst()),
    decisions: await changed(
      tx.updateTable('decision').set({ person_id: alias }).where('person_id', '=', id).executeTakeFirst(),
    ),
    launches: await changed(
      tx.updateTable('round').set({ launched_by: null }).where('launched_by', '=', id).executeTakeFirst(),
    ),
    strangers: await eraseStranger(tx, [person.aadId, person.slackId]),
    sandboxMessages: await eraseSandboxMessages(tx, person),
  };
  await tx.deleteFrom('person').where('id', '=', id).execute();
  return erased;
}

/** Sent to them, or about them: the parameters of a call for help hold its caller. */
async function eraseMessages(tx: Tx, id: string, countUnder: (campaign: string) => string): Promise<number> {
  const rows = await tx
    .selectFrom('outbox')
    .select(['id', 'campaign', 'status', 'reason'])
    .where(({ or, eb }) =>
      or([eb('person_id', '=', id), sql<boolean>`json_extract(params, '$.caller') = ${id}`]),
    )
    .execute();
  for (const row of rows) {
    const waiting = row.status === 'planned' || row.status === 'leased';
    await addTally(
      tx,
      countUnder(row.campaign),
      waiting ? 'skipped' : row.status,
      waiting ? 'cancelled' : (row.reason ?? ''),
      1,
    );
    await tx.deleteFrom('outbox').where('id', '=', row.id).execute();
  }
  await retitleTallies(tx, `help/${id}/%`, countUnder);
  return rows.length;
}

/** Counts already kept under a campaign that bears an id. */
async function retitleTallies(tx: Tx, like: string, countUnder: (campaign: string) => string): Promise<void> {
  const rows = await tx.selectFrom('tally').selectAll().where('campaign', 'like', like).execute();
  for (const { campaign, outcome, reason, count } of rows) {
    if (countUnder(campaign) === campaign) continue;
    await tx
      .deleteFrom('tally')
      .where('campaign', '=', campaign)
      .where('outcome', '=', outcome)
      .where('reason', '=', reason)
      .execute();
    await addTally(tx, countUnder(campaign), outcome, reason, count);
  }
}

async function eraseCafes(tx: Tx, id: string): Promise<number> {
  let count = 0;
  for (const table of ['rsvp', 'waiting', 'attendance', 'cafe_message'] as const) {
    count += await changed(tx.deleteFrom(table).where('person_id', '=', id).executeTakeFirst());
  }
  return count;
}

async function eraseStranger(tx: Tx, ids: (string | null)[]): Promise<number> {
  const known = ids.filter((id) => id !== null);
  if (known.length === 0) return 0;
  return changed(tx.deleteFrom('stranger').where('platform_id', 'in', known).executeTakeFirst());
}

/** Their chat of the sandbox, and what names them in the chats of others. */
async function eraseSandboxMessages(tx: Tx, { id, name }: { id: string; name: string }): Promise<number> {
  return changed(
    tx
      .deleteFrom('sandbox_message')
      .where(({ or, eb }) =>
        or([
          eb('recipient', '=', id),
          sql<boolean>`instr(text, ${name}) > 0`,
          sql<boolean>`instr(card, ${JSON.stringify(name).slice(1, -1)}) > 0`,
        ]),
      )
      .executeTakeFirst(),
  );
}

async function changed(
  result: Promise<{ numDeletedRows?: bigint; numUpdatedRows?: bigint } | undefined>,
): Promise<number> {
  const done = await result;
  return Number(done?.numDeletedRows ?? done?.numUpdatedRows ?? 0n);
}
