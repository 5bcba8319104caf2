/**
 * The least a bot token needs: write messages and pictures, be addressed by command, mention or direct message,
 * and match people by e-mail. Nothing here reads a channel's history.
 */
export const slackManifestScopes = [
  'app_mentions:read',
  'chat:write',
  'commands',
  'files:write',
  'im:history',
  'users:read',
  'users:read.email',
] as const;

/** The events the bot listens to. */
export const slackManifestEvents = ['app_home_opened', 'app_mention', 'message.im'] as const;
