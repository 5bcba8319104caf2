import Database from 'better-sqlite3';
import type { Inhabitant, Town } from './town.ts';

/** The card somebody has in front of them: its outbox id, and where it landed. */
export type CardSent = { person: Inhabitant; id: string; platformId: string };

/** The weekly cards that reached the people of a town, in the order of the people. */
export function weeklyCards(town: Town): CardSent[] {
  const database = new Database(town.database, { readonly: true });
  const rows = database
    .prepare<[], { id: string; person: string; platformId: string }>(
      `select id, person_id as person, platform_id as platformId from outbox
       where template = 'weekly' and status = 'sent' order by person_id`,
    )
    .all();
  database.close();
  const people = new Map(town.people.map((person) => [person.id, person]));
  return rows.flatMap(({ person, ...card }) => {
    const found = people.get(person);
    return found ? [{ person: found, ...card }] : [];
  });
}
