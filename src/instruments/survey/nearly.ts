import { Refusal } from '../../domain/errors.ts';
import { isTooClose, type Roster } from '../../domain/nearness.ts';
import { isSameQuestion, type SurveyDefinition } from '../../domain/survey.ts';
import { definitionOf } from '../../engine/rounds.ts';
import type { Turn } from '../../engine/turn.ts';
import { cancelledRounds } from '../../store/cancelled-round.ts';
import type { Person } from '../../store/person.ts';
import { listRounds, type RoundRow, roundPeople } from '../../store/round.ts';

/** For so long, the answers to the same question are taken for the same answers. */
export const TOO_CLOSE_DAYS = 90;

/**
 * The rosters of the rounds that asked one of these questions in the last 90 days, in this survey or another. Not
 * those that were cancelled: nothing of them is ever published.
 */
export async function askedBefore(turn: Turn, survey: SurveyDefinition): Promise<Roster[]> {
  return Promise.all((await roundsBefore(turn, survey)).map(({ id }) => roundPeople(turn.tx, id)));
}

async function roundsBefore(turn: Turn, survey: SurveyDefinition): Promise<RoundRow[]> {
  const since = turn.now.subtract({ hours: 24 * TOO_CLOSE_DAYS }).toString();
  const cancelled = await cancelledRounds(turn.tx);
  return (await listRounds(turn.tx, { kind: 'survey' })).filter(
    (round) =>
      round.opened_at >= since &&
      !cancelled.has(round.id) &&
      (round.subject === survey.id || sharesQuestion(survey, round)),
  );
}

/** Why a survey may not be asked to these people now; null: it may. */
export async function nearnessOf(
  turn: Turn,
  survey: SurveyDefinition,
  invited: readonly Person[],
): Promise<Refusal | null> {
  const ids = new Set(invited.map(({ id }) => id));
  if (isTooClose(ids, await askedBefore(turn, survey))) return new Refusal('survey_too_close');
  for (const round of await roundsBefore(turn, survey)) {
    if (round.subject !== survey.id || round.status === 'closed') continue;
    const roster = await roundPeople(turn.tx, round.id);
    if (isAskedAlready(ids, roster)) return new Refusal('survey_already_open');
  }
  return null;
}

/** It is open for exactly these people, be it as a service of a wider round. */
function isAskedAlready(ids: ReadonlySet<string>, roster: Roster): boolean {
  const groups = [...Map.groupBy(roster, ({ label }) => label)].filter(([label]) => label !== null);
  return [roster, ...groups.map(([, rows]) => rows)].some(
    (group) => group.length === ids.size && group.every(({ personId }) => ids.has(personId)),
  );
}

function sharesQuestion({ questions }: SurveyDefinition, round: RoundRow): boolean {
  const asked = definitionOf(round).questions.filter(({ kind }) => kind !== 'text');
  return questions.some((question) => asked.some((other) => isSameQuestion(question, other)));
}
