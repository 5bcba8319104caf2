import { z } from 'zod';
import { slackManifestEvents, slackManifestScopes } from '../channels/slack/scopes.ts';
import { COMMANDS } from '../domain/command.ts';
import words from '../locales/commands.fr.json' with { type: 'json' };
import { cut, fill, ORGANISATION, publicAddress, readTemplate } from './template.ts';

const shape = z.looseObject({
  features: z.looseObject({}),
  settings: z.looseObject({ event_subscriptions: z.looseObject({}), interactivity: z.looseObject({}) }),
});

/**
 * The manifest to paste in Slack; `publicUrl` null means Socket Mode, where nothing has to reach us from outside.
 * @throws Refusal `public_url` when it is not an https address.
 */
export async function slackManifest(input: {
  publicUrl: string | null;
  organisation: string;
}): Promise<object> {
  const url = input.publicUrl === null ? null : `${publicAddress(input.publicUrl).href}/slack/events`;
  const filled = fill(await readTemplate('slack/manifest.json'), {
    ORGANISATION: cut(input.organisation, ORGANISATION),
  });
  const { features, settings, ...manifest } = shape.parse(filled);
  const requestUrl = url ? { request_url: url } : {};
  return {
    ...manifest,
    features: {
      ...features,
      slash_commands: COMMANDS.map(({ name }) => ({
        command: `/${name}`,
        ...(url ? { url } : {}),
        description: words[name].description,
        ...(words[name].hint ? { usage_hint: words[name].hint } : {}),
        should_escape: false,
      })),
    },
    oauth_config: { scopes: { bot: [...slackManifestScopes] } },
    settings: {
      ...settings,
      event_subscriptions: { ...requestUrl, bot_events: [...slackManifestEvents] },
      interactivity: { ...settings.interactivity, ...requestUrl },
      socket_mode_enabled: url === null,
    },
  };
}
