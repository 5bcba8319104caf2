import type { ChannelName, PersonRecord, Role } from '../domain/person.ts';
import { at, ready } from './ready.ts';
import type { AddressState, Schema } from './schema.ts';
import type { Tx } from './store.ts';

/** A person as the programme and the chats know them. Dates are local `YYYY-MM-DD`. */
export type Person = PersonRecord & {
  joinedOn: string;
  leftOn: string | null;
  pausedUntil: string | null;
  /** Weeks between two weekly cards: 1, 2 or 4. */
  rhythm: number;
};

const byColumn = (column: 'id' | 'aad_id' | 'slack_id' | 'email') =>
  ready((tx) => tx.selectFrom('person').selectAll().where(column, '=', at<string>('value')));
const personBy = {
  id: byColumn('id'),
  aad_id: byColumn('aad_id'),
  slack_id: byColumn('slack_id'),
  email: byColumn('email'),
};

export async function findPerson(tx: Tx, id: string): Promise<Person | null> {
  const [row] = await personBy.id(tx, { value: id });
  return row ? fromRow(row) : null;
}

/** By what a platform says of somebody: its own id, else the e-mail. */
export async function findPersonBy(
  tx: Tx,
  column: 'aad_id' | 'slack_id' | 'email',
  value: string,
): Promise<Person | null> {
  const [row] = await personBy[column](tx, { value });
  return row ? fromRow(row) : null;
}

/** Everybody who has not left, in the order of their ids. */
export async function listPeople(tx: Tx): Promise<Person[]> {
  const rows = await tx.selectFrom('person').selectAll().where('left_on', 'is', null).orderBy('id').execute();
  return rows.map(fromRow);
}

export async function listEverybody(tx: Tx): Promise<Person[]> {
  const rows = await tx.selectFrom('person').selectAll().orderBy('id').execute();
  return rows.map(fromRow);
}

