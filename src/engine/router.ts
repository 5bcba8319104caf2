import { ZodError } from 'zod';
import type { Dispatch, Inbound, Reply } from '../channels/channel.ts';
import { normalise, parseCommand } from '../domain/command.ts';
import { Refusal } from '../domain/errors.ts';
import { actOf, may } from '../domain/may.ts';
import type { Act } from '../domain/permissions.ts';
import { errorName, type Log } from '../log.ts';
import { findOutbox, lastSent } from '../store/outbox.ts';
import { findPerson, type Person } from '../store/person.ts';
import type { Drawer } from './drawing.ts';
import { firstTime } from './inbox.ts';
import type { Instrument, ReplyMessage, Verb } from './instrument.ts';
import { findSender, introduce, isKept, keepAddress, noteArrival } from './meeting.ts';
import { inPlainWords } from './plain-words.ts';
import { createPrecedence } from './precedence.ts';
import { noteRefused, refusalReply } from './refused.ts';
import { renderCard } from './render.ts';
import type { InTurn } from './schedule.ts';
import { say } from './sentence.ts';
import { text } from './texts.ts';
import type { Turn } from './turn.ts';

/** What an event leads to. `later`: it is stored, and its reply can be drawn afterwards; `card`: whose and which. */
type Outcome = { reply: Reply | null; later?: Later };
type Later = { card: string | null; draw: (turn: Turn) => Promise<Reply | null> };

/**
 * Turns what happens in chats into what the programme does: one event, one transaction, one reply. An event that
 * comes twice does nothing the second time. Whatever goes wrong, the person gets a sentence and nothing is half done.
 */
