import type { Tx } from './store.ts';

/** Who was at a Café, in place of what was marked before. */
export async function saveAttendance(tx: Tx, sessionId: string, personIds: string[], day: string) {
  await tx.deleteFrom('attendance').where('session_id', '=', sessionId).execute();
  for (const personId of personIds) {
    await tx
      .insertInto('attendance')
      .values({ session_id: sessionId, person_id: personId, on_day: day })
      .execute();
  }
}

export async function listAttendance(tx: Tx, sessionId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('attendance')
    .select('person_id')
    .where('session_id', '=', sessionId)
    .execute();
  return rows.map((row) => row.person_id);
}
