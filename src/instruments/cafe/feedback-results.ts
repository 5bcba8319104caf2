import { Temporal } from 'temporal-polyfill';
import type { PublishedTable } from '../../domain/publishing.ts';
import { readFrozen } from '../../engine/closing.ts';
import { frenchDay, frenchInstant } from '../../engine/dates.ts';
import type { ReplyMessage } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { definitionOf, type RoundDefinition } from '../../engine/rounds.ts';
import { sessionsInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listRounds, type RoundRow } from '../../store/round.ts';
import { FEEDBACK_SUBJECT, TOO_LATE_DAYS } from './feedback.ts';
import { periodOf } from './periods.ts';

/** `cafe retours`: what is published of the last period that closed, and when the open one will be counted. */
export async function showFeedback(turn: Turn): Promise<ReplyMessage> {
  const rounds = await listRounds(turn.tx, { subject: FEEDBACK_SUBJECT });
  const closed = rounds.findLast(({ status }) => status === 'closed');
  const open = rounds.find(({ status }) => status === 'open');
  const lines = closed ? await resultLines(turn, closed) : [text('cafe.results.none')];
  if (open) {
    const closes = frenchInstant(Temporal.Instant.from(open.closes_at), turn.calendar.zone);
    lines.push(text('cafe.results.open', { closes }));
  }
  return notice(text('cafe.results.title'), lines);
}

async function resultLines(turn: Turn, round: RoundRow): Promise<string[]> {
  const frozen = await readFrozen(turn, round.id);
  if (frozen?.kind !== 'survey') return [text('cafe.results.none')];
  const { result } = frozen;
  const period = text('cafe.results.period', {
    from: frenchDay(await firstCafe(turn, round, Temporal.PlainDate.from(frozen.openedOn))),
    to: frenchDay(Temporal.PlainDate.from(frozen.closedOn)),
  });
  if (result.hidden) return [period, text(`hidden.${result.reason}`)];
  const rate = Math.round((100 * result.answered) / result.invited);
  const { questions } = definitionOf(round);
  return [
    period,
    text('cafe.results.base', { answered: result.answered, invited: result.invited, rate }),
    ...questions.map((question) => questionLine(question, result.tables[question.id])),
    text('cafe.feedback.caveat'),
  ];
}

/** The day of the first Café that is counted: those before the round opened were asked of too. */
async function firstCafe(turn: Turn, { number }: RoundRow, openedOn: Temporal.PlainDate) {
  const first = (await sessionsInForce(turn)).find(
    (cafe) =>
      !cafe.cancelled &&
      periodOf(turn, cafe)?.number === number &&
      cafe.starts.toPlainDate().until(openedOn).total('days') <= TOO_LATE_DAYS,
  );
  const day = first?.starts.toPlainDate() ?? openedOn;
  return Temporal.PlainDate.compare(day, openedOn) < 0 ? day : openedOn;
}

function questionLine(
  { title, choices }: RoundDefinition['questions'][number],
  table: PublishedTable | undefined,
): string {
  if (!table || 'hidden' in table) return text('cafe.results.hidden', { question: title });
  if ('nearlyAll' in table) {
    const choice = choices.find(({ id }) => id === table.nearlyAll)?.title ?? '';
    return text('cafe.results.nearly', { question: title, choice });
  }
  const answers = choices
    .map((choice) =>
      text('cafe.results.choice', { choice: choice.title, count: table.counts[choice.id] ?? 0 }),
    )
    .join(', ');
  return text('cafe.results.question', { question: title, n: table.n, answers });
}