export function createRouter(options: {
  inTurn: InTurn;
  instruments: readonly Instrument[];
  draw: Drawer;
  log: Log;
}): Dispatch {
  const { inTurn, instruments, draw, log } = options;
  const verbs = new Map<string, Verb>(
    instruments.flatMap((item) => item.verbs ?? []).map((item) => [item.verb, item]),
  );
  const commands = new Map(
    instruments.flatMap((item) => item.commands ?? []).map((item) => [item.name, item]),
  );

  const precedence = createPrecedence(inTurn);

  return async (received, stored) => {
    const event = inPlainWords(received);
    try {
      const outcome = await precedence.first(() =>
        inTurn(
          (turn) => attempt(turn, event, stored !== undefined),
          isConfidential(event) ? 'together' : undefined,
        ),
      );
      if (outcome !== 'unsettled' && outcome.later) {
        stored?.();
        return await drawLater(outcome.later);
      }
      if (outcome !== 'unsettled') return outcome.reply;
      const { person, email } = await introduce(inTurn, event);
      if (!person) return (await noteArrival(inTurn, event, email)) ? say(text('reply.stranger')) : null;
      // Known and greeted at once: in between, their first words would be planned as a message besides.
      const greeting = await inTurn(async (turn) => {
        const isNew = await keepAddress(turn, event, person);
        return isNew && event.kind === 'installed' ? greet(turn, person) : null;
      });
      if (greeting) return greeting;
      return (await inTurn((turn) => handle(turn, event, person))).reply;
    } catch (error) {
      if (error instanceof Refusal) {
        await noteRefused(inTurn, event, error).catch((failed) =>
          log.error('refusal not noted', { channel: event.channel, error: errorName(failed) }),
        );
        return refusalReply(error, event);
      }
      if (error instanceof ZodError) return { ...say(text('refusal.bad_input')), refused: 'bad_input' };
      log.error('event failed', { channel: event.channel, error: errorName(error), verb: nameOf(event) });
      return { ...say(text('refusal.not_stored')), refused: 'not_stored' };
    }
  };

  /** Answers to rounds write nothing under a name, so that those of several people may be stored at once. */
  function isConfidential(event: Inbound): boolean {
    return event.kind === 'action' && verbs.get(event.data.v)?.confidential === true;
  }

  /** For the log: what a button carries is not ours until it is known. */
  function nameOf(event: Inbound): string {
    if (event.kind !== 'action') return event.kind;
    return verbs.has(event.data.v) ? event.data.v : 'unknown';
  }

  /** The answer is stored: nothing that goes wrong with what is shown may say otherwise. */
  async function drawLater({ card, draw }: Later): Promise<Reply | null> {
    try {
      return await precedence.after(card, draw);
    } catch (error) {
      log.error('reply not drawn', { error: errorName(error) });
      return say(text('reply.saved'));
    }
  }

  /** The usual case, in one transaction: somebody known, where we know to find them. */
  async function attempt(turn: Turn, event: Inbound, mayWait: boolean): Promise<Outcome | 'unsettled'> {
    const person = await findSender(turn, event.sender);
    if (!person || (event.address && !(await isKept(turn, event, person)))) return 'unsettled';
    return handle(turn, event, person, mayWait);
  }

  /** `mayWait`: what is only to be drawn again may be drawn once this is stored. */
  async function handle(turn: Turn, event: Inbound, person: Person, mayWait = false): Promise<Outcome> {
    if (event.kind === 'removed' || event.kind === 'installed') return { reply: null };
    if (!(await firstTime(turn, `${event.channel}:${event.eventId}`))) return { reply: null };
    if (person.leftOn) throw new Refusal('left');
    if (event.kind === 'text') return { reply: await handleText(turn, event, person) };
    const verb = verbs.get(event.data.v);
    if (!verb) throw new Refusal('unknown_action');
    requireRole(person, verb.verb);
    const { v, m, ...data } = event.data;
    const row = m ? await findOutbox(turn.tx, m) : await lastWith(turn, person, verb);
    if (row?.person_id && row.person_id !== person.id) throw new Refusal('not_yours');
    const params = row?.params ?? {};
    const reply = await verb.run(turn, { person, data, params });
    if (mayWait && row && reply.mode === 'redraw')
      return {
        reply: null,
        later: { card: m ? `${m} ${person.id}` : null, draw: (after) => draft(after, reply, row, person) },
      };
    return { reply: await draft(turn, reply, row, person) };
  }

  /** Somebody has just installed the app: what an instrument has to say to them, else a plain sentence. */
  async function greet(turn: Turn, person: Person): Promise<Reply | null> {
    if (person.leftOn) throw new Refusal('left');
    for (const instrument of instruments) {
      const reply = await instrument.installed?.(turn, person);
      if (reply) return draft(turn, reply, null, person);
    }
    return say(text('reply.installed', { name: person.name }));
  }

  /** Answers that carry no message (typed, or from a file) are about the last one. */
  async function lastWith(turn: Turn, person: Person, verb: Verb) {
    const [template = ''] = verb.verb.split('.');
    const [row] = await lastSent(turn.tx, person.id, templatesFor(template));
    return row ?? null;
  }

  function templatesFor(name: string): string[] {
    const owner = instruments.find((item) => item.name === name);
    return [...Object.keys(owner?.draw ?? {}), ...(owner?.weekly ? ['weekly'] : [])];
  }

  async function handleText(turn: Turn, event: Extract<Inbound, { kind: 'text' }>, person: Person) {
    const command = parseCommand(event.text);
    const handler = command ? commands.get(command.name) : undefined;
    if (command && handler) {
      requireRole(person, actOf(command.name, command.words));
      const place = event.place ? { channel: event.channel, address: event.place } : null;
      const order = { person, words: command.words, line: event.text, place };
      return draft(turn, await handler.run(turn, order), null, person);
    }
    // An answer typed in front of others is nobody's: the reply would tell them who took part.
    for (const instrument of event.place ? [] : instruments) {
      const reply = await instrument.typed?.(turn, person, normalise(event.text));
      if (reply) return draft(turn, reply, null, person);
    }
    return say(text('reply.unknown_word'));
  }

  async function draft(
    turn: Turn,
    reply: ReplyMessage,
    row: { id: string; template: string; params: Record<string, unknown>; person_id: string | null } | null,
    person: Person,
  ): Promise<Reply | null> {
    if (reply.mode !== 'redraw') {
      return { mode: reply.mode, message: renderCard(reply.template, reply.data, row?.id ?? null) };
    }
    if (!row) return say(text('reply.saved'));
    const params = { ...row.params, ...reply.state };
    // Read again: the answer may have changed what is known of its author.
    const reader = row.person_id ? await findPerson(turn.tx, person.id) : null;
    const drawn = await draw(turn, { ...row, params }, reader, true);
    return 'skip' in drawn ? say(text('reply.saved')) : { mode: 'replace', message: drawn.message };
  }
}

function requireRole(person: Person, act: Act): void {
  if (!may(person, act)) throw new Refusal('role');
}
