import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { WaveDefinition } from '../../domain/wave.ts';
import { readFrozen } from '../../engine/closing.ts';
import type { Drawing, Drawn, Occurrence } from '../../engine/instrument.ts';
import { noticeData } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { cancelledRounds } from '../../store/cancelled-round.ts';
import { findPerson, listPeople, type Person } from '../../store/person.ts';
import { findRound, listRounds, type RoundRow, roundPeople } from '../../store/round.ts';
import { findLaunch, listLaunches, type SurveyLaunch } from '../../store/survey-launch.ts';
import { launchIdOf } from './plan.ts';
import { linesOf } from './results.ts';
import { isTheirs } from './theirs.ts';
import { titleOf } from './title.ts';

/** Results are news for so long. */
const FRESH_DAYS = 14;
/** After the weekly card, which they must not push out of the cap. */
const AFTER_THE_WEEKLY_CARD = 6;

/** Once a round that was launched in chat is closed, its results go to who was promised them. */
export async function resultsOccurrences(turn: Turn, wave: WaveDefinition): Promise<Occurrence[]> {
  const launches = (await listLaunches(turn.tx)).filter((launch) => launch.wave === wave.id);
  if (launches.length === 0) return [];
  const cancelled = await cancelledRounds(turn.tx);
  const closed = await listRounds(turn.tx, { kind: 'survey', wave: wave.id, status: 'closed' });
  return closed
    .filter(({ id }) => !cancelled.has(id) && launches.some((launch) => isOf(launch, id)))
    .map((round) => {
      const closes = Temporal.Instant.from(round.closes_at);
      return {
        key: `results/${round.id}`,
        // Closed by hand, it is told at once.
        at: Temporal.Instant.compare(closes, turn.now) < 0 ? closes : turn.now,
        until: closes.add({ hours: 24 * FRESH_DAYS }),
        evenIf: 'ended',
        run: (inner: Turn) => tellResults(inner, round.id),
      };
    });
}

function isOf({ id }: SurveyLaunch, roundId: string): boolean {
  return roundId === id || roundId.startsWith(`${id}/`);
}

/** The author always; the others only of results that can be shown. */
async function tellResults(turn: Turn, roundId: string): Promise<void> {
  const round = await findRound(turn.tx, roundId);
  const launch = await findLaunch(turn.tx, launchIdOf(roundId));
  const frozen = await readFrozen(turn, roundId);
  if (!round || !launch || frozen?.kind !== 'survey') return;
  const push = {
    campaign: `results/${roundId}`,
    template: 'survey-results',
    params: { round: roundId },
    at: turn.now,
    until: turn.now.add({ hours: 24 * FRESH_DAYS }),
  };
  const author = launch.launchedBy === null ? null : await findPerson(turn.tx, launch.launchedBy);
  if (author && !author.leftOn && isTheirs(author, round)) {
    await turn.plan({ ...push, to: [author], solicited: true });
  }
  if (frozen.result.hidden) return;
  const { audience_of_results: readers } = launch.plan;
  if (readers === 'leadership') await turn.plan({ ...push, to: 'leadership' });
  if (readers === 'participants') {
    const params = { ...push.params, asked: true };
    const to = await peopleAsked(turn, round);
    await turn.plan({ ...push, params, to, priority: AFTER_THE_WEEKLY_CARD });
  }
}

/** All that were asked: who answered is not known, and is not told by who gets this. */
async function peopleAsked(turn: Turn, { id }: RoundRow): Promise<Person[]> {
  const asked = new Set((await roundPeople(turn.tx, id)).map(({ personId }) => personId));
  return (await listPeople(turn.tx)).filter((person) => asked.has(person.id));
}

const paramsSchema = z.object({ round: z.string(), asked: z.boolean().optional() });

export async function drawResults(turn: Turn, { params }: Drawing): Promise<Drawn> {
  const { round: id, asked = false } = paramsSchema.parse(params);
  const round = await findRound(turn.tx, id);
  if (round?.status !== 'closed') return { skip: 'nothing_new' };
  const lines = await linesOf(turn, round);
  const title = text('survey.told.title', { survey: titleOf(turn, round) });
  return { card: 'notice', data: noticeData(title, asked ? [text('survey.told.asked'), ...lines] : lines) };
}

const skippedSchema = z.object({ launch: z.string(), because: z.enum(['small', 'close']) });

/** Why a round of a survey that comes back was not asked. */
export async function drawSkipped(turn: Turn, { params }: Drawing): Promise<Drawn> {
  const { launch: id, because } = skippedSchema.parse(params);
  const launch = await findLaunch(turn.tx, id);
  if (!launch) return { skip: 'nothing_new' };
  const title = text('survey.skipped.title', { survey: launch.survey.title });
  const stop = {
    title: text('survey.skipped.stop'),
    data: { v: 'survey.stop', launch: id },
  };
  return { card: 'notice', data: noticeData(title, [text(`survey.skipped.${because}`)], [stop]) };
}
