import { Temporal } from 'temporal-polyfill';
import type { DigestData, Hidden, SectionName, Sections } from '../../domain/digest.ts';
import { dueOn, MILESTONE_DAYS, type Milestone } from '../../domain/milestone.ts';
import type { SurveyPurpose } from '../../domain/survey.ts';
import type { WaveDefinition } from '../../domain/wave.ts';
import type { Turn } from '../../engine/turn.ts';
import { countFates } from '../../store/tally.ts';
import { followupOf } from './followup/reviews.ts';
import { adoption } from './sections/adoption.ts';
import { cafes } from './sections/cafes.ts';
import { causeOfAlert } from './sections/cause.ts';
import { decision, helpWanted, memento, participation, reach } from './sections/people.ts';
import { resources } from './sections/resources.ts';
import { openReview, type Review } from './sections/review.ts';
import { irritants, surveyResult } from './sections/surveys.ts';
import { blockers, time } from './sections/time.ts';

const AT_FIRST: SectionName[] = [
  'reach',
  'participation',
  'blockers',
  'helpWanted',
  'cafes',
  'memento',
  'irritants',
];
const AFTER_A_MONTH: SectionName[] = [...AT_FIRST, 'adoption', 'time', 'satisfaction', 'baseline'];

/** What each milestone is about; the rest is too early, even when it is known. */
const SHOWN: Record<Milestone, readonly SectionName[]> = {
  J15: AT_FIRST,
  J30: AFTER_A_MONTH,
  J90: [...AFTER_A_MONTH, 'mood', 'resources', 'decision'],
};

/** The figures of a digest, read once from what is closed and from what people said in their own name. */
export async function computeDigest(
  turn: Turn,
  wave: WaveDefinition,
  milestone: Milestone,
): Promise<DigestData> {
  const review = await openReview(turn, wave, milestone);
  const due = dueOn(turn.calendar, Temporal.PlainDate.from(wave.launchDate), milestone);
  const followup = await followupOf(turn, wave.id);
  return {
    organisation: turn.programme.organisation.name,
    wave: wave.id,
    waveName: wave.name,
    launchDate: wave.launchDate,
    milestone,
    dueOn: due.toString(),
    readOn: turn.today.toString(),
    postedAt: null,
    thresholds: turn.programme.thresholds,
    deliveries: await deliveries(turn, wave),
    sections: onlyShown(await allSections(review), milestone),
    ...(wave.course?.pauses.length ? { pauses: wave.course.pauses } : {}),
    ...(followup ? { followup } : {}),
    satisfactionAhead: hasRoundAhead(turn, milestone, 'satisfaction'),
  };
}

/** A survey of this purpose has a round that closes after the day of this review. */
function hasRoundAhead({ programme }: Turn, milestone: Milestone, purpose: SurveyPurpose): boolean {
  const rounds = programme.surveys
    .filter((survey) => survey.purpose === purpose)
    .flatMap((one) => one.rounds);
  return rounds.some(({ closes }) => closes > MILESTONE_DAYS[milestone]);
}

async function allSections(review: Review): Promise<Sections> {
  const sessions = await cafes(review);
  const declared = time(review);
  const used = adoption(review);
  const judged = {
    reach: reach(review),
    blockers: blockers(review),
    satisfaction: await surveyResult(review, 'satisfaction'),
    cafes: sessions,
  };
  const alerted = 'alert' in used && used.alert === 'below';
  return {
    ...judged,
    participation: await participation(review),
    adoption: alerted ? { ...used, cause: causeOfAlert(judged) } : used,
    time: declared,
    baseline: await surveyResult(review, 'baseline'),
    mood: await surveyResult(review, 'mood'),
    helpWanted: await helpWanted(review),
    memento: await memento(review),
    irritants: await irritants(review),
    resources: resources(review, { cafes: sessions, time: declared }),
    decision: await decision(review),
  };
}

function onlyShown(sections: Sections, milestone: Milestone): Sections {
  const early: Hidden = { hidden: true, reason: 'too_early' };
  const show = <Name extends SectionName>(name: Name): Sections[Name] | Hidden =>
    SHOWN[milestone].includes(name) ? sections[name] : early;
  return {
    reach: show('reach'),
    participation: show('participation'),
    adoption: show('adoption'),
    time: show('time'),
    satisfaction: show('satisfaction'),
    baseline: show('baseline'),
    mood: show('mood'),
    blockers: show('blockers'),
    helpWanted: show('helpWanted'),
    cafes: show('cafes'),
    memento: show('memento'),
    irritants: show('irritants'),
    resources: show('resources'),
    decision: show('decision'),
  };
}

/** Messages of the wave, and of none in particular, whose fate is known: campaigns are named `what/wave/...`. */
async function deliveries(turn: Turn, wave: WaveDefinition): Promise<DigestData['deliveries']> {
  const others = turn.programme.waves.map(({ id }) => id).filter((id) => id !== wave.id);
  const counted = await countFates(turn.tx, others);
  return { planned: counted.sent + counted.failed + counted.skipped, ...counted };
}
