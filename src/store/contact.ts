import { sql } from 'kysely';
import type { Role } from '../domain/person.ts';
import type { Tx } from './store.ts';

/** The campaign of a contact card: its role, and the local day it was planned. */
export function contactCampaign(role: Role, day: string): string {
  return `contact/${role}/${day}`;
}

/** Notes that somebody has met us in these roles; a role whose card was lost is noted again. */
export async function noteContact(
  tx: Tx,
  personId: string,
  roles: readonly Role[],
  day: string,
): Promise<void> {
  if (roles.length === 0) return;
  await tx
    .insertInto('contact')
    .values(roles.map((role) => ({ person_id: personId, role, on_day: day })))
    .onConflict((conflict) => conflict.columns(['person_id', 'role']).doUpdateSet({ on_day: day }))
    .execute();
}

/**
 * The roles in which people have not met us yet, by person; of those who have left, none. A card that was skipped or
 * has failed was not met. `personId`: of one person only.
 */
export async function rolesToMeet(tx: Tx, personId?: string): Promise<Map<string, Role[]>> {
  const { rows } = await sql<{ id: string; role: Role }>`
    select person.id as id, roles.value as role
    from person, json_each(person.roles) as roles
    where person.left_on is null
      and (${personId ?? null} is null or person.id = ${personId ?? null})
      and not exists (
        select 1 from contact
        where contact.person_id = person.id and contact.role = roles.value
          and not exists (
            select 1 from outbox
            where outbox.campaign = 'contact/' || contact.role || '/' || contact.on_day
              and outbox.person_id = contact.person_id
              and outbox.status in ('skipped', 'failed')
          )
      )
    order by person.id`.execute(tx);
  const owed = new Map<string, Role[]>();
  for (const { id, role } of rows) owed.set(id, [...(owed.get(id) ?? []), role]);
  return owed;
}

/** Of these people, those who have had a message already. */
export async function writtenTo(tx: Tx, personIds: readonly string[]): Promise<Set<string>> {
  // One value for all of them: SQLite takes some thirty thousand, and a large town has more people.
  const asked = sql<string>`(select value from json_each(${JSON.stringify(personIds)}))`;
  const rows = await tx
    .selectFrom('outbox')
    .select('person_id')
    .distinct()
    .where('status', '=', 'sent')
    .where('person_id', 'in', asked)
    .execute();
  return new Set(rows.flatMap(({ person_id }) => person_id ?? []));
}
