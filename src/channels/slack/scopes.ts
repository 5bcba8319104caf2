/**
 * The least a bot token needs: write messages and pictures, be addressed by command, mention or direct message, match
 * people by e-mail, and find in a direct message (`im:write` names it, `im:history` reads it) whether one of ours
 * arrived. Nothing here reads a channel's history.
 */
export const slackManifestScopes = [
  'app_mentions:read',
  'chat:write',
  'commands',
  'files:write',
  'im:history',
  'im:write',
  'users:read',
  'users:read.email',
] as const;

/** The events the bot listens to. */
export const slackManifestEvents = ['app_home_opened', 'app_mention', 'message.im'] as const;
