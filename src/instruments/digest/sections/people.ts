import type { Sections } from '../../../domain/digest.ts';
import { MILESTONE_BLOCKS } from '../../../domain/milestone.ts';
import { WEEKS_PER_BLOCK } from '../../../domain/wave.ts';
import { readFrozen } from '../../../engine/closing.ts';
import { listAcknowledged } from '../../../store/acknowledgement.ts';
import { listDecisions } from '../../../store/decision.ts';
import { countHelpCalls } from '../../../store/help-call.ts';
import { listPeople } from '../../../store/person.ts';
import { basis, hiddenBecause, type Review } from './review.ts';

/** Who a message can reach today, and what keeps it from the others. */
export function reach({ people, routes, reachable }: Review): Sections['reach'] {
  const unreachable: Record<string, number> = {};
  for (const route of routes.values()) {
    if ('reason' in route) unreachable[route.reason] = (unreachable[route.reason] ?? 0) + 1;
  }
  const sorted = Object.fromEntries(Object.entries(unreachable).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...basis(people.length, reachable), people: people.length, reachable, unreachable: sorted };
}

/** Who answers, in steps of 5: by closed week, and over the last block. */
export async function participation(review: Review): Promise<Sections['participation']> {
  const { turn, wave, milestone, blocks } = review;
  const weeks: { week: number; invited: number; answered: number | null }[] = [];
  for (let week = 1; week <= MILESTONE_BLOCKS[milestone] * WEEKS_PER_BLOCK; week++) {
    const frozen = await readFrozen(turn, `checkin/${wave.id}/${week}`);
    if (frozen?.kind !== 'checkin') continue;
    weeks.push({ week, invited: frozen.invited, answered: frozen.participation });
  }
  const known = weeks.findLast(({ answered }) => answered !== null);
  const block = blocks.findLast(({ result }) => result && !result.hidden)?.result;
  if (block && !block.hidden) return { ...basis(block.invited, inSteps(block.answered)), weeks };
  if (known) return { ...basis(known.invited, known.answered ?? 0), weeks };
  return weeks.length > 0 ? { hidden: true, reason: 'too_small' } : hiddenBecause(review, []);
}

function inSteps(answered: number): number {
  return Math.floor(answered / 5) * 5;
}

/** How many people asked for help since the launch. */
export async function helpWanted({ turn, wave, people }: Review): Promise<Sections['helpWanted']> {
  const calls = await countHelpCalls(turn.tx, wave.id, wave.launchDate);
  return { ...basis(people.length, calls), calls };
}

/** How many said they read and understood the rules in force. */
export async function memento({ turn, people }: Review): Promise<Sections['memento']> {
  const { version } = turn.programme.memento;
  const known = new Set(await listAcknowledged(turn.tx, version));
  const acknowledged = people.filter(({ id }) => known.has(id)).length;
  return { ...basis(people.length, acknowledged), version, acknowledged };
}

/** What the leadership is asked at the end of the pilot. */
export async function decision({ turn, wave }: Review): Promise<Sections['decision']> {
  const leadership = (await listPeople(turn.tx)).filter(({ roles }) => roles.includes('leadership'));
  const taken = await listDecisions(turn.tx, wave.id);
  return {
    ...basis(leadership.length, taken.length),
    asked: true,
    options: ['maintain', 'extend', 'pivot'],
  };
}
