import { adoptionAlert } from '../../../domain/checkin.ts';
import type { AdoptionBlock, AdoptionFigures, QuestionResult, Sections } from '../../../domain/digest.ts';
import type { Published, PublishedTable } from '../../../domain/publishing.ts';
import { text } from '../../../engine/texts.ts';
import { departmentName } from './department.ts';
import { type BlockResult, basis, hiddenBecause, type Review, ratio } from './review.ts';
import { questionResult } from './survey-round.ts';

type Shown = Exclude<Published, { hidden: true }>;

/**
 * Distinct people who declared a use in a block, over the invited and over those who answered. J+30 reads its second
 * block and no other; J+90 the last one that can be shown.
 */
export function adoption(review: Review): Sections['adoption'] {
  const { blocks } = review;
  const last = blocks.at(-1);
  const chosen =
    review.milestone === 'J90' ? blocks.findLast(({ result }) => figuresOf(result) !== null) : last;
  const result = chosen?.result;
  const figures = result ? figuresOf(result) : null;
  if (!chosen || !result || result.hidden || !figures) {
    return hiddenBecause(
      review,
      review.milestone === 'J90' ? blocks.map((block) => block.result) : [last?.result],
    );
  }
  return {
    ...basis(result.invited, result.answered),
    ...figures,
    block: chosen.block,
    cause: null,
    blocks: blocks.map((block) => blockFigures(review, block)),
    byDepartment: departments(result),
    useCases: useCases(review, result),
  };
}

function blockFigures(review: Review, { block, result }: BlockResult): AdoptionBlock {
  const figures = figuresOf(result);
  if (!result || result.hidden || !figures) return { block, ...hiddenBecause(review, [result]) };
  return { block, invited: result.invited, answered: result.answered, ...figures };
}

function figuresOf(result: Published | null): AdoptionFigures | null {
  if (!result || result.hidden) return null;
  return tableFigures(result.tables.adoption, result.invited, result.answered);
}

function tableFigures(
  table: PublishedTable | undefined,
  invited: number,
  answered: number,
): AdoptionFigures | null {
  if (!table || 'hidden' in table) return null;
  if ('nearlyAll' in table) return nearlyAllFigures(table.nearlyAll, invited, answered);
  const users = table.counts.used ?? 0;
  const rateOfInvited = ratio(users, invited);
  const rateOfRespondents = ratio(users, table.n);
  return { users, rateOfInvited, rateOfRespondents, alert: adoptionAlert(rateOfInvited, rateOfRespondents) };
}

/** Near-unanimous tables have no count: the alert is what their two extremes agree on, else `unknown`. */
function nearlyAllFigures(choice: string, invited: number, answered: number): AdoptionFigures {
  const nearlyAll = choice === 'used' ? 'used' : 'unused';
  const [least, most] = nearlyAll === 'used' ? [answered - 2, answered] : [0, 2];
  const alerts = [least, most].map((users) => adoptionAlert(ratio(users, invited), ratio(users, answered)));
  const [first = 'unknown'] = alerts;
  return { nearlyAll, alert: alerts.every((alert) => alert === first) ? first : 'unknown' };
}

function departments(result: Shown) {
  return (result.byDepartment.adoption ?? []).flatMap(({ department, ...table }) => {
    const group = result.groups.find((candidate) => candidate.department === department);
    const figures = group ? tableFigures(table, group.invited, group.answered) : null;
    if (!group || !figures) return [];
    const { invited, answered } = group;
    return [{ department: departmentName(department), invited, answered, ...figures }];
  });
}

/**
 * What AI was used for, in the same block: the choices of the weekly card, and those that it offered then and that have
 * left the programme since, whose words left with them: under their id.
 */
function useCases(review: Review, result: Shown): QuestionResult {
  const table = result.tables.useCase;
  const offered = [
    ...review.turn.programme.useCases.map(({ id, title }) => ({ id, title })),
    { id: 'other', title: text('digest.other_use') },
  ];
  const known = new Set(offered.map(({ id }) => id));
  const left = Object.keys(table && 'counts' in table ? table.counts : {}).filter((id) => !known.has(id));
  const choices = [...offered, ...left.map((id) => ({ id, title: text('digest.use_left', { id }) }))];
  const question = {
    id: 'useCase',
    kind: 'choice' as const,
    title: text('digest.use_cases'),
    choices,
  };
  return questionResult(question, table);
}
