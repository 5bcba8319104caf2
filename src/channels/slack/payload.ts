import { z } from 'zod';

const Id = z.string().min(1).max(100);
const Url = z.string().max(2000);

const Press = z.object({
  type: z.literal('block_actions'),
  team: z.object({ id: Id }).nullish(),
  enterprise: z.object({ id: Id }).nullish(),
  user: z.object({ id: Id, team_id: Id.optional() }),
  channel: z.object({ id: Id }).optional(),
  container: z.object({ message_ts: Id.optional(), is_ephemeral: z.boolean().optional() }).optional(),
  message: z.object({ ts: Id }).optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string().default(''),
        action_ts: z.string().default(''),
        value: z.unknown().optional(),
      }),
    )
    .min(1),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }).optional(),
  response_url: Url.optional(),
  trigger_id: z.string().max(200).optional(),
});

const Submission = z.object({
  type: z.literal('view_submission'),
  team: z.object({ id: Id }).nullish(),
  enterprise: z.object({ id: Id }).nullish(),
  user: z.object({ id: Id, team_id: Id.optional() }),
  trigger_id: z.string().max(200).optional(),
  view: z.object({
    id: Id,
    hash: z.string().max(200).default(''),
    private_metadata: z.string().max(3000).default(''),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }),
  }),
});

const Command = z.object({
  command: z.string().min(2).max(100),
  text: z.string().max(4000).default(''),
  team_id: Id,
  user_id: Id,
  channel_id: Id,
  trigger_id: z.string().max(200).optional(),
  response_url: Url.optional(),
});

const Happening = z.object({
  type: z.literal('event_callback'),
  team_id: Id,
  event_id: Id,
  event: z.object({
    type: z.string().min(1).max(100),
    user: Id.optional().catch(undefined),
    bot_id: z.string().optional().catch('?'),
    subtype: z.string().optional().catch('?'),
    channel: Id.optional().catch(undefined),
    channel_type: z.string().optional().catch(undefined),
    text: z.string().default('').catch(''),
    ts: Id.optional().catch(undefined),
    tab: z.string().optional().catch(undefined),
    user_team: Id.optional().catch(undefined),
    team: Id.optional().catch(undefined),
  }),
});

export type Press = z.infer<typeof Press>;
/** A dialog that was filled in and sent. */
export type Submission = z.infer<typeof Submission>;
export type Command = z.infer<typeof Command>;
export type Happening = z.infer<typeof Happening>;

/**
 * Where something happened (a workspace, or an organisation of Enterprise Grid for an app installed on all of it), and
 * the workspace or organisation of who did it, when Slack tells: a shared channel has people of other companies.
 */
export type Origin = { team: string; home: string | null };

/** Something Slack sent, checked, with only the fields we use. */
export type Payload =
  | (Origin & { kind: 'press'; body: Press })
  | (Origin & { kind: 'submission'; body: Submission })
  | (Origin & { kind: 'command'; body: Command })
  | (Origin & { kind: 'happening'; body: Happening })
  /** Well formed and from Slack, but nothing we asked for. */
  | (Origin & { kind: 'other' })
  | { kind: 'challenge'; challenge: string }
  | { kind: 'check' };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The body of a webhook: JSON for events, a form for the rest. Null: unreadable. */
export function parseBody(raw: Buffer): Payload | null {
  try {
    const text = utf8.decode(raw);
    if (text.trimStart().startsWith('{')) return parsePayload(JSON.parse(text));
    const form = new URLSearchParams(text);
    const payload = form.get('payload');
    return parsePayload(payload === null ? Object.fromEntries(form) : JSON.parse(payload));
  } catch {
    return null;
  }
}

const Challenge = z.object({ type: z.literal('url_verification'), challenge: z.string().max(1000) });
const Check = z.object({ ssl_check: z.literal('1') });
const Other = z.object({
  type: z.string().min(1),
  team: z.object({ id: Id }).nullish(),
  team_id: Id.optional(),
  user: z.object({ team_id: Id.optional() }).optional().catch(undefined),
});

/** What tells one kind from another. Schemas are made once: making one takes longer than reading with it. */
const Kind = z.object({ type: z.unknown(), command: z.unknown() }).partial();

/** The same for Socket Mode, where the payload comes as it is. */
export function parsePayload(value: unknown): Payload | null {
  const type = Kind.safeParse(value);
  if (!type.success) return null;
  if (type.data.type === 'block_actions') {
    const { data } = Press.safeParse(value);
    const origin = data && originOf(data);
    return origin ? { kind: 'press', ...origin, body: data } : null;
  }
  if (type.data.type === 'view_submission') {
    const { data } = Submission.safeParse(value);
    const origin = data && originOf(data);
    return origin ? { kind: 'submission', ...origin, body: data } : null;
  }
  if (type.data.type === 'event_callback') {
    const { data } = Happening.safeParse(value);
    if (!data) return null;
    const { user_team, team } = data.event;
    return { kind: 'happening', team: data.team_id, home: user_team ?? team ?? null, body: data };
  }
  if (type.data.command !== undefined) {
    const { data } = Command.safeParse(value);
    return data ? { kind: 'command', team: data.team_id, home: null, body: data } : null;
  }
  const challenge = Challenge.safeParse(value).data;
  if (challenge) return { kind: 'challenge', challenge: challenge.challenge };
  if (Check.safeParse(value).success) return { kind: 'check' };
  const other = Other.safeParse(value).data;
  const team = other?.team?.id ?? other?.team_id ?? other?.user?.team_id;
  return team ? { kind: 'other', team, home: null } : null;
}

function originOf({ team, enterprise, user }: Pick<Press, 'team' | 'enterprise' | 'user'>): Origin | null {
  const place = team?.id ?? enterprise?.id ?? user.team_id;
  return place === undefined ? null : { team: place, home: user.team_id ?? null };
}
