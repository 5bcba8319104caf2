import { Refusal } from '../../domain/errors.ts';
import { scopeOf } from '../../domain/may.ts';
import { inOneLine } from '../../domain/plain-text.ts';
import { SEATS, type Session } from '../../domain/session.ts';
import { newId } from '../../engine/random.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPeople, type Person } from '../../store/person.ts';
import { readMoment } from './moment.ts';
import type { Proposal } from './proposal.ts';

const LONGEST = 100;
/** Characters of the services' names together: a button carries them. */
const ROOM = 1000;
const MINUTES = { least: 15, most: 480 };

/** The Café that a filled card speaks of; refuses what cannot be one, in words. */
export async function readProposal(turn: Turn, person: Person, data: Proposal): Promise<Session> {
  const [title = '', place = '', facilitator = ''] = [data.title, data.place, data.facilitator].map(
    inOneLine,
  );
  if ([title, place, facilitator, data.date, data.time].includes('')) throw new Refusal('cafe_incomplete');
  if ([title, place, facilitator].some((words) => words.length > LONGEST)) {
    throw new Refusal('text_too_long', { limit: LONGEST });
  }
  const { seats, minutes } = data;
  if (!isWithin(seats, SEATS)) throw new Refusal('cafe_seats', SEATS);
  if (!isWithin(minutes, MINUTES)) throw new Refusal('cafe_minutes', MINUTES);
  const starts = readMoment(turn, data.date, data.time);
  const departments = await servicesOf(turn, person, data.services);
  const id = newId(turn.random);
  return { id, title, starts, minutes, place, facilitator, seats, departments, cancelled: false };
}

function isWithin(value: number, { least, most }: { least: number; most: number }): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** A champion speaks for their own service; a lead for all, or for those chosen. */
async function servicesOf(turn: Turn, person: Person, joined: string): Promise<string[]> {
  if (scopeOf(person, 'cafe.propose') !== 'all') return [person.department];
  const known = new Set((await listPeople(turn.tx)).map(({ department }) => department));
  const names = splitNames(joined, [...known]);
  if (names.join(',').length > ROOM) throw new Refusal('cafe_services');
  return names;
}

/** Names joined by commas, some of which may hold one: the longest known name is read first. */
export function splitNames(joined: string, known: readonly string[]): string[] {
  const longestFirst = [...known].sort((a, b) => b.length - a.length);
  const names = new Set<string>();
  for (let rest = joined; rest !== ''; ) {
    const name = longestFirst.find((one) => rest === one || rest.startsWith(`${one},`));
    if (name === undefined) throw new Refusal('bad_input');
    names.add(name);
    rest = rest.slice(name.length + 1);
  }
  return [...names].sort();
}
