import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CardData, Inbound, Sender } from '../channel.ts';
import { conversationType, type TeamsActivity } from './activity.ts';
import { writeAddress } from './address.ts';
import { typedText } from './text.ts';

const cardData = z.looseObject({ v: z.string().min(1), m: z.string().optional() });
const executed = z.object({ action: z.object({ data: z.unknown() }) });

/** What an activity says: an event, nothing we listen to, or something malformed. */
export type Reading = { kind: 'event'; event: Inbound } | { kind: 'ignored' } | { kind: 'malformed' };

type Said =
  | { kind: 'action'; data: CardData }
  | { kind: 'text'; text: string }
  | { kind: 'installed' }
  | { kind: 'removed' };
type Heard = Said | 'ignored' | 'malformed';

/** Turns an admitted activity into an event. `email` asks the roster, and only when it is called. */
export function readInbound(
  activity: TeamsActivity,
  serviceUrl: string,
  email: (userId: string) => Promise<string | null>,
): Reading {
  const heard = hear(activity);
  if (heard === 'ignored' || heard === 'malformed') return { kind: heard };
  const who = speaker(activity);
  const sender: Sender = {
    ...(who.aadObjectId === undefined ? {} : { aadId: who.aadObjectId }),
    email: () => email(who.id),
  };
  const here = {
    serviceUrl,
    conversationType: conversationType(activity),
    tenantId: activity.conversation.tenantId ?? activity.channelData?.tenant?.id ?? null,
    botId: activity.recipient?.id ?? null,
    aadId: null,
  };
  const personal = here.conversationType === 'personal';
  const address = personal ? { ...here, conversationId: activity.conversation.id, userId: who.id } : null;
  // A channel's thread is the conversation and its first message; what we post there later opens its own.
  const place = {
    ...here,
    conversationId: activity.conversation.id.replace(/;messageid=.*$/, ''),
    userId: null,
  };
  return {
    kind: 'event',
    event: {
      eventId: eventId(activity),
      channel: 'teams',
      sender,
      address: address && writeAddress(address),
      place: personal ? null : writeAddress(place),
      ...heard,
    },
  };
}

function hear(activity: TeamsActivity): Heard {
  const { type, recipient } = activity;
  if (type === 'message') return activity.from.id === recipient?.id ? 'ignored' : hearMessage(activity);
  if (type === 'invoke')
    return activity.name === 'adaptiveCard/action' ? hearExecute(activity.value) : 'ignored';
  // Installed for a team, nobody is reached in private yet. An upgrade (`add-upgrade`) is no arrival.
  if (conversationType(activity) !== 'personal') return 'ignored';
  if (type === 'installationUpdate') {
    if (activity.action === 'add') return { kind: 'installed' };
    return activity.action === 'remove' ? { kind: 'removed' } : 'ignored';
  }
  const joined =
    type === 'conversationUpdate' && activity.membersAdded?.some(({ id }) => id === recipient?.id);
  return joined ? { kind: 'installed' } : 'ignored';
}

/** A submitted card is a message without text. */
function hearMessage(activity: TeamsActivity): Heard {
  const text = typedText(activity);
  if (text !== '' || activity.value === undefined) return { kind: 'text', text };
  return hearData(activity.value);
}

function hearExecute(value: unknown): Heard {
  const parsed = executed.safeParse(value);
  return parsed.success ? hearData(parsed.data.action.data) : 'malformed';
}

function hearData(value: unknown): Heard {
  const parsed = cardData.safeParse(value);
  return parsed.success ? { kind: 'action', data: parsed.data } : 'malformed';
}

/** Some events about a chat come from the bot itself; then the other member is meant. */
function speaker(activity: TeamsActivity): TeamsActivity['from'] {
  const bot = activity.recipient?.id;
  if (activity.from.id !== bot) return activity.from;
  return activity.membersAdded?.find(({ id }) => id !== bot) ?? activity.from;
}

/** Activity ids are unique in their conversation; without one, what the activity says stands for it. */
function eventId(activity: TeamsActivity): string {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 24);
  return `${digest(activity.conversation.id)}:${activity.id ?? digest(JSON.stringify(activity))}`;
}
