import { Temporal } from 'temporal-polyfill';
import { atLocal, localDate } from '../../domain/calendar.ts';
import { byStart, type Session } from '../../domain/session.ts';
import { hasEnded, isPaused, weeklyCardOn } from '../../domain/wave.ts';
import { frenchDay } from '../../engine/dates.ts';
import { sessionsInForce, startOf } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { AHEAD_DAYS, isSoon, stillComing } from './sessions.ts';
import { byNearness, MOST_SHOWN } from './weekly.ts';

/**
 * Which weekly card will invite to a Café first, and what to know of it: it is on the very day, or two others come
 * before it there; or that none will, and that it has to be said aloud.
 */
export async function invitationLines(turn: Turn, session: Session): Promise<string[]> {
  const at = firstInvitation(turn, session);
  if (!at) return [text('cafe.propose.uninvited')];
  const date = localDate(turn.calendar, at);
  const isSameDay = date.equals(session.starts.toPlainDate());
  const day = frenchDay(date);
  const line = text(isSameDay ? 'cafe.propose.invited.same_day' : 'cafe.propose.invited', { day });
  return (await isBehind(turn, session, at)) ? [line, text('cafe.propose.behind')] : [line];
}

/** Whether some of those it is for will be shown two others on a card, until they answer one. */
async function isBehind(turn: Turn, session: Session, at: Temporal.Instant): Promise<boolean> {
  const then = { ...turn, now: at };
  const open = stillComing(then, await sessionsInForce(turn)).filter((one) => isSoon(then, one));
  const rivals = open.filter(
    (one) => one.id !== session.id && concerns(one.departments, session.departments),
  );
  const all = byNearness([...rivals, session].sort(byStart));
  const departments = new Set(all.flatMap((one) => one.departments));
  const services = session.departments.length > 0 ? session.departments : [...departments, ''];
  return services.some((service) => {
    const seen = all.filter((one) => one.departments.length === 0 || one.departments.includes(service));
    return seen.indexOf(session) >= MOST_SHOWN;
  });
}

function firstInvitation(turn: Turn, session: Session): Temporal.Instant | null {
  const { calendar, programme, now } = turn;
  const starts = startOf(turn, session);
  const early = starts.subtract({ hours: 24 * AHEAD_DAYS });
  const from = Temporal.Instant.compare(early, now) < 0 ? now : early;
  const moments: Temporal.Instant[] = [];
  for (const wave of programme.waves) {
    if (isPaused(wave) || hasEnded(wave) || !concerns(wave.departments, session.departments)) continue;
    const launch = Temporal.PlainDate.from(wave.launchDate);
    for (let week = 1; week <= wave.weeks; week++) {
      const date = weeklyCardOn(calendar, launch, week);
      if (date) moments.push(atLocal(calendar, date, programme.rhythm.weeklyTime));
    }
  }
  const [next] = moments
    .filter((at) => Temporal.Instant.compare(at, from) > 0 && Temporal.Instant.compare(at, starts) < 0)
    .sort(Temporal.Instant.compare);
  return next ?? null;
}

/** Empty: everybody. */
function concerns(wave: readonly string[], session: readonly string[]): boolean {
  return wave.length === 0 || session.length === 0 || session.some((name) => wave.includes(name));
}
