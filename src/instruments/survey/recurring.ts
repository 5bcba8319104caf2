import { atLocal } from '../../domain/calendar.ts';
import { isTooClose } from '../../domain/nearness.ts';
import type { WaveDefinition } from '../../domain/wave.ts';
import { NOT_YET, type Occurrence } from '../../engine/instrument.ts';
import type { Turn } from '../../engine/turn.ts';
import { findPerson, listPeople, type Person } from '../../store/person.ts';
import { findRound, listRounds, type RoundRow, roundPeople } from '../../store/round.ts';
import { findCustomSurvey } from '../../store/survey-draft.ts';
import { findLaunch, listLaunches, type SurveyLaunch } from '../../store/survey-launch.ts';
import { openRoundOf } from './launch.ts';
import { askedBefore } from './nearly.ts';
import { closingOf, openingsOf, roundIdOf } from './plan.ts';
import { peopleOf } from './target.ts';

/** Rounds of launches that open later: the first one of what was put off, the next ones of what comes back. */
export async function launchOccurrences(turn: Turn, wave: WaveDefinition): Promise<Occurrence[]> {
  const known = new Set((await listRounds(turn.tx, { kind: 'survey', wave: wave.id })).map(({ id }) => id));
  const launches = (await listLaunches(turn.tx)).filter(
    (launch) => launch.wave === wave.id && launch.stoppedOn === null,
  );
  return launches.flatMap((launch) =>
    openingsOf(turn, launch, wave)
      .filter(({ number }) => !known.has(roundIdOf(launch, number)))
      .map(({ number, on }) => ({
        key: `open/${roundIdOf(launch, number)}`,
        at: atLocal(turn.calendar, on, turn.programme.rhythm.weeklyTime),
        until: closingOf(turn, launch.plan, on),
        run: (inner: Turn) => openNext(inner, launch.id, number),
      })),
  );
}

/** A round that cannot be asked to these people now is not, and whoever launched it is told why. */
async function openNext(turn: Turn, launchId: string, number: number): Promise<unknown> {
  const launch = await findLaunch(turn.tx, launchId);
  if (!launch || launch.stoppedOn !== null) return;
  const author = launch.launchedBy === null ? null : await findPerson(turn.tx, launch.launchedBy);
  const written = await findCustomSurvey(turn.tx, launch.survey.id);
  if (!author || author.leftOn || written?.endedOn) return;
  const last = await lastRound(turn, launch, number);
  if (last?.status === 'open') return NOT_YET;
  const chosen = await whoToAsk(turn, launch, last);
  if ('invited' in chosen) return openRoundOf(turn, launch, number, chosen.people, chosen.invited);
  await turn.plan({
    campaign: `skipped/${roundIdOf(launch, number)}`,
    template: 'survey-skipped',
    params: { launch: launch.id, because: chosen.because },
    to: [author],
    at: turn.now,
    until: turn.now.add({ hours: 24 * 7 }),
    solicited: true,
  });
}

async function lastRound(turn: Turn, launch: SurveyLaunch, number: number): Promise<RoundRow | null> {
  for (let before = number - 1; before >= 1; before--) {
    const round = await findRound(turn.tx, roundIdOf(launch, before));
    if (round) return round;
  }
  return null;
}

/** Why a round was not asked. */
export const SKIPPED_BECAUSE = ['small', 'close'] as const;
type Chosen = { people: Person[]; invited: Person[] } | { because: (typeof SKIPPED_BECAUSE)[number] };

/**
 * Everybody of the target when enough have come or left since the question was last asked, else those who were asked
 * then and are still there, for newcomers can wait. Neither when one to four of them have left: two totals would tell
 * what they had answered.
 */
async function whoToAsk(turn: Turn, launch: SurveyLaunch, last: RoundRow | null): Promise<Chosen> {
  const { people, invited } = await peopleOf(turn, launch.plan.target);
  const before = new Set(last ? (await roundPeople(turn.tx, last.id)).map(({ personId }) => personId) : []);
  const stayed = (await listPeople(turn.tx)).filter(({ id }) => before.has(id));
  const rosters = await askedBefore(turn, launch.survey);
  const choices = [{ people, invited }, ...(last ? [{ people: stayed, invited: stayed }] : [])];
  const { group } = turn.programme.thresholds;
  const large = choices.filter((choice) => choice.invited.length >= group);
  const safe = large.find((choice) => !isTooClose(new Set(choice.invited.map(({ id }) => id)), rosters));
  return safe ?? { because: large.length > 0 ? 'close' : 'small' };
}
