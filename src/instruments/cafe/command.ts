import { Refusal } from '../../domain/errors.ts';
import type { Session } from '../../domain/session.ts';
import { frenchMoment } from '../../engine/dates.ts';
import type { Command, Order, ReplyMessage } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { mayUse } from '../../engine/roles.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { askPresent } from './attendance.ts';
import { cafeData } from './card.ts';
import { listCard } from './list.ts';
import { sendMessage } from './message.ts';
import { hasStarted, isFor, isHostedBy, sessions } from './sessions.ts';

/** What somebody who looks after a Café can ask of it; anything else is « what is next ». */
const HOSTING: Record<string, (turn: Turn, order: Order) => Promise<ReplyMessage>> = {
  liste: showList,
  presence: askPresent,
  presences: askPresent,
  message: (turn, order) => {
    const session = nextHosted(turn, order);
    return session ? sendMessage(turn, order, session) : Promise.resolve(none());
  },
};

/** `cafe`: what is next. For champions and the lead: `cafe liste`, `cafe presence`, `cafe message <texte>`. */
export const command: Command = {
  name: 'cafe',
  async run(turn, order) {
    const [what = ''] = order.words.split(' ');
    const hosting = Object.hasOwn(HOSTING, what) ? HOSTING[what] : undefined;
    if (!hosting) return showNext(turn, order);
    if (!mayUse(order.person, ['champion', 'lead'])) throw new Refusal('role');
    // Who comes and who came is not for everybody in a channel.
    if (order.place) return notice(text('cafe.heading'), [text('cafe.private')]);
    return hosting(turn, order);
  },
};

async function showNext(turn: Turn, { person, place }: Order): Promise<ReplyMessage> {
  const session = sessions(turn).find(
    (candidate) => isFor(candidate, person) && !hasStarted(turn, candidate),
  );
  if (!session) return none();
  if (place) {
    const where = text('cafe.where', { when: frenchMoment(session.starts), place: session.place });
    return notice(text('cafe.heading.next'), [session.title, where, text('cafe.sign_up')]);
  }
  const data = await cafeData(turn, session, person, text('cafe.heading.next'));
  return { mode: 'message', template: 'cafe', data };
}

async function showList(turn: Turn, order: Order): Promise<ReplyMessage> {
  const session = nextHosted(turn, order);
  return session ? { mode: 'message', template: 'notice', data: await listCard(turn, session) } : none();
}

function nextHosted(turn: Turn, { person }: Order): Session | undefined {
  return sessions(turn).find((session) => isHostedBy(session, person) && !hasStarted(turn, session));
}

function none(): ReplyMessage {
  return notice(text('cafe.heading'), [text('cafe.none')]);
}
