import type { Tx } from './store.ts';

/** Rows a statement: short enough to be prepared once and kept (statements.ts). */
const CHUNK = 50;

export async function insertCodes(tx: Tx, roundId: string, tokens: Uint8Array[]): Promise<void> {
  for (let start = 0; start < tokens.length; start += CHUNK) {
    await tx
      .insertInto('code')
      .values(tokens.slice(start, start + CHUNK).map((token) => ({ round_id: roundId, token })))
      .execute();
  }
}

/** How many codes were given out for a round, spent or not. */
export async function issuedCodes(tx: Tx, roundId: string): Promise<number> {
  const row = await tx
    .selectFrom('code_sheet')
    .select('issued')
    .where('round_id', '=', roundId)
    .executeTakeFirst();
  return row?.issued ?? 0;
}

export async function setIssuedCodes(tx: Tx, roundId: string, issued: number): Promise<void> {
  await tx
    .insertInto('code_sheet')
    .values({ round_id: roundId, issued })
    .onConflict((conflict) => conflict.column('round_id').doUpdateSet({ issued }))
    .execute();
}

export async function hasCode(tx: Tx, roundId: string, token: Uint8Array): Promise<boolean> {
  const row = await tx
    .selectFrom('code')
    .select('round_id')
    .where('round_id', '=', roundId)
    .where('token', '=', token)
    .executeTakeFirst();
  return row !== undefined;
}

/** Spends a code; false when it was spent before. */
export async function spendCode(tx: Tx, roundId: string, token: Uint8Array): Promise<boolean> {
  const result = await tx
    .deleteFrom('code')
    .where('round_id', '=', roundId)
    .where('token', '=', token)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Takes back what was not spent; resolves with how many. */
export async function withdrawCodes(tx: Tx, roundId: string): Promise<number> {
  const result = await tx.deleteFrom('code').where('round_id', '=', roundId).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** How many were given out and not spent. */
export async function countCodes(tx: Tx, roundId: string): Promise<number> {
  const row = await tx
    .selectFrom('code')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('round_id', '=', roundId)
    .executeTakeFirst();
  return row?.count ?? 0;
}
