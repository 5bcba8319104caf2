import { z } from 'zod';

/**
 * The limits Slack documents for what our manifest uses, by hand and strict: a key that is not listed is refused.
 * Source: Slack's app manifest reference (schema 2.0.0).
 */
const text = (most: number, least = 1) => z.string().min(least).max(most);
const url = text(3000).regex(/^https:\/\//);

export const slackManifestShape = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.int() }),
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    background_color: z.string().regex(/^#[0-9a-fA-F]{6}$/),
    long_description: text(4000, 175),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({ display_name: text(80), always_online: z.boolean() }),
    slash_commands: z
      .array(
        z.strictObject({
          command: text(32, 2).regex(/^\/[a-z][a-z0-9_-]{0,30}$/),
          url: url.optional(),
          description: text(2000),
          usage_hint: text(1000).optional(),
          should_escape: z.boolean(),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()).min(1).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: url.optional(),
      bot_events: z.array(text(50)).max(100),
    }),
    interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: url.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
});
