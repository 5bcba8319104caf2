import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { workingDayAfter } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/errors.ts';
import { frenchInstant } from '../../engine/dates.ts';
import { type CardData, type Drawing, type Drawn, verb } from '../../engine/instrument.ts';
import { note } from '../../engine/journal.ts';
import type { Turn } from '../../engine/turn.ts';
import { type DigestRow, findDigest, updateDigest } from '../../store/digest.ts';
import { digestCard } from './card.ts';
import { postAt } from './occurrences.ts';
import { oneLine } from './one-line.ts';
import { aboutSchema, requireDigest } from './stored.ts';

const NOTE = 300;
/** Working days after the due date that a digest can be put off to. */
const MAX_DELAY = 5;

const noteSchema = z.object({ note: oneLine.optional() });

/** The lead may add words or time, never change a figure. */
export const previewVerbs = [
  verb('digest.note', noteSchema, async (turn, { person, data, params }) => {
    const row = await openDigest(turn, params);
    await updateDigest(turn.tx, row.wave, row.milestone, { note: noteOf(data) });
    await note(turn, person.id, 'digest.note', `${row.wave}/${row.milestone}`);
    return { mode: 'redraw' };
  }),
  verb('digest.delay', noteSchema, async (turn, { person, data, params }) => {
    const row = await openDigest(turn, params);
    const next = nextPostOn(turn, row);
    if (!next) throw new Refusal('digest_too_late');
    // What is being written in the same card is not lost.
    const kept = noteOf(data) ?? row.note;
    await updateDigest(turn.tx, row.wave, row.milestone, { post_on: next, note: kept });
    await note(turn, person.id, 'digest.delay', `${row.wave}/${row.milestone}`);
    return { mode: 'redraw' };
  }),
];

/** What was typed in the card, null when it is empty; too long, it is refused with the limit. */
function noteOf({ note: typed }: { note?: string | undefined }): string | null {
  if (typed && typed.length > NOTE) throw new Refusal('text_too_long', { limit: NOTE }, 'note');
  return typed || null;
}

/** A digest that can still change: from its hour of posting on, it is out. */
async function openDigest(turn: Turn, params: Record<string, unknown>): Promise<DigestRow> {
  const row = await requireDigest(turn, aboutSchema.parse(params));
  if (!isOpen(turn, row)) throw new Refusal('digest_posted');
  return row;
}

function isOpen(turn: Turn, row: DigestRow): boolean {
  return row.status !== 'posted' && Temporal.Instant.compare(turn.now, postAt(turn, row.post_on)) < 0;
}

function nextPostOn(turn: Turn, row: DigestRow): string | null {
  const next = workingDayAfter(turn.calendar, Temporal.PlainDate.from(row.post_on));
  let limit = Temporal.PlainDate.from(row.due_on);
  for (let days = 0; days < MAX_DELAY; days++) limit = workingDayAfter(turn.calendar, limit);
  return Temporal.PlainDate.compare(next, limit) <= 0 ? next.toString() : null;
}

export async function drawPreview(turn: Turn, { person, params }: Drawing): Promise<Drawn> {
  const { wave, milestone } = aboutSchema.parse(params);
  const row = await findDigest(turn.tx, wave, milestone);
  if (!row) return { skip: 'cancelled' };
  const open = isOpen(turn, row);
  const data: CardData = {
    ...(await digestCard(turn, row, person)),
    when: frenchInstant(postAt(turn, row.post_on), turn.calendar.zone),
    editable: open,
    canDelay: open && nextPostOn(turn, row) !== null,
    written: row.note ?? '',
  };
  return { data };
}
