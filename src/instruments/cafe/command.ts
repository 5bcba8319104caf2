import { frenchMoment } from '../../engine/dates.ts';
import type { Command, Order, ReplyMessage } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { askPresent } from './attendance.ts';
import { cafeData } from './card.ts';
import { chooseChange } from './choose.ts';
import { showFeedback } from './feedback-results.ts';
import { offerMessage } from './message.ts';
import { offerProposal } from './propose.ts';
import { showQuestions } from './questions.ts';
import { showSeason } from './season.ts';
import { coming, isFor } from './sessions.ts';
import { showList } from './show-list.ts';

type Handler = (turn: Turn, order: Order) => Promise<ReplyMessage>;

/** What somebody who looks after a Café can ask of it, each with a line in `permissions.ts`; the rest is « what is next ». */
const HOSTING: Record<string, Handler> = {
  proposer: offerProposal,
  deplacer: (turn, order) => chooseChange(turn, order, 'move'),
  annuler: (turn, order) => chooseChange(turn, order, 'cancel'),
  liste: showList,
  questions: showQuestions,
  message: offerMessage,
  presence: askPresent,
  presences: askPresent,
  retours: showFeedback,
};

/** `cafe`: what is next; `cafe saison`: all that is coming. The rest is for champions and the lead. */
export const command: Command = {
  name: 'cafe',
  async run(turn, order) {
    const [what = ''] = order.words.split(' ');
    if (what === 'saison') return showSeason(turn, order);
    const hosting = Object.hasOwn(HOSTING, what) ? HOSTING[what] : undefined;
    if (!hosting) return showNext(turn, order);
    // Who comes, who came and what they asked is not for everybody in a channel.
    if (order.place) return notice(text('cafe.heading'), [text('cafe.private')]);
    return hosting(turn, order);
  },
};

async function showNext(turn: Turn, { person, place }: Order): Promise<ReplyMessage> {
  const session = (await coming(turn)).find((candidate) => isFor(candidate, person));
  if (!session) return none();
  if (place) {
    const where = text('cafe.where', { when: frenchMoment(session.starts), place: session.place });
    return notice(text('cafe.heading.next'), [session.title, where, text('cafe.sign_up')]);
  }
  const data = await cafeData(turn, session, person, text('cafe.heading.next'));
  return { mode: 'message', template: 'cafe', data };
}

function none(): ReplyMessage {
  return notice(text('cafe.heading'), [text('cafe.none')]);
}
