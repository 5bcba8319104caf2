import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { scopeOf } from '../../domain/may.ts';
import type { Session } from '../../domain/session.ts';
import { type Order, type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { reachable } from '../../engine/reach.ts';
import { sessionsInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPeople, type Person } from '../../store/person.ts';
import { invitationLines } from './invitation.ts';
import { warningsOf } from './moment.ts';
import { type Proposal, proposalCard } from './proposal.ts';
import { create, linesOf } from './proposed.ts';
import { readProposal } from './read-proposal.ts';
import { isFor } from './sessions.ts';
import { unreachedLine } from './unreached.ts';

/** As the inputs give it; an empty one is missing. */
const typed = z.string().max(10_000).default('');
const proposalSchema = z.object({
  title: typed,
  date: typed,
  time: typed,
  minutes: z.coerce.number().default(60),
  place: typed,
  seats: z.coerce.number().default(12),
  facilitator: typed,
  services: z.string().max(20_000).default(''),
  sure: z.literal(true).optional(),
  again: z.literal(true).optional(),
});

export async function offerProposal(turn: Turn, { person }: Order): Promise<ReplyMessage> {
  return proposalCard(turn, person, 'message');
}

/** The card, then what it would do, then it is done. `again` goes back to the card, as it was filled. */
export const proposeVerb = verb(
  'cafe.propose',
  proposalSchema,
  async (turn, { person, data: { sure, again, ...data } }) => {
    if (again) return proposalCard(turn, person, 'replace', data);
    const session = await readProposal(turn, person, data);
    if (await isThere(turn, session)) throw new Refusal('cafe_exists');
    if (!sure) return askToPropose(turn, person, session, data);
    await create(turn, person, session);
    return notice(
      text('cafe.proposed', { title: session.title }),
      [...linesOf(session), ...(await reachLines(turn, session)), text('cafe.proposed.next')],
      [],
      'replace',
    );
  },
);

/** Two taps on one button make one Café. */
async function isThere(turn: Turn, { title, starts }: Session): Promise<boolean> {
  const sessions = await sessionsInForce(turn);
  return sessions.some((one) => !one.cancelled && one.title === title && one.starts.equals(starts));
}

async function askToPropose(
  turn: Turn,
  person: Person,
  session: Session,
  { date, time }: Proposal,
): Promise<ReplyMessage> {
  const { title, minutes, place, seats, facilitator } = session;
  const services = scopeOf(person, 'cafe.propose') === 'all' ? session.departments.join(',') : '';
  const data = { v: 'cafe.propose', title, date, time, minutes, place, seats, facilitator, services };
  return notice(
    text('cafe.propose.check'),
    [
      ...linesOf(session),
      ...(await reachLines(turn, session)),
      ...(await invitationLines(turn, session)),
      ...(await warningsOf(turn, session)),
    ],
    [
      { title: text('cafe.propose.yes'), data: { ...data, sure: true } },
      { title: text('cafe.correct'), data: { ...data, again: true } },
    ],
    'replace',
  );
}

async function reachLines(turn: Turn, session: Session): Promise<string[]> {
  const invited = (await listPeople(turn.tx)).filter((person) => isFor(session, person));
  const { length: count } = await reachable(turn, invited);
  const services = session.departments.join(', ');
  return [
    session.departments.length === 0
      ? text('cafe.propose.reach.all', { count })
      : text('cafe.propose.reach', { count, services }),
    ...(await unreachedLine(turn, invited)),
  ];
}
