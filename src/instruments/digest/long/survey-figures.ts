import { Temporal } from 'temporal-polyfill';
import type { DigestData, QuestionResult, SurveyResult, SurveyRound } from '../../../domain/digest.ts';
import { frenchDay } from '../../../engine/dates.ts';
import { frenchNumber } from '../../../engine/numbers.ts';
import { text } from '../../../engine/texts.ts';
import { because } from '../words/hidden.ts';
import { list, plain, table } from './table.ts';

/** Every question of a survey, its texts, its services, and the round before. */
export function surveyFigures(data: DigestData, survey: SurveyResult): string[] {
  const parts = questions(data, survey);
  for (const [title, texts] of Object.entries(survey.verbatims)) parts.push(...verbatims(data, title, texts));
  const rows = survey.byDepartment.map((row) => departmentRow(survey, row));
  if (rows.length > 0) {
    const head = ['department', 'question', 'answered'] as const;
    parts.push(
      `**${text('digest.long.services')}**`,
      table(
        head.map((name) => text(`digest.long.${name}`)),
        rows,
      ),
    );
  }
  parts.push(...about(survey));
  if (survey.before) {
    const on = frenchDay(Temporal.PlainDate.from(survey.before.closedOn), true);
    parts.push(`#### ${text('digest.long.before', { on })}`, ...questions(data, survey.before));
  }
  return parts;
}

/** Its score, where its questions come from, and what its figures do not tell. */
function about({ score, source, caveat }: SurveyRound): string[] {
  const parts: string[] = [];
  if (score) {
    const [first = 0, second = 0] = score.n;
    parts.push(plain(text('survey.score.umux_lite_apart', { value: score.value, first, second })));
  }
  if (source) parts.push(plain(text('survey.source', { source })));
  if (caveat) parts.push(plain(text('survey.caveat', { caveat })));
  return parts;
}

function questions(data: DigestData, round: SurveyRound): string[] {
  return round.questions.flatMap((question) => [
    `**${plain(question.title)}**`,
    questionFigures(data, question),
  ]);
}

/** A question's table, or the sentence that stands for it. */
export function questionFigures(data: DigestData, question: QuestionResult): string {
  if ('hidden' in question) return text('digest.long.hidden', { reason: because(data, question.reason) });
  if ('nearlyAll' in question) {
    return text('digest.long.nearly', { choice: plain(titleOf(question, question.nearlyAll)) });
  }
  const { distribution, n } = question;
  return table(
    [text('digest.long.choice'), text('digest.long.count')],
    [...question.choices.map(({ id, title }) => [title, distribution[id] ?? 0]), [text('digest.long.n'), n]],
  );
}

export function verbatims({ thresholds }: DigestData, title: string, texts: string[] | null): string[] {
  const { verbatim, verbatimInvited } = thresholds;
  const shown = texts ? list(texts) : text('digest.long.no_texts', { verbatim, verbatimInvited });
  return [`**${plain(title)}**`, shown];
}

function departmentRow(survey: SurveyResult, row: SurveyResult['byDepartment'][number]): string[] {
  const question = survey.questions.find(({ id }) => id === row.question);
  const name = (id: string) => (question ? titleOf(question, id) : id);
  const answers =
    'nearlyAll' in row
      ? text('digest.long.nearly', { choice: name(row.nearlyAll) })
      : Object.entries(row.distribution)
          .sort(([a], [b]) => order(question, a) - order(question, b))
          .map(([id, count]) => `${name(id)}\u00a0: ${frenchNumber(count)}`)
          .join(', ');
  return [row.department, question?.title ?? row.question, answers];
}

function order(question: QuestionResult | undefined, id: string): number {
  return question?.choices.findIndex((choice) => choice.id === id) ?? 0;
}

function titleOf(question: QuestionResult, id: string): string {
  return question.choices.find((choice) => choice.id === id)?.title ?? id;
}
