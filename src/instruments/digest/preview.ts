import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { workingDayAfter } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/errors.ts';
import { frenchInstant } from '../../engine/dates.ts';
import { type CardData, type Drawing, type Drawn, verb } from '../../engine/instrument.ts';
import type { Turn } from '../../engine/turn.ts';
import { type DigestRow, findDigest, updateDigest } from '../../store/digest.ts';
import { digestCard } from './card.ts';
import { postAt } from './occurrences.ts';
import { aboutSchema, requireDigest } from './stored.ts';

const NOTE = 300;
/** Working days after the due date that a digest can be put off to. */
const MAX_DELAY = 5;
const LEADS = { roles: ['lead'] } as const;

/** What a note keeps of what was typed: one line, no control or direction-changing character. */
const noteSchema = z
  .string()
  .transform((typed) =>
    typed.toWellFormed().replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' '),
  )
  .transform((typed) => typed.replace(/\s+/g, ' ').trim())
  .pipe(z.string().max(NOTE));

/** The lead may add words or time, never change a figure. */
export const previewVerbs = [
  verb(
    'digest.note',
    z.object({ note: noteSchema.optional() }),
    async (turn, { data, params }) => {
      const row = await openDigest(turn, params);
      await updateDigest(turn.tx, row.wave, row.milestone, { note: data.note || null });
      return { mode: 'redraw' };
    },
    LEADS,
  ),
  verb(
    'digest.delay',
    z.object({ note: noteSchema.optional() }),
    async (turn, { data, params }) => {
      const row = await openDigest(turn, params);
      const next = nextPostOn(turn, row);
      if (!next) throw new Refusal('digest_too_late');
      // What is being written in the same card is not lost.
      const note = data.note || row.note;
      await updateDigest(turn.tx, row.wave, row.milestone, { post_on: next, note });
      return { mode: 'redraw' };
    },
    LEADS,
  ),
];

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
