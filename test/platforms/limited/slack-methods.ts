import type { Rule } from './windows.ts';

/** Calls a minute for each method, all users of a workspace together. Source: Slack, « Rate limits » and each method's page. */
const TIERS = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;

const METHODS: Record<string, keyof typeof TIERS> = {
  'apps.connections.open': 1,
  'users.list': 2,
  'conversations.list': 2,
  'chat.update': 3,
  'chat.delete': 3,
  'conversations.open': 3,
  'conversations.history': 3,
  'conversations.info': 3,
  'conversations.replies': 3,
  'users.lookupByEmail': 3,
  'team.info': 3,
  'bots.info': 3,
  'users.info': 4,
  'chat.postEphemeral': 4,
  'views.open': 4,
  'views.push': 4,
  'views.update': 4,
  'views.publish': 4,
  'files.getUploadURLExternal': 4,
  'files.completeUploadExternal': 4,
};

/** The rules of a method that has a tier; `chat.postMessage` and `auth.test` have their own. */
export function tierOf(method: string): Rule[] | null {
  const tier = METHODS[method];
  return tier ? [{ count: TIERS[tier], seconds: 60 }] : null;
}

/**
 * `chat.postMessage`: « 1 per second per channel. Short bursts are permitted »: five at once, sixty a minute here.
 * Source: Slack, « Rate limits ».
 */
export const CHANNEL_LIMIT: Rule[] = [
  { count: 5, seconds: 3 },
  { count: 60, seconds: 60 },
];

/** « Several hundred messages per minute » a workspace, the number is not published: five a second, told otherwise by `--per-second`. */
export const WORKSPACE_PER_SECOND = 5;

/** A second may hold a burst; a minute does not. */
export function workspaceLimit(perSecond: number): Rule[] {
  return [
    { count: Math.ceil(perSecond * 2), seconds: 1 },
    { count: Math.ceil(perSecond * 60), seconds: 60 },
  ];
}
