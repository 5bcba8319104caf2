import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { scopeOf } from '../../domain/may.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { findRound, listRounds, type RoundRow } from '../../store/round.ts';
import { mayLaunchFor } from './target.ts';
import { isOurs } from './title.ts';

const audienceSchema = z.array(z.string());

/** The services a round asks; empty, or `*`: all of them. */
export function audienceOf(round: RoundRow): string[] {
  return audienceSchema.parse(JSON.parse(round.audience));
}

/** Rounds somebody may follow, the oldest first: a lead all; a champion those they launched, and of their service. */
export async function theirs(turn: Turn, person: Person, status: 'open' | 'closed'): Promise<RoundRow[]> {
  return (await listRounds(turn.tx, { kind: 'survey', status })).filter((round) => isTheirs(person, round));
}

export function isTheirs(person: Person, round: RoundRow): boolean {
  if (!isOurs(round)) return false;
  if (scopeOf(person, 'survey.results') === 'all') return true;
  const audience = audienceOf(round);
  return (
    round.launched_by === person.id ||
    audience.some((department) => audience.length === 1 && mayLaunchFor(person, department))
  );
}

/** The round a button speaks of, if it is theirs to follow. Throws a Refusal `role`. */
export async function theirRound(turn: Turn, person: Person, id: string): Promise<RoundRow> {
  const round = await findRound(turn.tx, id);
  if (!round || !isTheirs(person, round)) throw new Refusal('role');
  return round;
}
