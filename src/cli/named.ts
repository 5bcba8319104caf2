import { Refusal } from '../domain/errors.ts';
import { findPerson, findPersonBy, type Person } from '../store/person.ts';
import type { Tx } from '../store/store.ts';

/** Whoever an id or an e-mail names. Throws a Refusal `unknown_person`. */
export async function personNamed(tx: Tx, typed: string): Promise<Person> {
  const person = (await findPerson(tx, typed)) ?? (await findPersonBy(tx, 'email', typed.toLowerCase()));
  if (!person) throw new Refusal('unknown_person');
  return person;
}
