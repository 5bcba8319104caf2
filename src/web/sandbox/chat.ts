import { z } from 'zod';
import type { CardData, Inbound, Reply } from '../../channels/channel.ts';
import { markedCard } from '../../channels/marked.ts';
import { localMinute } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import { SANDBOX_CHANNEL } from '../../engine/leadership.ts';
import { newId, secureRandom } from '../../engine/random.ts';
import { findOutbox } from '../../store/outbox.ts';
import { findPerson } from '../../store/person.ts';
import { findSandboxMessage, listSandboxMessages, type SandboxMessage } from '../../store/sandbox.ts';
import {
  actionsOf,
  cardOf,
  keepMessage,
  type MessageView,
  type Rendering,
  replaceMessage,
  viewOf,
} from './messages.ts';

const lineSchema = z.object({ text: z.string().trim().min(1).max(2000), channel: z.string().optional() });
const answerSchema = z.object({
  message: z.string(),
  verb: z.string(),
  data: z.record(z.string(), z.unknown()).default({}),
});

/** An answer that was refused, with the sentence its author read. */
export class RefusedAnswer extends Refusal {
  readonly sentence: string;

  constructor(code: string, sentence: string) {
    super(code);
    this.sentence = sentence;
  }
}

export async function listMessages(
  engine: Engine,
  recipient: string,
  rendering: Rendering,
): Promise<MessageView[]> {
  const rows = await engine.inTurn(async (turn) => {
    if (recipient !== SANDBOX_CHANNEL && !(await findPerson(turn.tx, recipient)))
      throw new Refusal('unknown_person');
    return listSandboxMessages(turn.tx, recipient);
  });
  return rows.map((row) => viewOf(row, rendering));
}

/** Somebody types a line, in their chat or (`channel`) in the leadership channel; what the bot says comes back. */
export async function typeLine(engine: Engine, personId: string, body: unknown): Promise<MessageView[]> {
  const { text, channel } = lineSchema.parse(body);
  await requirePerson(engine, personId);
  const recipient = channel ? SANDBOX_CHANNEL : personId;
  await keepMessage(engine, recipient, { id: null, text, card: null }, newId(secureRandom), 'person');
  const reply = await engine.dispatch({
    ...eventOf(personId),
    place: channel ? SANDBOX_CHANNEL : null,
    kind: 'text',
    text,
  });
  await engine.settle();
  return reply ? [await showReply(engine, recipient, null, reply)] : [];
}

/** Somebody taps a button: `data` is what its inputs hold, over what the button itself carries. */
export async function answerCard(
  engine: Engine,
  personId: string,
  body: unknown,
  { settle = true } = {},
): Promise<MessageView> {
  const { message: id, verb, data } = answerSchema.parse(body);
  await requirePerson(engine, personId);
  const row = await engine.inTurn((turn) => findSandboxMessage(turn.tx, id));
  // A message that was planned can be passed on: the router refuses it. What was said in a chat stays there.
  const isTheirs = row && [personId, SANDBOX_CHANNEL].includes(row.recipient);
  if (!row || (!isTheirs && !(await engine.inTurn((turn) => findOutbox(turn.tx, id)))))
    throw new Refusal('unknown_message');
  const reply = await engine.dispatch({
    ...eventOf(personId),
    kind: 'action',
    data: buttonData(row, verb, data),
  });
  if (settle) await engine.settle();
  if (!reply) throw new Refusal('unknown_action');
  if (reply.refused) {
    if (reply.mode === 'replace') await replaceMessage(engine, row.id, reply.message);
    throw new RefusedAnswer(reply.refused, reply.message.text);
  }
  return showReply(engine, row.recipient, row.id, reply);
}

/**
 * What the tapped button carries. Where several have the verb, what was sent tells which. A button that the card had
 * before is passed on as it was sent: a client that has not redrawn the card would, and the verb judges.
 */
function buttonData(row: SandboxMessage, verb: string, data: Record<string, unknown>): CardData {
  const card = cardOf(row);
  const offered = card ? actionsOf(card).filter((action) => action.verb === verb) : [];
  if (offered.length === 0) return { ...data, v: verb, m: row.id };
  const [first] = offered;
  const own = offered.length === 1 ? first?.data : {};
  return { ...own, ...data, v: verb, ...(first?.about ? { m: first.about } : {}) };
}

async function showReply(
  engine: Engine,
  recipient: string,
  answered: string | null,
  reply: Reply,
): Promise<MessageView> {
  const id = reply.mode !== 'message' && answered ? answered : newId(secureRandom);
  // Whoever has just erased themselves has no chat left to keep it in.
  if (recipient !== SANDBOX_CHANNEL && !(await isKnown(engine, recipient))) return passing(engine, id, reply);
  if (id === answered) await replaceMessage(engine, id, reply.message);
  else await keepMessage(engine, recipient, reply.message, id, 'bot');
  const row = await engine.inTurn((turn) => findSandboxMessage(turn.tx, id));
  if (!row) throw new Refusal('unknown_message');
  return viewOf(row);
}

function eventOf(personId: string): Pick<Inbound, 'eventId' | 'channel' | 'sender' | 'address' | 'place'> {
  return {
    eventId: newId(secureRandom),
    channel: 'sandbox',
    sender: { personId },
    address: null,
    place: null,
  };
}

async function requirePerson(engine: Engine, id: string): Promise<void> {
  if (!(await isKnown(engine, id))) throw new Refusal('unknown_person');
}

async function isKnown(engine: Engine, id: string): Promise<boolean> {
  return (await engine.inTurn((turn) => findPerson(turn.tx, id))) !== null;
}

/** A message that is shown and not kept. */
async function passing(engine: Engine, id: string, { message }: Reply): Promise<MessageView> {
  const at = await engine.inTurn(async (turn) => localMinute(turn.calendar, turn.now));
  const card = message.card ? JSON.stringify(markedCard(message)) : null;
  return viewOf({ id, recipient: '', position: 0, at, sender: 'bot', text: message.text, card });
}
