import type { FrozenRound } from '../../domain/frozen.ts';
import { definitionOf } from '../../engine/rounds.ts';
import { text, textOf } from '../../engine/texts.ts';
import type { RoundRow } from '../../store/round.ts';

/** A closed round in a few lines, from its frozen tables: n and response rate first, then a line a question. */
export function resultLines(
  frozen: Extract<FrozenRound, { kind: 'survey' | 'block' }>,
  round: RoundRow,
): string[] {
  const { result } = frozen;
  if (result.hidden) return [textOf(`hidden.${result.reason}`) ?? ''];
  const rate = Math.round((100 * result.answered) / result.invited);
  const lines = [text('survey.results.base', { answered: result.answered, invited: result.invited, rate })];
  const { questions, thresholds } = definitionOf(round);
  for (const question of questions) {
    if (question.kind === 'text') {
      const texts = frozen.texts[question.id];
      lines.push(
        texts
          ? text('survey.results.texts', { question: question.title, texts: texts.join(' · ') })
          : text('survey.results.no_texts', {
              question: question.title,
              verbatim: thresholds.verbatim,
              invited: thresholds.verbatimInvited,
            }),
      );
      continue;
    }
    const table = result.tables[question.id];
    const nameOf = (id: string) => question.choices.find((choice) => choice.id === id)?.title ?? id;
    if (!table || 'hidden' in table) {
      lines.push(text('survey.results.hidden', { question: question.title }));
    } else if ('nearlyAll' in table) {
      lines.push(
        text('survey.results.nearly', { question: question.title, choice: nameOf(table.nearlyAll) }),
      );
    } else {
      const answers = question.choices
        .filter((choice) => table.counts[choice.id])
        .map((choice) =>
          text('survey.results.choice', { choice: choice.title, count: table.counts[choice.id] ?? 0 }),
        );
      lines.push(
        text('survey.results.question', {
          question: question.title,
          n: table.n,
          answers: answers.join(', '),
        }),
      );
    }
  }
  return lines;
}
