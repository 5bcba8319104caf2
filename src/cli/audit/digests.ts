import { FLOORS } from '../../domain/publishing.ts';
import type { Evidence } from '../../store/evidence.ts';
import { type Finding, leak } from './finding.ts';

/** The sections made from answers; the others count what people did in their own name. */
const FROM_ANSWERS = ['adoption', 'time', 'satisfaction', 'mood', 'baseline', 'blockers', 'irritants'];

/** Reviews keep the figures they showed: none may be under a threshold. */
export function checkDigests({ digests }: Evidence): Finding[] {
  return digests
    .filter(({ data }) => {
      const sections = asRecord(asRecord(JSON.parse(data)).sections);
      return FROM_ANSWERS.some((name) => isTooSmall(sections[name]));
    })
    .map(({ wave, milestone }) => leak('digest_threshold', { wave, milestone }));
}

/** Wherever it is in the section: fewer answers than a figure needs, or fewer invited than a group. */
function isTooSmall(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(isTooSmall);
  const record = asRecord(node);
  if ('hidden' in record) return false;
  const under = (key: string, floor: number) => typeof record[key] === 'number' && record[key] < floor;
  return (
    under('n', FLOORS.figure) ||
    under('answered', FLOORS.figure) ||
    under('invited', FLOORS.group) ||
    Object.values(record).some(isTooSmall)
  );
}

function asRecord(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value)) : {};
}
