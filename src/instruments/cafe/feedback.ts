import { Temporal } from 'temporal-polyfill';
import type { Occurrence } from '../../engine/instrument.ts';
import { reachable } from '../../engine/reach.ts';
import { isOpen, joinRound, openRound } from '../../engine/rounds.ts';
import { findSession, hasStarted, type SessionInForce, sessionsInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listAttendance } from '../../store/attendance.ts';
import { listPeople } from '../../store/person.ts';
import { findRound } from '../../store/round.ts';
import { listComing } from '../../store/rsvp.ts';
import { feedbackHead, feedbackQuestions } from './feedback-questions.ts';
import { feedbackAt, type Period, periodOf } from './periods.ts';
import { endOf } from './sessions.ts';

/** What all rounds of feedback have in common; no survey has such an id. They are of no wave: Cafés are everybody's. */
export const FEEDBACK_SUBJECT = 'feedback/cafe';
const PREFIX = `${FEEDBACK_SUBJECT}/`;
/** Days after which nobody is asked about a Café any more. */
export const TOO_LATE_DAYS = 21;

export function isFeedback(roundId: string): boolean {
  return roundId.startsWith(PREFIX);
}

/** At noon on the working day after each Café; marking who came asks sooner. */
export function feedbacks(turn: Turn, sessions: readonly SessionInForce[]): Occurrence[] {
  return sessions.flatMap((session): Occurrence[] => {
    const period = periodOf(turn, session);
    if (session.cancelled || !period) return [];
    return [
      {
        key: `cafe/feedback/${session.id}`,
        at: feedbackAt(turn.calendar, session),
        until: period.closesAt,
        evenIf: 'ended',
        run: async (inner) => {
          const found = await findSession(inner, session.id);
          if (found && !found.cancelled) await askFeedback(inner, found);
        },
      },
    ];
  });
}

/**
 * Asks those who came what it was worth, once a Café. A Café is too small to be confidential: all those of a period
 * are one round, whose roster grows. While fewer than a group are expected over the period nobody is asked; the Café
 * that makes them enough asks for those before it too.
 */
export async function askFeedback(
  turn: Turn,
  session: SessionInForce,
): Promise<'asked' | 'too_few' | 'over' | 'nobody'> {
  const period = periodOf(turn, session);
  if (!period || Temporal.Instant.compare(turn.now, period.closesAt) >= 0) return 'over';
  const { held, expected } = await audienceOf(turn, session, period);
  if (held.every(({ people }) => people.length === 0)) return 'nobody';
  if (expected < turn.programme.thresholds.group) return 'too_few';
  const round = await roundOf(turn, period);
  if (!round) return 'over';
  const people = [...new Map(held.flatMap((cafe) => cafe.people.map((one) => [one.id, one]))).values()];
  await joinRound(turn, round, people);
  for (const { cafe, people: to } of held) {
    const end = endOf(turn, cafe);
    await turn.plan({
      campaign: `cafe/feedback/${cafe.id}`,
      template: 'cafe-feedback',
      params: { session: cafe.id, round },
      to,
      at: Temporal.Instant.compare(end, turn.now) > 0 ? end : turn.now,
      until: period.closesAt,
      solicited: true,
      priority: 3,
    });
  }
  return 'asked';
}

/**
 * Those who can be reached of each Café of the period whose time to ask has come, and how many people are expected
 * over all its Cafés: those who came, those who say they will.
 */
async function audienceOf(turn: Turn, asking: SessionInForce, period: Period) {
  const everybody = await reachable(turn, await listPeople(turn.tx));
  const held: { cafe: SessionInForce; people: typeof everybody }[] = [];
  const expected = new Set<string>();
  for (const one of await sessionsInForce(turn)) {
    const cafe = one.id === asking.id ? asking : one;
    if (cafe.cancelled || periodOf(turn, cafe)?.number !== period.number) continue;
    const ids = new Set(
      cafe.marked ? await listAttendance(turn.tx, cafe.id) : await listComing(turn.tx, cafe.id),
    );
    const people = everybody.filter(({ id }) => ids.has(id));
    for (const { id } of people) expected.add(id);
    if (isDue(turn, cafe)) held.push({ cafe, people });
  }
  return { held, expected: expected.size };
}

function isDue(turn: Turn, cafe: SessionInForce): boolean {
  const last = endOf(turn, cafe).add({ hours: 24 * TOO_LATE_DAYS });
  if (!hasStarted(turn, cafe) || Temporal.Instant.compare(last, turn.now) < 0) return false;
  return cafe.marked || Temporal.Instant.compare(feedbackAt(turn.calendar, cafe), turn.now) <= 0;
}

/** The round of a period, opened when it is not there yet; null once it is closed. */
async function roundOf(turn: Turn, { number, closesAt }: Period): Promise<string | null> {
  const id = `${PREFIX}${number}`;
  const known = await findRound(turn.tx, id);
  if (known) return isOpen(turn, known) ? id : null;
  await openRound(
    turn,
    {
      id,
      kind: 'survey',
      subject: FEEDBACK_SUBJECT,
      wave: '',
      number,
      parent: null,
      closesAt,
      questions: feedbackQuestions(),
      head: feedbackHead(),
      launchedBy: null,
      // No service: whoever came, and nobody by a code.
      audience: [text('cafe.feedback.audience')],
    },
    [],
  );
  return id;
}
