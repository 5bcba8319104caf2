import type { FrozenRound } from '../domain/frozen.ts';
import { issuedCodes } from './code.ts';
import { at, ready, readyApart } from './ready.ts';
import { remembered } from './remembered.ts';
import type { RoundKind, Schema } from './schema.ts';
import type { Tx } from './store.ts';

export type RoundRow = Schema['round'];

const roundById = ready((tx) => tx.selectFrom('round').selectAll().where('id', '=', at<string>('id')));

export const findRound = remembered(async (tx, id: string): Promise<RoundRow | null> => {
  const [row] = await roundById(tx, { id });
  return row ?? null;
});

export async function listRounds(
  tx: Tx,
  filter: Partial<Pick<RoundRow, 'kind' | 'subject' | 'wave' | 'status'>>,
) {
  let query = tx.selectFrom('round').selectAll();
  if (filter.kind) query = query.where('kind', '=', filter.kind);
  if (filter.subject) query = query.where('subject', '=', filter.subject);
  if (filter.wave) query = query.where('wave', '=', filter.wave);
  if (filter.status) query = query.where('status', '=', filter.status);
  return query.orderBy('opened_at').orderBy('id').execute();
}

export async function insertRound(tx: Tx, round: RoundRow): Promise<void> {
  await tx.insertInto('round').values(round).execute();
}

/** Rows a statement: short enough to be prepared once and kept (statements.ts). */
const CHUNK = 50;

/** Adds people to a round's roster; those already there keep their label. */
export async function addRoundPeople(
  tx: Tx,
  roundId: string,
  people: { personId: string; label: string | null }[],
) {
  for (let start = 0; start < people.length; start += CHUNK) {
    await tx
      .insertInto('round_person')
      .values(
        people
          .slice(start, start + CHUNK)
          .map(({ personId, label }) => ({ round_id: roundId, person_id: personId, label })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export async function roundPeople(
  tx: Tx,
  roundId: string,
): Promise<{ personId: string; label: string | null }[]> {
  const rows = await tx.selectFrom('round_person').selectAll().where('round_id', '=', roundId).execute();
  return rows.map((row) => ({ personId: row.person_id, label: row.label }));
}

const onRoster = ready((tx) =>
  tx
    .selectFrom('round_person')
    .select('label')
    .where('round_id', '=', at<string>('round'))
    .where('person_id', '=', at<string>('person')),
);

export async function roundPerson(tx: Tx, roundId: string, personId: string) {
  const [row] = await onRoster(tx, { round: roundId, person: personId });
  return row;
}

const openOfKind = ready((tx) =>
  tx.selectFrom('round').selectAll().where('kind', '=', at<RoundKind>('kind')).where('status', '=', 'open'),
);

/** Each card asks: SQLite takes longer to order a few rows than to find them. */
const openRounds = remembered(async (tx, kind: RoundKind) =>
  (await openOfKind(tx, { kind })).sort((a, b) => b.opened_at.localeCompare(a.opened_at)),
);

/** Open rounds of a kind a person is invited to, the latest first. */
export async function openRoundsOf(tx: Tx, personId: string, kind: RoundKind): Promise<RoundRow[]> {
  const rounds: RoundRow[] = [];
  // Not a join: SQLite would read the whole roster of all rounds to find the few that are open.
  for (const round of await openRounds(tx, kind)) {
    if (await roundPerson(tx, round.id, personId)) rounds.push(round);
  }
  return rounds;
}

/** Who can answer: the people of the roster, and the codes given out on paper. */
export async function countInvited(tx: Tx, roundId: string): Promise<number> {
  const row = await tx
    .selectFrom('round_person')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('round_id', '=', roundId)
    .executeTakeFirst();
  return (row?.count ?? 0) + (await issuedCodes(tx, roundId));
}

const boxUnder = ready((tx) =>
  tx
    .selectFrom('sealed_answer')
    .select('box')
    .where('round_id', '=', at<string>('round'))
    .where('token', '=', at<Uint8Array>('token')),
);

export async function sealedBox(tx: Tx, roundId: string, token: Uint8Array): Promise<Uint8Array | null> {
  const [row] = await boxUnder(tx, { round: roundId, token });
  return row?.box ?? null;
}

export async function sealedBoxes(
  tx: Tx,
  roundId: string,
): Promise<{ token: Uint8Array; box: Uint8Array }[]> {
  return tx.selectFrom('sealed_answer').select(['token', 'box']).where('round_id', '=', roundId).execute();
}

export async function countSealed(tx: Tx, roundId: string): Promise<number> {
  const row = await tx
    .selectFrom('sealed_answer')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('round_id', '=', roundId)
    .executeTakeFirst();
  return row?.count ?? 0;
}

const putBox = readyApart((tx) =>
  tx
    .insertInto('sealed_answer')
    .values({ round_id: at<string>('round'), token: at<Uint8Array>('token'), box: at<Uint8Array>('box') })
    .onConflict((conflict) =>
      conflict.columns(['round_id', 'token']).doUpdateSet({ box: at<Uint8Array>('box') }),
    ),
);

export async function saveSealed(tx: Tx, roundId: string, token: Uint8Array, box: Uint8Array): Promise<void> {
  await putBox(tx, { round: roundId, token, box });
}

/** Deletes one answer; false when there was none. */
export async function deleteSealed(tx: Tx, roundId: string, token: Uint8Array): Promise<boolean> {
  const result = await tx
    .deleteFrom('sealed_answer')
    .where('round_id', '=', roundId)
    .where('token', '=', token)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function saveSealedSum(tx: Tx, roundId: string, week: number, box: Uint8Array): Promise<void> {
  await tx.insertInto('sealed_sum').values({ round_id: roundId, week, box }).execute();
}

export async function sealedSums(tx: Tx, roundId: string): Promise<{ week: number; box: Uint8Array }[]> {
  return tx
    .selectFrom('sealed_sum')
    .select(['week', 'box'])
    .where('round_id', '=', roundId)
    .orderBy('week')
    .execute();
}

/** Closes a round: its answers, sums and salt are deleted, its frozen tables stay. */
export async function freeze(tx: Tx, roundId: string, data: FrozenRound): Promise<void> {
  await tx
    .insertInto('frozen')
    .values({ round_id: roundId, data: JSON.stringify(data) })
    .execute();
  await tx.deleteFrom('sealed_answer').where('round_id', '=', roundId).execute();
  await tx.deleteFrom('sealed_sum').where('round_id', '=', roundId).execute();
  await tx.updateTable('round').set({ status: 'closed', salt: null }).where('id', '=', roundId).execute();
}

export async function frozenData(tx: Tx, roundId: string): Promise<FrozenRound | null> {
  const row = await tx.selectFrom('frozen').select('data').where('round_id', '=', roundId).executeTakeFirst();
  return row ? JSON.parse(row.data) : null;
}
