import type { Basis, Hidden } from '../../../domain/digest.ts';
import { MILESTONE_BLOCKS, type Milestone } from '../../../domain/milestone.ts';
import type { HiddenReason, Published } from '../../../domain/publishing.ts';
import type { WaveDefinition } from '../../../domain/wave.ts';
import { readFrozen } from '../../../engine/closing.ts';
import { peopleOfWave, type Route, routesOf } from '../../../engine/reach.ts';
import type { Turn } from '../../../engine/turn.ts';
import { listEverybody, type Person } from '../../../store/person.ts';

export type BlockResult = { block: number; result: Published | null };

/** What every section is read from: a wave at one of its milestones, and its closed blocks up to there. */
export type Review = {
  turn: Turn;
  wave: WaveDefinition;
  milestone: Milestone;
  /** Of every wave and of none, leavers too. */
  everybody: Person[];
  /** Those of the wave who have not left, and where each can be reached today. */
  people: Person[];
  routes: Map<string, Route>;
  reachable: number;
  /** Oldest first; `result` is null for a block that never ran or is still open. */
  blocks: BlockResult[];
};

export async function openReview(turn: Turn, wave: WaveDefinition, milestone: Milestone): Promise<Review> {
  const people = await peopleOfWave(turn, wave);
  const everybody = await listEverybody(turn.tx);
  const routes = await routesOf(turn, people);
  const blocks: BlockResult[] = [];
  for (let block = 1; block <= MILESTONE_BLOCKS[milestone]; block++) {
    const frozen = await readFrozen(turn, `block/${wave.id}/${block}`);
    blocks.push({ block, result: frozen?.kind === 'block' ? frozen.result : null });
  }
  const reachable = [...routes.values()].filter((route) => 'channel' in route).length;
  return { turn, wave, milestone, everybody, people, routes, reachable, blocks };
}

export function basis(invited: number, answered: number): Basis {
  return { invited, answered, responseRate: ratio(answered, invited) };
}

export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Why nothing can be shown of these rounds: what the last one that ran says, else what its absence means. */
export function hiddenBecause(review: Review, results: readonly (Published | null | undefined)[]): Hidden {
  return { hidden: true, reason: reasonOf(review, results) };
}

function reasonOf(review: Review, results: readonly (Published | null | undefined)[]): HiddenReason {
  const last = results.findLast((result) => result);
  if (last?.hidden) return last.reason;
  if (last) return 'below_threshold';
  return review.reachable < review.turn.programme.thresholds.group ? 'too_small' : 'no_data';
}
