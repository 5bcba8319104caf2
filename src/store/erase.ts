import { sql } from 'kysely';
import { type FamilyCounts, isAbout, type Known, noCounts, PERSONAL, type Place } from './personal.ts';
import type { Tx } from './store.ts';
import { addTally } from './tally.ts';

/**
 * Deletes a person and whatever bears their id, place by place (personal.ts); resolves with how many rows of each
 * family. Messages stay counted: `countUnder` says under which campaign. What they did for the organisation stays,
 * under `alias`.
 */
export async function erasePersonRows(
  tx: Tx,
  person: Known & { name: string },
  alias: string,
  countUnder: (campaign: string) => string,
): Promise<FamilyCounts> {
  const erased = noCounts();
  erased.sandbox += await eraseMentions(tx, person.name);
  for (const place of PERSONAL)
    erased[place.family] += await erasePlace(tx, place, person, alias, countUnder);
  return erased;
}

async function erasePlace(
  tx: Tx,
  place: Place,
  person: Known,
  alias: string,
  countUnder: (campaign: string) => string,
): Promise<number> {
  const { erased, column } = place;
  const table = sql.table(place.table);
  const about = isAbout(place, person);
  if (erased === 'counted') return eraseMessages(tx, about, countUnder);
  const value = erased === 'aliased' ? alias : null;
  const statement =
    erased === 'deleted'
      ? sql`delete from ${table} where ${about}`
      : sql`update ${table} set ${sql.ref(column)} = ${value} where ${about}`;
  const { numAffectedRows } = await statement.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

async function eraseMessages(
  tx: Tx,
  about: ReturnType<typeof isAbout>,
  countUnder: (campaign: string) => string,
): Promise<number> {
  const rows = await tx
    .deleteFrom('outbox')
    .where(about)
    .returning(['campaign', 'status', 'reason'])
    .execute();
  for (const { campaign, status, reason } of rows) {
    const waited = status === 'planned' || status === 'leased';
    const [outcome, why] = waited ? ['skipped', 'cancelled'] : [status, reason ?? ''];
    await addTally(tx, countUnder(campaign), outcome, why, 1);
  }
  return rows.length;
}

/** What names them in the sandbox's chats of others. */
async function eraseMentions(tx: Tx, name: string): Promise<number> {
  const result = await tx
    .deleteFrom('sandbox_message')
    .where(sql<boolean>`instr(text, ${name}) > 0 or instr(card, ${JSON.stringify(name).slice(1, -1)}) > 0`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
