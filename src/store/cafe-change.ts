import { z } from 'zod';
import { isUnder } from './outbox.ts';
import type { Tx } from './store.ts';

const paramsSchema = z.record(z.string(), z.unknown());

/**
 * Takes back the changes of a Café that have not left yet: what they said is no longer so. Resolves with who they were
 * for, and what they were to be drawn from.
 */
export async function takeBackChanges(
  tx: Tx,
  sessionId: string,
): Promise<{ personId: string; params: Record<string, unknown> }[]> {
  const rows = await tx
    .updateTable('outbox')
    .set({ status: 'skipped', reason: 'cancelled', lease_until: null })
    .where('status', '=', 'planned')
    .where(isUnder(`cafe/change/${sessionId}`))
    .returning(['person_id', 'params'])
    .execute();
  return rows.flatMap(({ person_id, params }) =>
    person_id === null ? [] : [{ personId: person_id, params: paramsSchema.parse(JSON.parse(params)) }],
  );
}
