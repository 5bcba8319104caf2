import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { frenchInstant } from '../../engine/dates.ts';
import { deliveryLines } from '../../engine/delivery-lines.ts';
import type { Drawing, Drawn } from '../../engine/instrument.ts';
import { campaignReport } from '../../engine/outbox-report.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { findRound, type RoundRow } from '../../store/round.ts';
import { mayCancel } from './cancel.ts';
import { MOST_REMINDERS, remindingOf } from './reminders.ts';
import { type Standing, standingOf } from './standing.ts';
import { isTheirs } from './theirs.ts';
import { titleOf } from './title.ts';

const paramsSchema = z.object({ round: z.string(), moved: z.boolean().optional() });

/** Squares of the bar. */
const SQUARES = 10;

/** The message that follows a round, as it is now; whoever may no longer follow it keeps it as it was. */
export async function drawStatus(turn: Turn, { person, params }: Drawing): Promise<Drawn> {
  const { round: id, moved = false } = paramsSchema.parse(params);
  const round = await findRound(turn.tx, id);
  if (!round || !person || !isTheirs(person, round)) return { skip: 'nothing_new' };
  const standing = await standingOf(turn, round);
  const { state, sentence } = standing;
  const open = state === 'open' && !moved;
  return {
    data: {
      round: id,
      title: titleOf(turn, round),
      sentence: moved ? text('survey.status.moved') : sentence,
      bar: moved ? '' : barOf(standing),
      hasBar: !moved && standing.answered !== null,
      details: open ? (await detailsOf(turn, round)).map((line) => ({ line })) : [],
      actions: moved ? [] : actionsOf(person, round, standing),
      hasActions: !moved && (open || standing.hasResults),
    },
  };
}

/** What is told in words beside it, as squares: full ones for those who answered. */
function barOf({ invited, answered }: Standing): string {
  if (answered === null || invited === 0) return '';
  const full = Math.min(SQUARES, Math.floor((SQUARES * answered) / invited));
  return '■'.repeat(full) + '□'.repeat(SQUARES - full);
}

async function detailsOf(turn: Turn, round: RoundRow): Promise<string[]> {
  const { sent, next } = await remindingOf(turn, round);
  const reminders = text('survey.status.reminders', { sent, most: MOST_REMINDERS });
  const isAhead = next && Temporal.Instant.compare(next.at, Temporal.Instant.from(round.closes_at)) < 0;
  const when = next && isAhead ? frenchInstant(next.at, turn.calendar.zone) : null;
  return [
    leftLine(turn, round),
    ...deliveryLines(await campaignReport(turn.tx, round.id)),
    when === null ? reminders : text('survey.status.next_reminder', { reminders, when }),
  ];
}

/** Days while there are some, then hours: a count of minutes would redraw the message each minute. */
function leftLine(turn: Turn, round: RoundRow): string {
  const left = turn.now.until(Temporal.Instant.from(round.closes_at));
  const hours = Math.max(0, Math.floor(left.total('hours')));
  return hours >= 24
    ? text('survey.status.days_left', { count: Math.floor(hours / 24) })
    : text('survey.status.hours_left', { count: hours });
}

function actionsOf(person: Person, { id, ...round }: RoundRow, { state, hasResults }: Standing) {
  const button = (verb: string, key: 'remind' | 'close' | 'cancel' | 'results') => ({
    title: text(`survey.status.${key}`),
    data: { v: verb, round: id, ...(key === 'close' && { ask: true }) },
  });
  if (state !== 'open') return hasResults ? [button('survey.results', 'results')] : [];
  const both = [button('survey.remind', 'remind'), button('survey.close', 'close')];
  return mayCancel(person, { id, ...round }) ? [...both, button('survey.cancel', 'cancel')] : both;
}
