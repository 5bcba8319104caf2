import { definitionOf } from '../../engine/rounds.ts';
import { type Finding, leak } from './finding.ts';
import type { Scene } from './scene.ts';

/** What the secret shows in open boxes must be what was promised: the label fixed at launch, and nothing else. */
export function checkOpened({ evidence, opened }: Scene): Finding[] {
  const rosters = Map.groupBy(evidence.rosters, ({ roundId }) => roundId);
  const byRound = Map.groupBy(opened, ({ roundId }) => roundId);
  return evidence.rounds.flatMap((round) => {
    const answers = byRound.get(round.id) ?? [];
    if (answers.length === 0) return [];
    const { group } = definitionOf(round).thresholds;
    const roster = rosters.get(round.parent ?? round.id) ?? [];
    const size = (label: string) => roster.filter((row) => row.label === label).length;
    const labels = new Set(answers.map(({ label }) => label));
    const small = [...labels].some((label) => label !== null && size(label) < group);
    return small ? [leak('box_label', { round: round.id })] : [];
  });
}
