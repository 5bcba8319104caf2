import { definitionOf } from '../../engine/rounds.ts';
import type { Evidence } from '../../store/evidence.ts';
import { type Finding, leak } from './finding.ts';
import type { Scene } from './scene.ts';

/** No column for a time, a person or an order; rows lie in the order of their tokens. */
const SEALED = ['sealed_answer', 'sealed_sum'];
/** AES-256-GCM: a 12-byte nonce before the text. */
const NONCE = 12;

/** Closed rounds: no salt, no sealed row. Open ones: nothing in their rows tells who, when, or how much. */
export function checkRounds({ evidence }: Scene): Finding[] {
  const open = new Set(evidence.rounds.filter(({ status }) => status === 'open').map(({ id }) => id));
  const sealed = new Set([...evidence.answers, ...evidence.sums].map(({ roundId }) => roundId));
  const salted = evidence.rounds.filter(({ id, salt }) => salt !== null && !open.has(id));
  return [
    ...salted.map(({ id }) => leak('closed_salt', { round: id })),
    ...[...sealed].filter((id) => !open.has(id)).map((id) => leak('closed_answers', { round: id })),
    ...checkTables(evidence),
    ...checkBoxes(evidence.answers),
    ...checkBoxes(evidence.sums),
    ...checkLabels(evidence, open),
  ];
}

function checkTables({ strange }: Evidence): Finding[] {
  return SEALED.filter((table) => strange.some((part) => /^[a-z_]+/.exec(part)?.[0] === table)).map((table) =>
    leak('sealed_columns', { table }),
  );
}

function checkBoxes(rows: readonly { roundId: string; box: Uint8Array }[]): Finding[] {
  return [...Map.groupBy(rows, ({ roundId }) => roundId)].flatMap(([round, boxes]) => {
    const nonces = new Set(boxes.map(({ box }) => Buffer.from(box.subarray(0, NONCE)).toString('hex')));
    const lengths = new Set(boxes.map(({ box }) => box.length));
    const readable = boxes.some(({ box }) =>
      /"(label|answers|used|tables)"/.test(Buffer.from(box).toString('latin1')),
    );
    return [
      ...(lengths.size > 1 ? [leak('box_length', { round })] : []),
      ...(nonces.size < boxes.length ? [leak('box_nonce', { round })] : []),
      ...(readable ? [leak('box_readable', { round })] : []),
    ];
  });
}

/** A label is that of a service large enough; a week takes those of its block. */
function checkLabels({ rounds, rosters }: Evidence, open: ReadonlySet<string>): Finding[] {
  const byRound = Map.groupBy(rosters, ({ roundId }) => roundId);
  return rounds
    .filter(({ id }) => open.has(id))
    .filter((round) => {
      const { group } = definitionOf(round).thresholds;
      const size = (label: string) =>
        (byRound.get(round.parent ?? round.id) ?? []).filter((row) => row.label === label).length;
      const labels = new Set((byRound.get(round.id) ?? []).map(({ label }) => label));
      return [...labels].some((label) => label !== null && size(label) < group);
    })
    .map(({ id }) => leak('small_label', { round: id }));
}
