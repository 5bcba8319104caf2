import type { Temporal } from 'temporal-polyfill';
import type { Roster } from '../../domain/nearness.ts';
import type { SurveyDefinition, SurveyHead } from '../../domain/survey.ts';
import { BY_HAND } from '../../engine/plan.ts';
import { openRound } from '../../engine/rounds.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';

export type Launch = {
  id: string;
  wave: string;
  survey: SurveyDefinition;
  number: number;
  closesAt: Temporal.Instant;
  audience: string[];
  launchedBy?: string;
};

/** Opens a round for a roster and sends its card to `people`: who is not invited is skipped with the reason. */
export async function launchRound(
  turn: Turn,
  launch: Launch,
  people: Person[],
  roster: Roster,
): Promise<void> {
  await openRound(
    turn,
    {
      id: launch.id,
      kind: 'survey',
      subject: launch.survey.id,
      wave: launch.wave,
      number: launch.number,
      parent: null,
      closesAt: launch.closesAt,
      questions: launch.survey.questions,
      head: headOf(launch.survey),
      launchedBy: launch.launchedBy ?? null,
      audience: launch.audience,
    },
    [...roster],
  );
  await turn.plan({
    campaign: launch.id,
    template: 'survey',
    params: { round: launch.id },
    to: people,
    at: turn.now,
    until: launch.closesAt,
    priority: launch.launchedBy ? BY_HAND : 3,
  });
}

/** What a round keeps of its survey: a file changed later changes neither its card nor how its results are read. */
export function headOf({ title, introduction, source, caveat, score }: SurveyDefinition): SurveyHead {
  return { title, introduction, source, caveat, score };
}
