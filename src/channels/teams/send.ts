import type { CloudAdapter, ConversationReference, TurnContext } from 'botbuilder';
import type { Address, Delivery, Outgoing, Patience } from '../channel.ts';
import { readAddress, type TeamsAddress } from './address.ts';
import { fits, messageActivity } from './message.ts';
import { deliveryOf } from './outcome.ts';
import { mailingCalls } from './transport.ts';

/** The public Teams service, for an address that does not say and before anybody has written. */
const DEFAULT_SERVICE_URL = 'https://smba.trafficmanager.net/teams/';

export type SendParts = {
  adapter: CloudAdapter;
  appId: string;
  /** The scope of the token that creates a conversation: told, for the SDK takes an empty one at its word. */
  audience: string;
  allowsServiceUrl: (serviceUrl: string) => boolean;
  /** Where Teams last wrote from; null until then. */
  lastServiceUrl: () => string | null;
  tenant: string | null;
};

/**
 * Sends unprompted: one request, or two when the conversation is yet to be created. With `replaced`, the id of a
 * message sent before, that message is shown anew.
 */
export function createSend(
  parts: SendParts,
): (address: Address, message: Outgoing, replaced?: string, patience?: Patience) => Promise<Delivery> {
  return async (address, message, replaced, patience = {}) => {
    const to = readAddress(address);
    const serviceUrl = to?.serviceUrl ?? parts.lastServiceUrl() ?? DEFAULT_SERVICE_URL;
    if (!to || !parts.allowsServiceUrl(serviceUrl)) return { outcome: 'refused', reason: 'platform_error' };
    const activity = messageActivity(message);
    if (!fits(activity)) return { outcome: 'refused', reason: 'payload_refused' };
    let platformId: string | null = replaced ?? null;
    const say = async (context: TurnContext) => {
      if (replaced !== undefined) {
        await context.updateActivity({ ...activity, id: replaced });
        return;
      }
      // The SDK answers the turn's own made-up activity; ours answers nothing.
      context.onSendActivities(async (_context, activities, next) => {
        for (const each of activities) delete each.replyToId;
        return next();
      });
      platformId = (await context.sendActivity(activity))?.id || null;
    };
    try {
      await mailingCalls.run(patience, () => speak(parts, to, serviceUrl, say));
      return { outcome: 'delivered', platformId };
    } catch (error) {
      return deliveryOf(error);
    }
  };
}

async function speak(
  parts: SendParts,
  to: TeamsAddress,
  serviceUrl: string,
  say: (context: TurnContext) => Promise<void>,
): Promise<void> {
  const bot = { id: to.botId ?? `28:${parts.appId}`, name: '' };
  const tenantId = to.tenantId ?? parts.tenant ?? undefined;
  if (to.conversationId !== null) {
    const reference: ConversationReference = {
      channelId: 'msteams',
      serviceUrl,
      bot,
      ...(to.userId === null ? {} : { user: { id: to.userId, name: '' } }),
      conversation: {
        id: to.conversationId,
        name: '',
        isGroup: to.conversationType !== 'personal',
        conversationType: to.conversationType,
        ...(tenantId && { tenantId }),
      },
    };
    await parts.adapter.continueConversationAsync(parts.appId, reference, say);
    return;
  }
  const member = to.userId ?? to.aadId;
  if (member === null) throw new TypeError('address without anybody');
  const parameters = {
    isGroup: false,
    bot,
    members: [{ id: member, name: '' }],
    tenantId,
    channelData: { tenant: { id: tenantId } },
  };
  await parts.adapter.createConversationAsync(
    parts.appId,
    'msteams',
    serviceUrl,
    parts.audience,
    parameters,
    say,
  );
}
