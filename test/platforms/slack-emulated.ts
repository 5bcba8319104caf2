import { createEmulator } from 'emulate';
import { z } from 'zod';
import { slackManifestScopes } from '../../src/channels/slack/scopes.ts';

export const BOT_TOKEN = 'xoxb-for-tests';

const Message = z.looseObject({
  ts: z.string(),
  text: z.string(),
  user: z.string(),
  /** There once it was updated. */
  edited: z.unknown().optional(),
  blocks: z.array(z.looseObject({ type: z.string() })).optional(),
  metadata: z.unknown().optional(),
  files: z.array(z.unknown()).optional(),
});
export type EmulatedMessage = z.infer<typeof Message>;

/**
 * A Slack workspace in memory, whose bot has exactly the scopes of our manifest, enforced. A second token, an
 * administrator's, looks at what arrived without needing any.
 */
export async function startEmulatedSlack(people: { name: string; email: string }[]) {
  const reading = [
    'channels:history',
    'groups:history',
    'im:history',
    'im:read',
    'files:read',
    'users:read',
    'users:read.email',
  ];
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        strict_scopes: true,
        users: people.map(({ name, email }) => ({ name, real_name: name, email })),
        channels: [{ name: 'direction' }, { name: 'municipalite' }],
        bots: [{ name: 'percolateur' }],
        oauth_apps: [
          {
            client_id: '1.2',
            client_secret: 'x',
            app_id: 'A000000001',
            name: 'Percolateur',
            redirect_uris: [],
            scopes: [...slackManifestScopes],
            bot_id: 'B000000009',
            bot_user_id: 'U000000009',
            bot_name: 'percolateur-bot',
          },
        ],
        tokens: [
          {
            token: BOT_TOKEN,
            type: 'bot',
            user_id: 'U000000009',
            bot_id: 'B000000009',
            app_id: 'A000000001',
            scopes: [...slackManifestScopes],
          },
          // The emulator lets a conversation be read by its members: this token reads as the bot, with more scopes.
          { token: 'xoxb-reader', type: 'bot', user_id: 'U000000009', scopes: [...reading, 'channels:read'] },
        ],
      },
    },
  });
  const apiUrl = `${emulator.url.replace('localhost', '127.0.0.1')}/api/`;

  async function call(method: string, args: Record<string, string>): Promise<unknown> {
    const response = await fetch(`${apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-reader', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(args),
    });
    return response.json();
  }

  const Users = z.object({ members: z.array(z.object({ id: z.string(), name: z.string() })) });
  const { members } = Users.parse(await call('users.list', { limit: '500' }));
  const Channels = z.object({ channels: z.array(z.object({ id: z.string(), name: z.string() })) });
  const { channels } = Channels.parse(await call('conversations.list', { types: 'public_channel' }));
  const idOf = (list: { id: string; name: string }[], name: string) => {
    const found = list.find((item) => item.name === name);
    if (!found) throw new Error(`no ${name} in the emulated workspace`);
    return found.id;
  };

  return {
    apiUrl,
    team: 'T000000001',
    user: (name: string) => idOf(members, name),
    channel: (name: string) => idOf(channels, name),
    /** Messages of a conversation, newest first. */
    async history(channel: string): Promise<EmulatedMessage[]> {
      const answer = await call('conversations.history', { channel, include_all_metadata: 'true' });
      return z.object({ messages: z.array(Message) }).parse(answer).messages;
    },
    /** The private chat with somebody of the workspace; null while nobody has written there. */
    async direct(name: string): Promise<string | null> {
      const answer = await call('conversations.list', { types: 'im', limit: '500' });
      const Chats = z.object({ channels: z.array(z.object({ id: z.string(), user: z.string() })) });
      const user = idOf(members, name);
      return Chats.parse(answer).channels.find((chat) => chat.user === user)?.id ?? null;
    },
    /** What was uploaded under a file id. */
    async file(id: string): Promise<Buffer> {
      const answer = await call('files.info', { file: id });
      const { file } = z.object({ file: z.object({ url_private: z.string() }) }).parse(answer);
      const url = file.url_private.replace('localhost', '127.0.0.1');
      const response = await fetch(url, { headers: { authorization: 'Bearer xoxb-reader' } });
      return Buffer.from(await response.arrayBuffer());
    },
    close: () => emulator.close(),
  };
}
