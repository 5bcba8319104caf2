import type { Log } from '../../log.ts';
import { errorName } from '../../log.ts';
import type { Dispatch, Reply } from '../channel.ts';
import type { SlackClient } from './client.ts';
import { type Introduce, inboundOf, type Target } from './inbound.ts';
import type { Payload } from './payload.ts';
import { commandAnswer, showReply } from './reply.ts';
import { answerDialog, type DialogAnswer, openDialog } from './submission.ts';

/** Slack gives three seconds; what is not settled by then is shown when it is ready. */
const ACKNOWLEDGE_WITHIN = 2500;

/** One thing Slack sent, and the single answer it waits for. */
export type Exchange = {
  payload: Payload;
  /** Acknowledges, once; a body is shown in place of a slash command, or says what becomes of a dialog. */
  acknowledge(body?: ReturnType<typeof commandAnswer> | DialogAnswer): void;
  /** Tells Slack that it was not taken, so that it may send it again. */
  fail(): void;
};

type Parts = {
  client: SlackClient;
  apiUrl: string | null;
  dispatch: Dispatch;
  introduce: Introduce;
  ownUser: () => string | null;
  log: Log;
};

/** How many events are remembered whose author was told that they were not stored. */
const TOLD = 1000;

/**
 * Serves exchanges: dispatch, acknowledge once stored, then show the reply. What could not be stored, or not in time, is
 * not acknowledged: Slack marks the button, or sends the message again. A slash command asks for words and promises
 * nothing: it is always acknowledged, or Slack would say in English that the app failed.
 */
export function createDesk({ client, apiUrl, dispatch, introduce, ownUser, log }: Parts) {
  /** The last change under way of each message: two quick clicks must be shown in the order they were stored. */
  const changes = new Map<string, Promise<void>>();
  /** Events that Slack will send again: their author reads once that they were not stored. */
  const told = new Set<string>();

  return async function serve(exchange: Exchange): Promise<void> {
    const event = inboundOf(exchange.payload, introduce, ownUser());
    if (!event) return exchange.acknowledge();
    const { inbound, target } = event;
    const isCommand = exchange.payload.kind === 'command';
    let late = false;
    const alarm = setTimeout(() => {
      late = true;
      if (isCommand) exchange.acknowledge();
      else exchange.fail();
    }, ACKNOWLEDGE_WITHIN);
    try {
      // A press is answered by nothing; what a dialog or a command is answered with cannot come later.
      const stored = () => {
        clearTimeout(alarm);
        exchange.acknowledge();
      };
      const reply = await (exchange.payload.kind === 'press' ? dispatch(inbound, stored) : dispatch(inbound));
      clearTimeout(alarm);
      const inBand = reply && !late ? answerOf(exchange.payload, reply, target) : null;
      if (inBand) return exchange.acknowledge(inBand);
      if (reply?.refused === 'not_stored' && !isCommand) {
        exchange.fail();
        // Whoever only opened our page has nothing to try again.
        if (inbound.kind === 'installed' || !isNews(inbound.eventId)) return;
      } else exchange.acknowledge();
      if (!reply || (await openDialog(client, reply, target))) return;
      await inOrder(target, () => showReply(client, reply, target, apiUrl));
    } catch (error) {
      clearTimeout(alarm);
      exchange.fail();
      log.warn('slack answer not shown', { channel: 'slack', error: errorName(error) });
    }
  };

  function isNews(eventId: string): boolean {
    if (told.has(eventId)) return false;
    if (told.size >= TOLD) told.clear();
    told.add(eventId);
    return true;
  }

  /** What the acknowledgement itself can say. */
  function answerOf(payload: Payload, reply: Reply, target: Target) {
    if (payload.kind === 'submission') return answerDialog(payload.body, reply, target);
    const isWords = payload.kind === 'command' && reply.mode !== 'form' && reply.message.images.length === 0;
    return isWords ? commandAnswer(reply.message) : null;
  }

  async function inOrder(target: Target, change: () => Promise<void>) {
    if (!target.ts) return change();
    const key = `${target.channel}:${target.ts}`;
    const turn = (changes.get(key) ?? Promise.resolve()).catch(() => {}).then(change);
    changes.set(key, turn);
    try {
      await turn;
    } finally {
      if (changes.get(key) === turn) changes.delete(key);
    }
  }
}
