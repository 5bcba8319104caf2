import type { Activity, TurnContext } from 'botbuilder';
import type { Reply } from '../channel.ts';
import type { TeamsActivity } from './activity.ts';
import { CARD_TYPE, fits, messageActivity, plainActivity } from './message.ts';
import { ConnectorError } from './transport.ts';

/** The message that a reply takes the place of: the card that was tapped; undefined when the reply goes below. */
export function replacedBy(reply: Reply, activity: TeamsActivity): string | undefined {
  const isClick = activity.type === 'invoke' || (activity.type === 'message' && !activity.text);
  return reply.mode !== 'message' && isClick ? activity.replyToId : undefined;
}

/** Answers in the turn: in place of the answered card, or below it. A card that has gone is answered below. */
export async function sendReply(context: TurnContext, activity: TeamsActivity, reply: Reply): Promise<void> {
  const message = replyActivity(reply);
  const answered = replacedBy(reply, activity);
  if (answered !== undefined) {
    try {
      await context.updateActivity({ ...message, id: answered });
      return;
    } catch (error) {
      if (!(error instanceof ConnectorError && error.status === 404)) throw error;
    }
  }
  await context.sendActivity(message);
}

/** The body of the answer to `Action.Execute`, which shows it at once. Source: Microsoft Learn, « Universal Actions ». */
export function executeAnswer(reply: Reply | null): { statusCode: number; type: string; value: unknown } {
  if (reply?.refused === 'not_stored') {
    const value = { code: reply.refused, message: reply.message.text };
    return { statusCode: 503, type: 'application/vnd.microsoft.error', value };
  }
  const card = reply && reply.mode !== 'message' ? replyActivity(reply).attachments?.[0]?.content : undefined;
  if (card !== undefined) return { statusCode: 200, type: CARD_TYPE, value: card };
  const text = reply && reply.mode !== 'message' ? reply.message.text : '';
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text };
}

/** A card too big for Teams is told in words: somebody is waiting. */
function replyActivity(reply: Reply): Partial<Activity> {
  const activity = messageActivity(reply.message);
  return fits(activity) ? activity : plainActivity(reply.message.text);
}
