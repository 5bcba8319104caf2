import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { stamp } from '../../engine/clock.ts';
import { verb } from '../../engine/instrument.ts';
import { note } from '../../engine/journal.ts';
import type { Turn } from '../../engine/turn.ts';
import { recordDecision } from '../../store/decision.ts';
import { type DigestRow, listDigests } from '../../store/digest.ts';
import { digestCard } from './card.ts';
import { aboutSchema, figuresOf, requireDigest } from './stored.ts';

/**
 * What the leadership does next, in the name of who taps it. It can be changed: the last word of each counts. The
 * button says which digest it is under; without a card, it is about the last one that asked.
 */
export const decideVerb = verb(
  'digest.decide',
  z.object({ decision: z.enum(['maintain', 'extend', 'pivot']) }).and(aboutSchema.partial()),
  async (turn, { person, data, params }) => {
    const row = await askedBy(turn, { ...params, ...data });
    await recordDecision(turn.tx, row.wave, person.id, data.decision, stamp(turn.now));
    await note(turn, person.id, 'digest.decide', `${row.wave}/${row.milestone}`);
    return { mode: 'replace', template: 'digest', data: await digestCard(turn, row, person) };
  },
);

async function askedBy(turn: Turn, button: Record<string, unknown>): Promise<DigestRow> {
  const about = aboutSchema.safeParse(button);
  const row = about.success
    ? await requireDigest(turn, about.data)
    : (await listDigests(turn.tx)).findLast((digest) => digest.status === 'posted' && asks(digest));
  if (row?.status !== 'posted' || !asks(row)) throw new Refusal('unknown_action');
  return row;
}

function asks(row: DigestRow): boolean {
  return 'asked' in figuresOf(row).sections.decision;
}
