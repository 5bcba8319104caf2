import { Temporal } from 'temporal-polyfill';
import { atLocal, nextDisturbable, onOrAfterWorkingDay } from '../../domain/calendar.ts';
import { DIGEST_TIME, MILESTONES, previewOn } from '../../domain/milestone.ts';
import type { SurveyDefinition } from '../../domain/survey.ts';
import type { WaveDefinition } from '../../domain/wave.ts';
import { NOT_YET, type Occurrence } from '../../engine/instrument.ts';
import { peopleOfWave, reachable } from '../../engine/reach.ts';
import { answeredIn, labelled, openRound } from '../../engine/rounds.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPeople, type Person } from '../../store/person.ts';
import { findRound, listRounds, type RoundRow, roundPeople } from '../../store/round.ts';

/** When, in its life, a round reminds those who are silent: two reminders at most. */
const REMINDERS = [0.4, 0.75];

export function surveyRoundId(wave: string, survey: string, number: number): string {
  return `survey/${wave}/${survey}/${number}`;
}

/** Rounds of the programme open by themselves; every open round reminds, whoever launched it. */
export async function roundOccurrences(turn: Turn, wave: WaveDefinition): Promise<Occurrence[]> {
  const occurrences: Occurrence[] = [];
  for (const survey of turn.programme.surveys) {
    survey.rounds.forEach((round, index) => {
      occurrences.push(opening(turn, wave, survey, index + 1, round));
    });
  }
  for (const round of await listRounds(turn.tx, { kind: 'survey', wave: wave.id, status: 'open' })) {
    occurrences.push(...remindersOf(turn, round));
  }
  return occurrences;
}

function opening(
  turn: Turn,
  wave: WaveDefinition,
  survey: SurveyDefinition,
  number: number,
  round: SurveyDefinition['rounds'][number],
): Occurrence {
  const launch = Temporal.PlainDate.from(wave.launchDate);
  const date = onOrAfterWorkingDay(turn.calendar, launch.add({ days: round.opens }));
  const closesAt = closing(turn, launch, round.opens, round.closes);
  const id = surveyRoundId(wave.id, survey.id, number);
  return {
    key: `open/${id}`,
    at: atLocal(turn.calendar, date, turn.programme.rhythm.weeklyTime),
    until: closesAt,
    async run(inner) {
      const people = await peopleOfWave(inner, wave);
      const invited = await reachable(inner, people);
      // Too few can be reached to stay confidential; others may install the app until it closes.
      if (invited.length < inner.programme.thresholds.group) return NOT_YET;
      return launchRound(
        inner,
        { id, wave: wave.id, survey, number, closesAt, audience: wave.departments },
        people,
      );
    },
  };
}

/** At midnight of its last day, and always an hour before the preview of the review that reads it. */
function closing(turn: Turn, launch: Temporal.PlainDate, opens: number, closes: number): Temporal.Instant {
  const natural = atLocal(turn.calendar, launch.add({ days: closes }), '00:00');
  const previews = MILESTONES.map((milestone) => previewOn(turn.calendar, launch, milestone));
  const opened = launch.add({ days: opens });
  const reader = previews.find((date) => Temporal.PlainDate.compare(date, opened) > 0);
  if (!reader || opens < 0) return natural;
  const frozen = atLocal(turn.calendar, reader, DIGEST_TIME).subtract({ hours: 1 });
  return Temporal.Instant.compare(frozen, natural) < 0 ? frozen : natural;
}

export type Launch = {
  id: string;
  wave: string;
  survey: SurveyDefinition;
  number: number;
  closesAt: Temporal.Instant;
  audience: string[];
  launchedBy?: string;
};

/** Opens a round and sends its card; people who cannot be reached are skipped with the reason, not invited. */
export async function launchRound(turn: Turn, launch: Launch, people: Person[]): Promise<void> {
  const invited = await reachable(turn, people);
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
      launchedBy: launch.launchedBy ?? null,
      audience: launch.audience,
    },
    labelled(turn, invited),
  );
  await turn.plan({
    campaign: launch.id,
    template: 'survey',
    params: { round: launch.id },
    to: people,
    at: turn.now,
    until: launch.closesAt,
    priority: 3,
  });
}

function remindersOf({ calendar }: Turn, round: RoundRow): Occurrence[] {
  const organisation = { zone: calendar.zone, days: calendar.hours.days };
  const opened = Temporal.Instant.from(round.opened_at);
  const closes = Temporal.Instant.from(round.closes_at);
  const life = closes.epochMilliseconds - opened.epochMilliseconds;
  return REMINDERS.map((share, index) => ({
    key: `remind/${round.id}/${index + 1}`,
    // In working hours: the rows that name the silent do not wait through a night or a week-end.
    at: nextDisturbable(calendar, organisation, opened.add({ milliseconds: Math.floor(life * share) })),
    until: closes,
    run: (turn: Turn) => remindSilent(turn, round.id, index + 1, closes),
  }));
}

/** Only the silent are reminded; the rows that say so are deleted once sent. */
async function remindSilent(
  turn: Turn,
  roundId: string,
  number: number,
  until: Temporal.Instant,
): Promise<void> {
  const round = await findRound(turn.tx, roundId);
  if (!round || round.status === 'closed') return;
  const invited = new Set((await roundPeople(turn.tx, roundId)).map((row) => row.personId));
  const hasAnswered = await answeredIn(turn, round);
  const silent = (await listPeople(turn.tx)).filter(({ id }) => invited.has(id) && !hasAnswered(id));
  await turn.plan({
    campaign: `${roundId}/reminder/${number}`,
    template: 'survey',
    params: { round: roundId, reminder: true },
    to: silent,
    at: turn.now,
    until,
    ephemeral: true,
    priority: 4,
  });
}
