import { Temporal } from 'temporal-polyfill';
import { atLocal } from '../../domain/calendar.ts';
import { DIGEST_TIME, MILESTONES, previewOn } from '../../domain/milestone.ts';
import type { SurveyDefinition } from '../../domain/survey.ts';
import { opensOn } from '../../domain/survey-weeks.ts';
import type { WaveDefinition } from '../../domain/wave.ts';
import { NOT_YET, type Occurrence } from '../../engine/instrument.ts';
import { peopleOfWave, reachable } from '../../engine/reach.ts';
import { labelled } from '../../engine/rounds.ts';
import type { Turn } from '../../engine/turn.ts';
import { listRounds } from '../../store/round.ts';
import { launchRound } from './launch-round.ts';
import { resultsOccurrences } from './readers.ts';
import { launchOccurrences } from './recurring.ts';
import { remindersOf } from './reminders.ts';

export function surveyRoundId(wave: string, survey: string, number: number): string {
  return `survey/${wave}/${survey}/${number}`;
}

/**
 * Rounds of the programme and those of a launch open by themselves; every open round reminds, whoever launched it, and
 * what was launched in chat gives its results to who was promised them.
 */
export async function roundOccurrences(turn: Turn, wave: WaveDefinition): Promise<Occurrence[]> {
  const occurrences: Occurrence[] = [];
  for (const planned of plannedRounds(turn, wave)) occurrences.push(opening(turn, wave, planned));
  for (const round of await listRounds(turn.tx, { kind: 'survey', wave: wave.id, status: 'open' })) {
    occurrences.push(...(await remindersOf(turn, round)));
  }
  occurrences.push(...(await launchOccurrences(turn, wave)), ...(await resultsOccurrences(turn, wave)));
  return occurrences;
}

/** A round of the programme as a wave will have it, whether it is still to come or over. */
export type PlannedRound = {
  id: string;
  survey: SurveyDefinition;
  number: number;
  opensOn: Temporal.PlainDate;
  closesAt: Temporal.Instant;
};

export function plannedRounds(
  turn: Pick<Turn, 'programme' | 'calendar'>,
  wave: WaveDefinition,
): PlannedRound[] {
  const launch = Temporal.PlainDate.from(wave.launchDate);
  return turn.programme.surveys.flatMap((survey) =>
    survey.rounds.map(({ opens, closes }, index) => ({
      id: surveyRoundId(wave.id, survey.id, index + 1),
      survey,
      number: index + 1,
      opensOn: opensOn(turn.calendar, wave, opens),
      closesAt: closing(turn, launch, opens, closes),
    })),
  );
}

function opening(turn: Turn, wave: WaveDefinition, planned: PlannedRound): Occurrence {
  const { id, survey, number, opensOn, closesAt } = planned;
  return {
    key: `open/${id}`,
    at: atLocal(turn.calendar, opensOn, turn.programme.rhythm.weeklyTime),
    until: closesAt,
    async run(inner) {
      const people = await peopleOfWave(inner, wave);
      const invited = await reachable(inner, people);
      // Too few can be reached to stay confidential; others may install the app until it closes.
      if (invited.length < inner.programme.thresholds.group) return NOT_YET;
      const launch = { id, wave: wave.id, survey, number, closesAt, audience: wave.departments };
      return launchRound(inner, launch, people, labelled(inner, invited));
    },
  };
}

/** At midnight of its last day, and always an hour before the preview of the review that reads it. */
function closing(
  turn: Pick<Turn, 'calendar'>,
  launch: Temporal.PlainDate,
  opens: number,
  closes: number,
): Temporal.Instant {
  const natural = atLocal(turn.calendar, launch.add({ days: closes }), '00:00');
  const previews = MILESTONES.map((milestone) => previewOn(turn.calendar, launch, milestone));
  const opened = launch.add({ days: opens });
  const reader = previews.find((date) => Temporal.PlainDate.compare(date, opened) > 0);
  if (!reader || opens < 0) return natural;
  const frozen = atLocal(turn.calendar, reader, DIGEST_TIME).subtract({ hours: 1 });
  return Temporal.Instant.compare(frozen, natural) < 0 ? frozen : natural;
}
