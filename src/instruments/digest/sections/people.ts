import type { Sections } from '../../../domain/digest.ts';
import { MILESTONE_BLOCKS } from '../../../domain/milestone.ts';
import { readership } from '../../../domain/readership.ts';
import { blockOfWeek, WEEKS_PER_BLOCK } from '../../../domain/wave.ts';
import { readFrozen } from '../../../engine/closing.ts';
import { listAcknowledged } from '../../../store/acknowledgement.ts';
import { listDecisions } from '../../../store/decision.ts';
import { countHelpCalls } from '../../../store/help-call.ts';
import { versionsSaying } from '../../../store/memento-version.ts';
import { departmentName } from './department.ts';
import { type BlockResult, basis, hiddenBecause, type Review } from './review.ts';

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
  const known = weeks.flatMap(({ answered, ...week }) => (answered === null ? [] : [{ ...week, answered }]));
  const shown = blocks.findLast(({ result }) => result && !result.hidden);
  if (shown?.result && !shown.result.hidden) {
    const { invited, answered } = shown.result;
    const last = shown.block * WEEKS_PER_BLOCK;
    const counted = { first: last - WEEKS_PER_BLOCK + 1, last };
    return { ...basis(invited, inSteps(answered)), counted, weeks };
  }
  const last = known.at(-1);
  if (last) return { ...ofWeeks(known, last, invitedIn(blocks, blockOfWeek(last.week))), weeks };
  return weeks.length > 0 ? { hidden: true, reason: 'too_small' } : hiddenBecause(review, []);
}

type Known = { week: number; invited: number; answered: number };

/** Everybody who was invited in one of its weeks, were it hidden; 0 while it is open. */
function invitedIn(blocks: readonly BlockResult[], number: number): number {
  return blocks.find(({ block }) => block === number)?.result?.invited ?? 0;
}

/**
 * Where no block can be shown: in the block of the last week at least as many answered as in its best one, so that a
 * week off is not all that is told; under the first step nothing is known of two weeks together. Of two weeks together
 * those who came and those who left are all invited: `invited`, of the block.
 */
function ofWeeks(weeks: readonly Known[], last: Known, invited: number) {
  const block = weeks.filter(({ week }) => blockOfWeek(week) === blockOfWeek(last.week));
  const answered = Math.max(...block.map((one) => one.answered));
  const counted = answered === 0 ? [last] : block;
  const most = Math.max(answered === 0 ? 0 : invited, ...counted.map((one) => one.invited));
  const first = counted[0]?.week ?? last.week;
  return { ...basis(most, answered), counted: { first, last: last.week } };
}

function inSteps(answered: number): number {
  return Math.floor(answered / 5) * 5;
}

/** How many people asked for help since the launch. */
export async function helpWanted({ turn, wave, people }: Review): Promise<Sections['helpWanted']> {
  const calls = await countHelpCalls(turn.tx, wave.id, wave.launchDate);
  return { ...basis(people.length, calls), calls };
}

/** How many said they read and understood the rules in force, or an earlier version that says the same. */
export async function memento({ turn, people }: Review): Promise<Sections['memento']> {
  const { memento: rules, thresholds } = turn.programme;
  const known = new Set(await listAcknowledged(turn.tx, await versionsSaying(turn.tx, rules)));
  const read = readership(people, known, thresholds);
  if (read.hidden) return { hidden: true, reason: read.reason };
  const byDepartment = read.groups.map(({ department, invited, answered }) => ({
    department: departmentName(department),
    ...basis(invited, answered),
    acknowledged: answered,
  }));
  const { invited, answered } = read;
  return { ...basis(invited, answered), version: rules.version, acknowledged: answered, byDepartment };
}

/** What the leadership is asked at the end of the pilot. */
export async function decision({ turn, wave, everybody }: Review): Promise<Sections['decision']> {
  const leadership = everybody.filter(({ leftOn, roles }) => leftOn === null && roles.includes('leadership'));
  const taken = await listDecisions(turn.tx, wave.id);
  return {
    ...basis(leadership.length, taken.length),
    asked: true,
    options: ['maintain', 'extend', 'pivot'],
  };
}
