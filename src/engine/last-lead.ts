import { listPeople, type Person } from '../store/person.ts';
import type { Tx } from '../store/store.ts';

/** Whether nobody else leads: without them no wave is confirmed, and nobody reads what the service asks for. */
export async function isLastLead(tx: Tx, person: Pick<Person, 'id' | 'roles'>): Promise<boolean> {
  if (!person.roles.includes('lead')) return false;
  const others = await listPeople(tx);
  return !others.some(({ id, roles }) => id !== person.id && roles.includes('lead'));
}