/** Adds or updates people of the list; those no longer on it have left today. Pauses and addresses are kept. */
export async function savePeople(tx: Tx, people: PersonRecord[], today: string): Promise<void> {
  const known = await listEverybody(tx);
  const gone = new Set(known.filter((person) => person.leftOn === null).map((person) => person.id));
  await releasePassedOn(tx, known, people);
  for (const person of people) {
    gone.delete(person.id);
    const row = {
      name: person.name,
      email: person.email?.toLowerCase() ?? null,
      department: person.department,
      roles: JSON.stringify(person.roles),
      channel: person.channel,
      locale: person.locale,
      zone: person.zone,
      days: person.days ? JSON.stringify(person.days) : null,
      left_on: null,
      // What the chats taught us is kept unless the list says otherwise.
      ...(person.aadId ? { aad_id: person.aadId } : {}),
      ...(person.slackId ? { slack_id: person.slackId } : {}),
    };
    await tx
      .insertInto('person')
      .values({
        aad_id: null,
        slack_id: null,
        ...row,
        id: person.id,
        joined_on: today,
        paused_until: null,
        rhythm: 1,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }
  for (const id of gone) await setLeft(tx, id, today);
}

/** An e-mail or an account that the list now gives to somebody else: two people cannot hold one. */
async function releasePassedOn(tx: Tx, known: Person[], people: PersonRecord[]): Promise<void> {
  for (const [column, of] of [
    ['email', (person: PersonRecord) => person.email?.toLowerCase()],
    ['aad_id', (person: PersonRecord) => person.aadId],
    ['slack_id', (person: PersonRecord) => person.slackId],
  ] as const) {
    const owners = new Map(people.map((person) => [of(person), person.id]));
    for (const person of known) {
      const value = of(person);
      const owner = value ? owners.get(value) : undefined;
      if (owner === undefined || owner === person.id) continue;
      await tx
        .updateTable('person')
        .set({ [column]: null })
        .where('id', '=', person.id)
        .execute();
    }
  }
}

export async function setLeft(tx: Tx, id: string, leftOn: string | null): Promise<void> {
  await tx.updateTable('person').set({ left_on: leftOn }).where('id', '=', id).execute();
}

/** Paused until a local date, exclusive; null: not paused. */
export async function setPause(tx: Tx, id: string, until: string | null): Promise<void> {
  await tx.updateTable('person').set({ paused_until: until }).where('id', '=', id).execute();
}

/** Weeks between two weekly cards. */
export async function setRhythm(tx: Tx, id: string, weeks: number): Promise<void> {
  await tx.updateTable('person').set({ rhythm: weeks }).where('id', '=', id).execute();
}

export async function linkPerson(
  tx: Tx,
  id: string,
  ids: { aadId?: string; slackId?: string },
): Promise<void> {
  if (ids.aadId) await tx.updateTable('person').set({ aad_id: ids.aadId }).where('id', '=', id).execute();
  if (ids.slackId)
    await tx.updateTable('person').set({ slack_id: ids.slackId }).where('id', '=', id).execute();
}

export type AddressRow = { personId: string; channel: ChannelName; address: string; state: AddressState };

const addressesOf = ready((tx) =>
  tx.selectFrom('address').selectAll().where('person_id', '=', at<string>('person')),
);

export async function listAddresses(tx: Tx, personIds?: string[]): Promise<AddressRow[]> {
  const rows = await addressRows(tx, personIds);
  return rows.map((row) => ({
    personId: row.person_id,
    channel: channelName(row.channel),
    address: row.address,
    state: row.state,
  }));
}

function addressRows(tx: Tx, personIds?: string[]) {
  const [only, ...others] = personIds ?? [];
  if (only !== undefined && others.length === 0) return addressesOf(tx, { person: only });
  const query = tx.selectFrom('address').selectAll();
  return (personIds ? query.where('person_id', 'in', personIds) : query).execute();
}

export async function saveAddress(tx: Tx, row: AddressRow): Promise<void> {
  const values = { address: row.address, state: row.state };
  await tx
    .insertInto('address')
    .values({ person_id: row.personId, channel: row.channel, ...values })
    .onConflict((conflict) => conflict.columns(['person_id', 'channel']).doUpdateSet(values))
    .execute();
}

export async function removeAddress(tx: Tx, personId: string, channel: ChannelName): Promise<void> {
  await tx.deleteFrom('address').where('person_id', '=', personId).where('channel', '=', channel).execute();
}

export async function setAddressState(
  tx: Tx,
  personId: string,
  channel: ChannelName,
  state: AddressState,
): Promise<void> {
  await tx
    .updateTable('address')
    .set({ state })
    .where('person_id', '=', personId)
    .where('channel', '=', channel)
    .execute();
}

/** An account on no list. True the first time it is met. */
export async function noteStranger(
  tx: Tx,
  channel: ChannelName,
  platformId: string,
  today: string,
): Promise<boolean> {
  const result = await tx
    .insertInto('stranger')
    .values({ channel, platform_id: platformId, first_on: today })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The accounts on no list, the first met first. */
export async function listStrangers(
  tx: Tx,
): Promise<{ channel: string; platformId: string; firstOn: string }[]> {
  const rows = await tx
    .selectFrom('stranger')
    .selectAll()
    .orderBy('first_on')
    .orderBy('platform_id')
    .execute();
  return rows.map((row) => ({ channel: row.channel, platformId: row.platform_id, firstOn: row.first_on }));
}

function channelName(value: string): ChannelName {
  return value === 'teams' || value === 'slack' ? value : 'sandbox';
}

function fromRow(row: Schema['person']): Person {
  const roles: Role[] = JSON.parse(row.roles);
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    department: row.department,
    roles,
    channel: row.channel === 'none' || row.channel === null ? row.channel : channelName(row.channel),
    aadId: row.aad_id,
    slackId: row.slack_id,
    locale: row.locale,
    zone: row.zone,
    days: row.days ? JSON.parse(row.days) : null,
    joinedOn: row.joined_on,
    leftOn: row.left_on,
    pausedUntil: row.paused_until,
    rhythm: row.rhythm,
  };
}
