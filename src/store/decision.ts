import type { Decision } from './schema.ts';
import type { Tx } from './store.ts';

export async function recordDecision(tx: Tx, wave: string, personId: string, decision: Decision, at: string) {
  await tx
    .insertInto('decision')
    .values({ wave, person_id: personId, decision, at })
    .onConflict((conflict) => conflict.columns(['wave', 'person_id']).doUpdateSet({ decision, at }))
    .execute();
}

export async function listDecisions(tx: Tx, wave: string) {
  return tx.selectFrom('decision').selectAll().where('wave', '=', wave).orderBy('at').execute();
}
