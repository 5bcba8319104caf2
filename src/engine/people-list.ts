import { createHash } from 'node:crypto';
import type { PersonRecord } from '../domain/person.ts';
import { savePeople } from '../store/person.ts';
import { getSetting, setSetting } from '../store/setting.ts';
import type { Turn } from './turn.ts';

/** The setting that holds the fingerprint of the list of people as it was last read. */
export const PEOPLE_LIST = 'people_list';

/**
 * Brings the people of the list into the store. A list read before says nothing of those who came or left since: a
 * restart changes nothing.
 */
export async function importList(turn: Turn, people: PersonRecord[]): Promise<void> {
  const list = createHash('sha256').update(JSON.stringify(people)).digest('hex');
  if ((await getSetting(turn.tx, PEOPLE_LIST)) === list) return;
  await savePeople(turn.tx, people, turn.today.toString());
  await setSetting(turn.tx, PEOPLE_LIST, list);
}
