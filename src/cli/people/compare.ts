import type { PersonRecord } from '../../domain/person.ts';
import { dayName } from '../../programme/days.ts';
import { CHANNEL_WORDS, ROLE_WORDS } from '../../programme/person-line.ts';
import type { AddressRow, Person } from '../../store/person.ts';

type Who = { id: string; name: string; department: string };
export type Field = (typeof FIELDS)[number];

/** What a list would change, in the words of the people file. */
export type PeopleChanges = {
  arrivals: Who[];
  /** Had left, and are on the list again. */
  returns: Who[];
  departures: Who[];
  changes: { id: string; name: string; fields: { field: Field; from: string; to: string }[] }[];
  /** On the list, and nothing says how to reach them: no address known, no e-mail, no platform id; or `aucun`. */
  withoutChannel: Who[];
};

const FIELDS = [
  'name',
  'email',
  'department',
  'roles',
  'channel',
  'aadId',
  'slackId',
  'locale',
  'zone',
  'days',
] as const;
/** What a chat taught us stays where the list says nothing. */
const KEPT: readonly Field[] = ['aadId', 'slackId'];

/** A person as the list writes them. */
const READ: Record<Field, (person: PersonRecord) => string> = {
  name: ({ name }) => name,
  email: ({ email }) => email ?? '',
  department: ({ department }) => department,
  roles: ({ roles }) => roles.map((role) => ROLE_WORDS[role]).join('|'),
  channel: ({ channel }) => (channel === null ? '' : CHANNEL_WORDS[channel]),
  aadId: ({ aadId }) => aadId ?? '',
  slackId: ({ slackId }) => slackId ?? '',
  locale: ({ locale }) => locale,
  zone: ({ zone }) => zone ?? '',
  days: ({ days }) => (days ?? []).map(dayName).join('-'),
};

export function comparePeople(
  before: readonly Person[],
  after: readonly PersonRecord[],
  addresses: readonly AddressRow[],
): PeopleChanges {
  const known = new Map(before.map((person) => [person.id, person]));
  const listed = new Set(after.map(({ id }) => id));
  const met = new Set(addresses.filter(({ state }) => state === 'ok').map(({ personId }) => personId));
  const present = after.filter(({ id }) => known.get(id)?.leftOn === null);
  return {
    arrivals: after.filter(({ id }) => !known.has(id)).map(who),
    returns: after.filter(({ id }) => known.has(id) && known.get(id)?.leftOn !== null).map(who),
    departures: before.filter(({ id, leftOn }) => leftOn === null && !listed.has(id)).map(who),
    changes: present.flatMap((person) => {
      const old = known.get(person.id);
      const fields = old ? differences(old, person) : [];
      return fields.length === 0 ? [] : [{ id: person.id, name: person.name, fields }];
    }),
    withoutChannel: after.filter((person) => !met.has(person.id) && !canBeMet(person)).map(who),
  };
}

/** A platform knows them by one of these, sooner or later. */
export function canBeMet({ channel, email, aadId, slackId }: PersonRecord): boolean {
  if (channel === 'none') return false;
  return channel === 'sandbox' || email !== null || aadId !== null || slackId !== null;
}

function differences(old: PersonRecord, person: PersonRecord) {
  return FIELDS.map((field) => ({ field, from: READ[field](old), to: READ[field](person) })).filter(
    ({ field, from, to }) => from !== to && !(to === '' && KEPT.includes(field)),
  );
}

function who({ id, name, department }: PersonRecord): Who {
  return { id, name, department };
}
