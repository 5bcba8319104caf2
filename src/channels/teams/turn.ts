import {
  type CloudAdapter,
  type ConfigurationBotFrameworkAuthentication,
  TeamsInfo,
  type TurnContext,
} from 'botbuilder';
import { errorName, type Log } from '../../log.ts';
import type { createAfterwards } from '../afterwards.ts';
import type { Dispatch } from '../channel.ts';
import { sdkActivity, type TeamsActivity } from './activity.ts';
import type { Admitted } from './gate.ts';
import { readInbound } from './inbound.ts';
import { patiently } from './patience.ts';
import type { conversationQueue } from './queue.ts';
import { executeAnswer, sendReply } from './reply.ts';
import { ConnectorError } from './transport.ts';

/** The answer to a request; `code` is for the log, and only where something went wrong. */
export type Answer = { status: number; body?: unknown; code?: string };

export type TurnParts = {
  authentication: Pick<ConfigurationBotFrameworkAuthentication, 'authenticateRequest'>;
  adapter: CloudAdapter;
  queue: ReturnType<typeof conversationQueue>;
  afterwards: ReturnType<typeof createAfterwards>;
  dispatch: Dispatch;
  log: Log;
};

/**
 * Plays one activity: what it does is stored before Teams is answered. A card that is only to be shown again is shown
 * after the answer; every other reply leaves before it.
 */
export function createTurn(parts: TurnParts): (admitted: Admitted, authorization: string) => Promise<Answer> {
  return async ({ activity, serviceUrl }, authorization) => {
    const forSdk = sdkActivity(activity, serviceUrl);
    const authenticated = await parts.authentication
      .authenticateRequest(forSdk, authorization)
      .catch(() => null);
    if (!authenticated) return { status: 401, code: 'sdk' };
    return new Promise((resolve) => {
      // The context is only good until its turn ends: the turn goes on after the answer.
      const turn = parts.adapter.processActivityDirect(authenticated, forSdk, async (context) => {
        const stored = () => resolve({ status: 200 });
        resolve(await play(parts, context, activity, serviceUrl, stored));
      });
      const played = turn.catch((error: unknown) => {
        parts.log.error('Teams: the turn failed', { channel: 'teams', error: errorName(error) });
      });
      void parts.afterwards.add(played).then(() => resolve({ status: 500, code: 'turn' }));
    });
  };
}

async function play(
  parts: TurnParts,
  context: TurnContext,
  activity: TeamsActivity,
  serviceUrl: string,
  stored: () => void,
): Promise<Answer> {
  const reading = readInbound(activity, serviceUrl, (userId) => emailOf(context, userId));
  if (reading.kind === 'malformed') return { status: 400, code: 'value' };
  if (reading.kind === 'ignored') return { status: activity.type === 'invoke' ? 501 : 200 };
  // The answer to `invoke` is what it shows: it cannot come before.
  const { event } = reading;
  const reply = await (activity.type === 'invoke' ? parts.dispatch(event) : parts.dispatch(event, stored));
  // Once removed, the bot is no longer allowed to speak there.
  if (reply && event.kind !== 'removed') {
    try {
      await parts.queue(activity.conversation.id, () => patiently(() => sendReply(context, activity, reply)));
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

/** The e-mail, else the sign-in name, of somebody in the conversation; null when Teams does not tell. */
async function emailOf(context: TurnContext, userId: string): Promise<string | null> {
  try {
    const { email, userPrincipalName } = await TeamsInfo.getMember(context, userId);
    return email || userPrincipalName || null;
  } catch {
    return null;
  }
}
