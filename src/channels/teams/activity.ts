import type { Activity } from 'botbuilder';
import { z } from 'zod';

const account = z.object({
  id: z.string().min(1),
  name: z.string().optional(),
  aadObjectId: z.string().optional(),
});

const schema = z.object({
  type: z.string().min(1),
  id: z.string().min(1).optional(),
  channelId: z.string().min(1),
  serviceUrl: z.string().optional(),
  from: account,
  recipient: account.optional(),
  conversation: z.object({
    id: z.string().min(1),
    conversationType: z.string().optional(),
    isGroup: z.boolean().optional(),
    tenantId: z.string().optional(),
  }),
  channelData: z
    .looseObject({
      tenant: z.object({ id: z.string().optional() }).optional(),
      team: z.object({ id: z.string().optional() }).optional(),
    })
    .optional(),
  replyToId: z.string().optional(),
  name: z.string().optional(),
  action: z.string().optional(),
  text: z.string().optional(),
  textFormat: z.string().optional(),
  value: z.unknown().optional(),
  membersAdded: z.array(account).optional(),
  entities: z.array(z.looseObject({ type: z.string().optional() })).optional(),
});

/** What we read of an activity. Source: Bot Framework Activity schema 3.x. */
export type TeamsActivity = z.infer<typeof schema>;

/** An activity worth reading, or null: something it cannot do without is missing or of another type. */
export function readActivity(body: unknown): TeamsActivity | null {
  const parsed = schema.safeParse(body);
  return parsed.success ? parsed.data : null;
}

/** The same as the SDK takes it, without anything we have not read. */
export function sdkActivity(activity: TeamsActivity, serviceUrl: string): Activity {
  const { type, id, channelId, conversation, channelData, replyToId, name, value } = activity;
  return {
    type,
    ...(id === undefined ? {} : { id }),
    ...(replyToId === undefined ? {} : { replyToId }),
    ...(name === undefined ? {} : { name }),
    channelId,
    serviceUrl,
    from: { name: '', ...activity.from },
    recipient: { name: '', ...(activity.recipient ?? { id: '' }) },
    conversation: {
      id: conversation.id,
      name: '',
      isGroup: conversationType(activity) !== 'personal',
      conversationType: conversationType(activity),
      ...(conversation.tenantId === undefined ? {} : { tenantId: conversation.tenantId }),
    },
    channelData,
    value,
    text: activity.text ?? '',
    localTimezone: '',
    callerId: '',
    label: '',
    valueType: '',
    listenFor: [],
  };
}

/** Teams leaves the type out of some personal events. */
export function conversationType({ conversation }: TeamsActivity): 'personal' | 'groupChat' | 'channel' {
  const told = conversation.conversationType;
  if (told === 'channel' || told === 'groupChat') return told;
  return conversation.isGroup === true && told !== 'personal' ? 'groupChat' : 'personal';
}

/** Every tenant the activity names: one that is not ours is one too many. */
export function tenantsOf(activity: TeamsActivity): string[] {
  return [activity.conversation.tenantId, activity.channelData?.tenant?.id].filter(
    (tenant): tenant is string => tenant !== undefined && tenant !== '',
  );
}
