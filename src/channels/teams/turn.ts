import {
  type CloudAdapter,
  type ConfigurationBotFrameworkAuthentication,
  TeamsInfo,
  type TurnContext,
} from 'botbuilder';
import { errorName, type Log } from '../../log.ts';
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
  dispatch: Dispatch;
  log: Log;
};

/** Plays one activity: what it does is stored before the reply leaves, and the reply leaves before Teams is answered. */
export function createTurn(parts: TurnParts): (admitted: Admitted, authorization: string) => Promise<Answer> {
  return async ({ activity, serviceUrl }, authorization) => {
    const forSdk = sdkActivity(activity, serviceUrl);
    const authenticated = await parts.authentication
      .authenticateRequest(forSdk, authorization)
      .catch(() => null);
    if (!authenticated) return { status: 401, code: 'sdk' };
    let answer: Answer = { status: 500, code: 'turn' };
    try {
      await parts.adapter.processActivityDirect(authenticated, forSdk, async (context) => {
        answer = await play(parts, context, activity, serviceUrl);
      });
    } catch (error) {
      parts.log.error('Teams: the turn failed', { channel: 'teams', error: errorName(error) });
    }
    return answer;
  };
}

async function play(
  parts: TurnParts,
  context: TurnContext,
  activity: TeamsActivity,
  serviceUrl: string,
): Promise<Answer> {
  const reading = readInbound(activity, serviceUrl, (userId) => emailOf(context, userId));
  if (reading.kind === 'malformed') return { status: 400, code: 'value' };
  if (reading.kind === 'ignored') return { status: activity.type === 'invoke' ? 501 : 200 };
  const reply = await parts.dispatch(reading.event);
  // Once removed, the bot is no longer allowed to speak there.
  if (reply && reading.event.kind !== 'removed') {
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
  return activity.type === 'invoke' ? { status: 200, body: executeAnswer(reply) } : { status: 200 };
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
