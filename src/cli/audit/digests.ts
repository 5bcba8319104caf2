import { FLOORS } from '../../domain/publishing.ts';
import { type Finding, leak } from './finding.ts';
import type { Scene } from './scene.ts';

/** The sections made from answers; the others count what people did in their own name. */
const FROM_ANSWERS = ['adoption', 'time', 'satisfaction', 'mood', 'baseline', 'blockers', 'irritants'];
/** People in at most this number outside one bar make a table near-unanimous. */
const OUTSIDERS = 2;

/** Reviews keep the figures they showed: none may be under a threshold, nor count the almost unanimous. */
export function checkDigests({ evidence: { digests } }: Scene): Finding[] {
  return digests.flatMap(({ wave, milestone, data }) => {
    const sections = asRecord(asRecord(JSON.parse(data)).sections);
    const some = (is: (node: Node) => boolean) => FROM_ANSWERS.some((name) => anywhere(sections[name], is));
    return [
      ...(some(isTooSmall) ? [leak('digest_threshold', { wave, milestone })] : []),
      ...(some(isNearlyAll) ? [leak('digest_unanimous', { wave, milestone })] : []),
      ...(isExact(asRecord(sections.participation)) ? [leak('digest_steps', { wave, milestone })] : []),
    ];
  });
}

type Node = Record<string, unknown>;

function anywhere(node: unknown, is: (node: Node) => boolean): boolean {
  if (Array.isArray(node)) return node.some((child) => anywhere(child, is));
  const record = asRecord(node);
  if ('hidden' in record) return false;
  return is(record) || Object.values(record).some((child) => anywhere(child, is));
}

/** Fewer answers than a figure needs, or fewer invited than a group. */
function isTooSmall(record: Node): boolean {
  const under = (key: string, floor: number) => typeof record[key] === 'number' && record[key] < floor;
  return under('n', FLOORS.figure) || under('answered', FLOORS.figure) || under('invited', FLOORS.group);
}

function isNearlyAll({ distribution, users, answered }: Node): boolean {
  if (typeof users === 'number' && typeof answered === 'number') {
    if (Math.min(users, answered - users) <= OUTSIDERS) return true;
  }
  const counts = Object.values(asRecord(distribution)).filter((count) => typeof count === 'number');
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total > 0 && total - Math.max(...counts) <= OUTSIDERS;
}

/** A week says how many took part in steps of 5 only. */
function isExact({ weeks }: Node): boolean {
  return (Array.isArray(weeks) ? weeks : []).some((week) => {
    const { answered } = asRecord(week);
    return typeof answered === 'number' && answered % FLOORS.figure !== 0;
  });
}

function asRecord(value: unknown): Node {
  return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value)) : {};
}
