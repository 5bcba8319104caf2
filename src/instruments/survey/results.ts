import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { CardData } from '../../channels/channel.ts';
import { localDate } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/errors.ts';
import type { FrozenRound } from '../../domain/frozen.ts';
import { umuxLite } from '../../domain/umux.ts';
import { readFrozen } from '../../engine/closing.ts';
import { frenchDay } from '../../engine/dates.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { definitionOf } from '../../engine/rounds.ts';
import { text, textOf } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { cancelledRounds } from '../../store/cancelled-round.ts';
import type { Person } from '../../store/person.ts';
import type { RoundRow } from '../../store/round.ts';
import { beforeOf, type Earlier } from './before.ts';
import { questionLines } from './question-lines.ts';
import { standingOf } from './standing.ts';
import { theirRound, theirs } from './theirs.ts';
import { titleOf } from './title.ts';

/** Earlier results that have a button under the last one. */
const OTHERS = 5;

/** `sondage resultats`: the last ones that somebody may read, the others behind a button each. */
export async function results(turn: Turn, person: Person): Promise<ReplyMessage> {
  const cancelled = await cancelledRounds(turn.tx);
  const closed = (await theirs(turn, person, 'closed'))
    .filter(({ id }) => !cancelled.has(id))
    .toSorted((one, other) => (one.closes_at < other.closes_at ? 1 : -1));
  const [last, ...others] = closed;
  if (!last) return notice(text('survey.results.title'), [text('survey.results.none')]);
  const buttons = others.slice(0, OTHERS).map((round) => ({
    title: text('survey.results.other', { survey: titleOf(turn, round), closed: closedOn(turn, round) }),
    data: { v: 'survey.results', round: round.id },
  }));
  return resultsNotice(turn, last, buttons);
}

function closedOn(turn: Turn, round: RoundRow): string {
  return frenchDay(localDate(turn.calendar, Temporal.Instant.from(round.closes_at)));
}

export const resultsVerb = verb(
  'survey.results',
  z.object({ round: z.string() }),
  async (turn, { person, data }) => {
    const round = await theirRound(turn, person, data.round);
    if (round.status === 'open') throw new Refusal('survey_open');
    return resultsNotice(turn, round, []);
  },
);

async function resultsNotice(
  turn: Turn,
  round: RoundRow,
  actions: { title: string; data: CardData }[],
): Promise<ReplyMessage> {
  return notice(titleOf(turn, round), await linesOf(turn, round), actions);
}

/** What a closed round tells; of one that was cancelled, that it was. */
export async function linesOf(turn: Turn, round: RoundRow): Promise<string[]> {
  const frozen = await readFrozen(turn, round.id);
  if (frozen?.kind === 'survey') return resultLines(turn, frozen, round, await beforeOf(turn, round));
  return [(await standingOf(turn, round)).sentence];
}

/**
 * A closed round in a few lines, from its frozen tables: n and response rate first, a line a question, what was said
 * before where the same was asked, then where the questions come from and what the figures do not tell.
 */
function resultLines(
  turn: Turn,
  frozen: Extract<FrozenRound, { kind: 'survey' | 'block' }>,
  round: RoundRow,
  before: readonly Earlier[],
): string[] {
  const { result } = frozen;
  if (result.hidden) return [textOf(`hidden.${result.reason}`) ?? ''];
  const definition = definitionOf(round);
  const { questions, thresholds } = definition;
  const rate = Math.round((100 * result.answered) / result.invited);
  const lines = [text('survey.results.base', { answered: result.answered, invited: result.invited, rate })];
  for (const question of questions) {
    if (question.kind === 'text') {
      lines.push(textLine(question.title, frozen.texts[question.id] ?? null, thresholds));
    } else {
      const earlier = before.find((one) => one.question === question.id);
      lines.push(...questionLines(question, result.tables, earlier ?? null));
    }
  }
  const survey = turn.programme.surveys.find(({ id }) => id === round.subject);
  const { score = null, source, caveat = null } = definition.head ?? survey ?? {};
  if (score) lines.push(scoreLine(umuxLite(questions, result.tables)));
  if (source) lines.push(text('survey.source', { source }));
  if (caveat) lines.push(text('survey.caveat', { caveat }));
  return lines;
}

function scoreLine(score: ReturnType<typeof umuxLite>): string {
  if (!score) return text('survey.score.hidden');
  const [first, second] = score.n;
  return first === second
    ? text('survey.score.umux_lite', { value: score.value, n: first })
    : text('survey.score.umux_lite_apart', { value: score.value, first, second });
}

function textLine(
  question: string,
  texts: string[] | null,
  thresholds: { verbatim: number; verbatimInvited: number },
): string {
  if (texts) return text('survey.results.texts', { question, texts: texts.join(' · ') });
  const { verbatim, verbatimInvited: invited } = thresholds;
  return text('survey.results.no_texts', { question, verbatim, invited });
}
