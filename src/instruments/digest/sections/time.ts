import { BLOCKERS, medianBand, TIME_BANDS } from '../../../domain/checkin.ts';
import type { Hidden, Sections } from '../../../domain/digest.ts';
import type { PublishedTable } from '../../../domain/publishing.ts';
import { byBand, byBlocker, type Combined, combine } from './combine.ts';
import { departmentName } from './department.ts';
import { type BlockResult, basis, hiddenBecause, type Review } from './review.ts';

type DepartmentTime = Exclude<Sections['time'], Hidden>['byDepartment'][number];

/** Time people say they won or lost in a week: all bands, losses and non-users with them. */
export function time(review: Review): Sections['time'] {
  const combined = blocksOf(review, 'time');
  const last = combined && lastOf(review, combined.of);
  if (!combined || !last) return noBlock(review);
  const { table, of: blocks } = combined;
  const head = { ...basis(last.invited, last.answered), blocks };
  const byDepartment = (last.byDepartment.time ?? []).flatMap((row) => departmentTime(row) ?? []);
  if ('nearlyAll' in table) {
    const nearlyAll = TIME_BANDS.find((band) => band === table.nearlyAll);
    return nearlyAll ? { ...head, declarations: null, nearlyAll, byDepartment } : noBlock(review);
  }
  const distribution = byBand(table.counts);
  return {
    ...head,
    declarations: table.n,
    distribution,
    medianBand: medianBand(distribution),
    byDepartment,
  };
}

function departmentTime({
  department: code,
  ...table
}: { department: string } & PublishedTable): DepartmentTime | null {
  const department = departmentName(code);
  if ('nearlyAll' in table) {
    const nearlyAll = TIME_BANDS.find((band) => band === table.nearlyAll);
    return nearlyAll ? { department, nearlyAll } : null;
  }
  if (!('counts' in table)) return null;
  const distribution = byBand(table.counts);
  return { department, n: table.n, medianBand: medianBand(distribution), distribution };
}

/** What stood in the way, of those who said. */
export function blockers(review: Review): Sections['blockers'] {
  const combined = blocksOf(review, 'blocker');
  const last = combined && lastOf(review, combined.of);
  if (!combined || !last) return noBlock(review);
  const { table, of: blocks } = combined;
  const head = { ...basis(last.invited, last.answered), blocks };
  if ('counts' in table) return { ...head, n: table.n, distribution: byBlocker(table.counts) };
  const nearlyAll = BLOCKERS.find((blocker) => blocker === table.nearlyAll);
  return nearlyAll ? { ...head, n: null, nearlyAll } : noBlock(review);
}

function blocksOf({ blocks }: Review, question: string): Combined<number> | null {
  return combine(
    blocks.map(({ block, result }) => ({
      of: block,
      table: result && !result.hidden ? result.tables[question] : undefined,
    })),
  );
}

function lastOf({ blocks }: Review, counted: readonly number[]) {
  const result = blocks.find(({ block }: BlockResult) => block === counted.at(-1))?.result;
  return result && !result.hidden ? result : null;
}

function noBlock(review: Review) {
  return hiddenBecause(
    review,
    review.blocks.map(({ result }) => result),
  );
}
