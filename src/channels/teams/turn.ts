import type { CloudAdapter, ConfigurationBotFrameworkAuthentication, TurnContext } from 'botbuilder';
import { errorName, type Log } from '../../log.ts';
import type { createAfterwards } from '../afterwards.ts';
import type { Dispatch } from '../channel.ts';
import { sdkActivity, type TeamsActivity, tenantsOf } from './activity.ts';
import { emailOf } from './email.ts';
import type { Admitted } from './gate.ts';
import { readInbound } from './inbound.ts';
import { patiently } from './patience.ts';
import type { conversationQueue } from './queue.ts';
import { executeAnswer, replacedBy, sendReply } from './reply.ts';
import { ConnectorError } from './transport.ts';

/** The answer to a request; `code` is for the log, and only where something went wrong. */
export type Answer = { status: number; body?: unknown; code?: string };

export type TurnParts = {
  /** null: nobody shows a token, and the SDK has none to check. */
  authentication: Pick<ConfigurationBotFrameworkAuthentication, 'authenticateRequest'> | null;
  adapter: CloudAdapter;
  queue: ReturnType<typeof conversationQueue>;
  afterwards: ReturnType<typeof createAfterwards>;
  dispatch: Dispatch;
  log: Log;
};

/** Says something in the conversation of an activity, in a turn of the SDK made for it. */
export type Speak = <T>(work: (context: TurnContext) => Promise<T>) => Promise<T>;

/**
 * Plays one activity: what it does is stored before Teams is answered. A card that is only to be shown again is shown
 * after the answer; every other reply leaves before it. A turn of the SDK is made when there is something to say or to
 * ask, not before: storing an answer needs none.
 */
export function createTurn(parts: TurnParts): (admitted: Admitted, authorization: string) => Promise<Answer> {
  return async ({ activity, serviceUrl }, authorization) => {
    const forSdk = sdkActivity(activity, serviceUrl);
    const authenticated = parts.authentication
      ? await parts.authentication.authenticateRequest(forSdk, authorization).catch(() => null)
      : authorization;
    if (authenticated === null) return { status: 401, code: 'sdk' };
    // The context is only good until its turn ends: the turn lasts as long as the work.
    const speak: Speak = (work) =>
      new Promise((resolve, reject) => {
        const turn = parts.adapter.processActivityDirect(authenticated, forSdk, async (context) => {
          await work(context).then(resolve, reject);
        });
        turn.catch(reject);
      });
    return new Promise((resolve) => {
      const stored = () => resolve({ status: 200 });
      const played = play(parts, speak, activity, serviceUrl, stored).then(resolve, (error: unknown) => {
        parts.log.error('Teams: the turn failed', { channel: 'teams', error: errorName(error) });
        resolve({ status: 500, code: 'turn' });
      });
      void parts.afterwards.add(played);
    });
  };
}

async function play(
  parts: TurnParts,
  speak: Speak,
  activity: TeamsActivity,
  serviceUrl: string,
  stored: () => void,
): Promise<Answer> {
  const reading = readInbound(activity, serviceUrl, (userId) => emailOf(speak, userId, tenantsOf(activity)));
  if (reading.kind === 'malformed') return { status: 400, code: 'value' };
  if (reading.kind === 'ignored') return { status: activity.type === 'invoke' ? 501 : 200 };
  // The answer to `invoke` is what it shows: it cannot come before.
  const { event } = reading;
  const reply = await (activity.type === 'invoke' ? parts.dispatch(event) : parts.dispatch(event, stored));
  // Whoever was only installed has nothing to try again.
  const isNews = event.kind !== 'installed' || reply?.refused !== 'not_stored';
  // Once removed, the bot is no longer allowed to speak there.
  if (reply && isNews && event.kind !== 'removed') {
    const show = () => speak((context) => patiently(() => sendReply(context, activity, reply)));
    try {
      await parts.queue(activity.conversation.id, show, replacedBy(reply, activity));
    } catch (error) {
      const status = error instanceof ConnectorError ? { status: error.status } : {};
      parts.log.warn('Teams: the reply was not taken', {
        channel: 'teams',
        error: errorName(error),
        ...status,
      });
    }
  }
  if (activity.type === 'invoke') return { status: 200, body: executeAnswer(reply) };
  // Teams shows under the card that it did not work, besides our own sentence.
  return { status: reply?.refused === 'not_stored' ? 503 : 200 };
}
