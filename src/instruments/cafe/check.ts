import { createHash } from 'node:crypto';
import { unusual } from '../../domain/session.ts';
import { stamp } from '../../engine/clock.ts';
import { frenchMoment } from '../../engine/dates.ts';
import type { Drawn, Occurrence } from '../../engine/instrument.ts';
import { noticeData } from '../../engine/notice.ts';
import { isAsWritten, type SessionInForce, sessionsInForce, startOf } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { claimOccurrence } from '../../store/occurrence.ts';
import { listPeople } from '../../store/person.ts';
import { hoursOf } from './moment.ts';
import { coming, stillComing } from './sessions.ts';

/** What the lead should look at in the file, as it is written: a coming Café on a day off, or outside working hours. */
export function problems(turn: Turn, sessions: readonly SessionInForce[]): string[] {
  const written = new Set(turn.programme.cafes.map(({ id }) => id));
  return stillComing(turn, sessions).flatMap((session) => {
    // What was decided in chat was seen there.
    const isWritten = written.has(session.id) && isAsWritten(session);
    const what = isWritten ? unusual(turn.calendar, session) : null;
    if (!what) return [];
    const values = { id: session.id, title: session.title, when: frenchMoment(session.starts) };
    return [text(`cafe.check.${what}`, { ...values, ...hoursOf(turn) })];
  });
}

/** The leads are told of it when the file is read: all of it when one thing is new, and never of the same again. */
export function checks(turn: Turn, sessions: readonly SessionInForce[]): Occurrence[] {
  const found = problems(turn, sessions);
  if (found.length === 0) return [];
  const key = `cafe/check/${print(found.join('\n'))}`;
  return [{ key, at: turn.now, evenIf: 'ended', run: (inner) => tellProblems(inner, key, found) }];
}

async function tellProblems(turn: Turn, campaign: string, found: string[]): Promise<void> {
  const moment = { at: stamp(turn.now), done_at: stamp(turn.now), outcome: 'done' };
  let isNew = false;
  for (const line of found) {
    if (await claimOccurrence(turn.tx, { key: `checked/${print(line)}`, ...moment })) isNew = true;
  }
  const last = (await coming(turn)).at(-1);
  if (!isNew || !last) return;
  await turn.plan({
    campaign,
    template: 'cafe-check',
    params: {},
    to: (await listPeople(turn.tx)).filter(({ roles }) => roles.includes('lead')),
    at: turn.now,
    until: startOf(turn, last),
    solicited: true,
  });
}

function print(words: string): string {
  return createHash('sha256').update(words).digest('hex').slice(0, 12);
}

export async function drawCheck(turn: Turn): Promise<Drawn> {
  const lines = problems(turn, await sessionsInForce(turn));
  if (lines.length === 0) return { skip: 'cancelled' };
  return { card: 'notice', data: noticeData(text('cafe.check.title'), [...lines, text('cafe.check.why')]) };
}
