import type { PublishedTable } from '../../domain/publishing.ts';
import { PICKED, pickTable, type Question } from '../../domain/survey.ts';
import { text } from '../../engine/texts.ts';
import type { Earlier } from './before.ts';

type Tables = Readonly<Record<string, PublishedTable>>;

/** What a round says of one question, and beside it what was said before, each with its own n. */
export function questionLines(question: Question, tables: Tables, before: Earlier | null): string[] {
  if (question.kind === 'several') return [severalLine(question, tables)];
  const table = tables[question.id];
  if (!table || 'hidden' in table) return [text('survey.results.hidden', { question: question.title })];
  if (question.right) return [rightLine(question, question.right, table)];
  if ('nearlyAll' in table) return [nearlyLine(question, table.nearlyAll)];
  const line = text('survey.results.question', {
    question: question.title,
    n: table.n,
    answers: distribution(question, table.counts),
  });
  return before ? [line, beforeLine(question, table, before)] : [line];
}

/** The share of right answers: of everybody together, never of a person. */
function rightLine(
  question: Question,
  right: string,
  table: Exclude<PublishedTable, { hidden: true }>,
): string {
  const answer = nameOf(question, right);
  const base = { question: question.title, right: answer };
  if ('counts' in table) {
    const count = table.counts[right] ?? 0;
    const rate = Math.round((100 * count) / table.n);
    return text('survey.results.right', { ...base, count, n: table.n, rate });
  }
  if (table.nearlyAll === right) return text('survey.results.right_nearly', base);
  return text('survey.results.wrong_nearly', { ...base, choice: nameOf(question, table.nearlyAll) });
}

/** Each choice is a « yes or no »: one that nearly everybody chose, or nearly nobody, has no count. */
function severalLine(question: Question, tables: Tables): string {
  let people = 0;
  const counted: string[] = [];
  const everybody: string[] = [];
  const nobody: string[] = [];
  for (const { id, title } of question.choices) {
    const table = tables[pickTable(question.id, id)];
    if (!table || 'hidden' in table) continue;
    if ('nearlyAll' in table) (table.nearlyAll === PICKED ? everybody : nobody).push(title);
    else {
      people = table.n;
      counted.push(text('survey.results.choice', { choice: title, count: table.counts[PICKED] ?? 0 }));
    }
  }
  const told = [counted.join(' · ')];
  if (everybody.length > 0)
    told.push(text('survey.results.nearly_everybody', { choices: everybody.join(' · ') }));
  if (nobody.length > 0) told.push(text('survey.results.nearly_nobody', { choices: nobody.join(' · ') }));
  const answers = told.filter((part) => part !== '').join('\u00a0; ');
  if (answers === '') return text('survey.results.hidden', { question: question.title });
  const key = people > 0 ? 'survey.results.several' : 'survey.results.several_nearly';
  return text(key, { question: question.title, n: people, answers });
}

/** On a scale, the two best points of both; for other questions, what was answered then. */
function beforeLine(question: Question, now: { n: number; counts: Record<string, number> }, before: Earlier) {
  const { table, closed } = before;
  if (question.kind !== 'scale') {
    return text('survey.results.before', {
      closed,
      n: table.n,
      answers: distribution(question, table.counts),
    });
  }
  const best = question.choices.slice(-2).map(({ id }) => id);
  const share = (counts: Record<string, number>) => best.reduce((sum, id) => sum + (counts[id] ?? 0), 0);
  return text('survey.results.before_scale', {
    low: best[0],
    high: best[1],
    now: share(now.counts),
    n: now.n,
    closed,
    before: share(table.counts),
    beforeN: table.n,
  });
}

function nearlyLine(question: Question, choice: string): string {
  return text('survey.results.nearly', { question: question.title, choice: nameOf(question, choice) });
}

function distribution(question: Question, counts: Readonly<Record<string, number>>): string {
  const key = question.kind === 'scale' ? 'survey.results.point' : 'survey.results.choice';
  return question.choices
    .filter(({ id }) => counts[id])
    .map(({ id, title }) => text(key, { choice: title, count: counts[id] ?? 0 }))
    .join(' · ');
}

function nameOf(question: Question, id: string): string {
  return question.choices.find((choice) => choice.id === id)?.title ?? id;
}
