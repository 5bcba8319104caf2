import { Temporal } from 'temporal-polyfill';
import { atLocal, localDate } from '../../../domain/calendar.ts';
import type { DigestData } from '../../../domain/digest.ts';
import { dueOn, MILESTONES, type Milestone } from '../../../domain/milestone.ts';
import { isPaused, type WaveDefinition } from '../../../domain/wave.ts';
import { NOT_YET, type Occurrence } from '../../../engine/instrument.ts';
import { peopleOfWave } from '../../../engine/reach.ts';
import type { Turn } from '../../../engine/turn.ts';
import { findDigest, listDigests } from '../../../store/digest.ts';
import { takeAnswers } from '../../../store/irritant-answer.ts';
import type { Person } from '../../../store/person.ts';
import { figuresOf } from '../stored.ts';
import { decided, decisionSince } from './decided.ts';
import { answersAt, answersKey, postedOn, returnAfter, shortKey } from './returns.ts';
import { postedReviews } from './reviews.ts';
import { wasAsked } from './short.ts';

/** Days a return stays of use: the weekly cap may hold it until the next Monday. */
const USEFUL_DAYS = 10;
/** Past this the agents' version of a review is old news. */
const PATIENCE_DAYS = 14;

/**
 * What goes back to the agents of a wave: their version of each review once it is posted, then, at most once before
 * the next review, what the leadership answered or decided after it.
 */
export async function followupOccurrences(turn: Turn, wave: WaveDefinition): Promise<Occurrence[]> {
  const digests = (await listDigests(turn.tx)).filter((row) => row.wave === wave.id);
  const launch = Temporal.PlainDate.from(wave.launchDate);
  const last = (await postedReviews(turn, wave.id)).at(-1);
  const resumed = wave.course?.pauses.at(-1)?.until ?? null;
  const occurrences: Occurrence[] = [];
  for (const milestone of MILESTONES) {
    const row = digests.find((one) => one.milestone === milestone);
    const posted = row?.posted_at
      ? localDate(turn.calendar, Temporal.Instant.from(row.posted_at))
      : Temporal.PlainDate.from(row?.post_on ?? dueOn(turn.calendar, launch, milestone));
    // The last version waits for a paused wave to go on; one that a later review has overtaken does not.
    if (isPaused(wave) && (!last || MILESTONES.indexOf(milestone) >= MILESTONES.indexOf(last.milestone)))
      continue;
    const at = returnAfter(turn, wave, posted);
    const isLast = milestone === last?.milestone;
    const since =
      isLast && resumed ? later(at, atLocal(turn.calendar, Temporal.PlainDate.from(resumed), '00:00')) : at;
    occurrences.push({
      key: shortKey(wave.id, milestone),
      at,
      until: since.add({ hours: 24 * PATIENCE_DAYS }),
      run: (inner) => sendShort(inner, wave, milestone),
    });
  }
  const at = last && (await answersAt(turn, wave, last));
  // Answers do not age: those of a paused wave wait until it goes on.
  if (last && at && !isPaused(wave)) {
    occurrences.push({
      key: answersKey(wave.id, last.milestone),
      at,
      run: (inner) => sendAnswers(inner, wave, last),
    });
  }
  return occurrences;
}

async function sendShort(turn: Turn, wave: WaveDefinition, milestone: Milestone): Promise<unknown> {
  const row = await findDigest(turn.tx, wave.id, milestone);
  if (row?.status !== 'posted') return NOT_YET;
  const data = figuresOf(row);
  // After a stop it may have been posted just now: the leadership reads first all the same.
  if (Temporal.Instant.compare(turn.now, returnAfter(turn, wave, postedOn(data))) < 0) return NOT_YET;
  const key = shortKey(wave.id, milestone);
  const taken = await takeAnswers(turn.tx, wave.id, key);
  const decision = milestone === 'J90' ? await decided(turn, wave.id) : null;
  // Where nothing was asked there is nothing to give back: no card to say so.
  if (taken === 0 && decision === null && !wasAsked(data)) return undefined;
  return send(turn, wave, data, key);
}

async function sendAnswers(turn: Turn, wave: WaveDefinition, data: DigestData): Promise<unknown> {
  const key = answersKey(wave.id, data.milestone);
  const taken = await takeAnswers(turn.tx, wave.id, key);
  const short = returnAfter(turn, wave, postedOn(data));
  const decision = data.milestone === 'J90' ? await decisionSince(turn, wave.id, short) : null;
  // The agents' version, due at the same moment, took them along.
  if (taken === 0 && decision === null) return NOT_YET;
  return send(turn, wave, data, key);
}

async function send(turn: Turn, wave: WaveDefinition, data: DigestData, campaign: string): Promise<void> {
  await turn.plan({
    campaign,
    template: 'followup',
    params: { wave: wave.id, milestone: data.milestone, campaign },
    to: (await peopleOfWave(turn, wave)).filter(wasThere(data)),
    at: turn.now,
    until: turn.now.add({ hours: 24 * USEFUL_DAYS }),
    // It never takes the place of the week's own card.
    priority: 8,
  });
}

/** Whoever arrived after a review was posted hears of the next one. */
function wasThere(data: DigestData): (person: Person) => boolean {
  const day = postedOn(data).toString();
  return ({ joinedOn }) => joinedOn <= day;
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) > 0 ? a : b;
}
