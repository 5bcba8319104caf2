import type { Session } from '../../domain/session.ts';
import { frenchMoment } from '../../engine/dates.ts';
import type { Order, ReplyMessage } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { hasStarted, sessionsInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { whenText } from './card.ts';
import { problems } from './check.ts';
import { standingOf } from './seats.ts';
import { isFor } from './sessions.ts';

/** Lines of the list, and buttons: what a card is read for. */
const MOST_LINES = 12;
const MOST_BUTTONS = 5;

/** `cafe saison`: the coming Cafés with where one stands; in front of others, without that. */
export async function showSeason(turn: Turn, { person, place }: Order): Promise<ReplyMessage> {
  const ahead = (await sessionsInForce(turn)).filter((session) => !hasStarted(turn, session));
  const lines: string[] = [];
  const open: Session[] = [];
  for (const session of ahead) {
    const status = place ? '' : await statusOf(turn, session, person);
    const isTheirs = !session.cancelled && isFor(session, person);
    if (!isTheirs && (status === '' || place)) continue;
    const values = { when: place ? frenchMoment(session.starts) : whenText(turn, session, person) };
    lines.push(text('cafe.season.line', { ...values, title: session.title, place: session.place, status }));
    if (isTheirs) open.push(session);
  }
  if (lines.length === 0) return notice(text('cafe.season.title'), [text('cafe.none')]);
  const shown = lines.slice(0, MOST_LINES);
  if (lines.length > MOST_LINES) shown.push(text('cafe.season.more', { count: lines.length - MOST_LINES }));
  if (place) return notice(text('cafe.season.title'), [...shown, text('cafe.sign_up')]);
  const toCheck = person.roles.includes('lead') ? problems(turn, await sessionsInForce(turn)) : [];
  return notice(
    text('cafe.season.title'),
    [...shown, ...toCheck],
    open.slice(0, MOST_BUTTONS).map(({ id, starts }) => ({
      title: text('cafe.season.show', { when: frenchMoment(starts) }),
      data: { v: 'cafe.show', session: id },
    })),
  );
}

/** Where somebody stands; empty when there is nothing to say to them of a Café that is not open to them. */
async function statusOf(turn: Turn, session: Session, person: Person): Promise<string> {
  const { response, place, free } = await standingOf(turn, session, person);
  const concerned = place !== null || response === 'yes' || response === 'maybe';
  if (session.cancelled) return concerned ? text('cafe.season.cancelled') : '';
  if (place !== null) return text('cafe.season.waiting', { place });
  if (response) return text(`cafe.season.${response}`);
  return isFor(session, person) ? text('cafe.season.free', { free }) : '';
}
