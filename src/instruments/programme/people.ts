import type { PersonRecord } from '../../domain/person.ts';
import type { InForce } from '../../engine/in-force.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPeople } from '../../store/person.ts';
import { differences, same, type Told } from './told.ts';

/** Only how many: who is on the list is not repeated in a chat. */
export async function peopleTold({ tx, programme }: Turn, before: InForce): Promise<Told> {
  const told: Told = { file: 'agents.csv', what: [], planned: [] };
  if (same(before.programme.people, programme.people)) return told;
  const present = new Set((await listPeople(tx)).map(({ id }) => id));
  const { changed } = differences<PersonRecord>(before.programme.people, programme.people);
  const listed = new Set(programme.people.map(({ id }) => id));
  const arrivals = programme.people.filter(({ id }) => !present.has(id)).length;
  const departures = [...present].filter((id) => !listed.has(id)).length;
  const moved = changed.filter(({ before, after }) => before.department !== after.department).length;
  const others = changed.length - moved;
  if (arrivals > 0) told.what.push(text('programme.people.arrivals', { count: arrivals }));
  if (departures > 0) told.what.push(text('programme.people.departures', { count: departures }));
  if (moved > 0) told.what.push(text('programme.people.moved', { count: moved }));
  if (others > 0) told.what.push(text('programme.people.changed', { count: others }));
  if (arrivals > 0) told.planned.push(text('programme.planned.arrivals'));
  if (departures > 0) told.planned.push(text('programme.planned.departures'));
  if (moved > 0) told.planned.push(text('programme.planned.moved'));
  return told;
}
