import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import restify from 'restify';
import type { Card, Dispatch, Inbound, Outgoing, Reply } from '../../../src/channels/channel.ts';
import { createSlackChannel, type SlackConfig } from '../../../src/channels/slack/channel.ts';
import type { Log, LogFields } from '../../../src/log.ts';
import { SIGNING_SECRET } from '../../platforms/slack-signed.ts';

/** A log that remembers, to be read by the test. */
export function keepLog() {
  const lines: { message: string; fields: LogFields | undefined }[] = [];
  const write = (message: string, fields?: LogFields) => void lines.push({ message, fields });
  const log: Log = { info: write, warn: write, error: write };
  return { log, lines };
}

/** A Slack channel behind a real HTTP server; `answer` stands for the programme. */
export async function openSlack(
  config: Partial<SlackConfig> & { apiUrl: string },
  answer: (event: Inbound) => Promise<Reply | null> | Reply | null = () => null,
) {
  const events: Inbound[] = [];
  let onEvent: (() => void)[] = [];
  const dispatch: Dispatch = async (event) => {
    events.push(event);
    for (const tell of onEvent.splice(0)) tell();
    return answer(event);
  };
  const { log, lines } = keepLog();
  const channel = await createSlackChannel(
    {
      botToken: 'xoxb-for-tests',
      signingSecret: SIGNING_SECRET,
      appToken: null,
      teams: [],
      ratePerSecond: 4,
      ...config,
    },
    dispatch,
    log,
  );
  const server = restify.createServer();
  channel.mount(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await channel.start();
  return {
    channel,
    events,
    lines,
    url: `http://127.0.0.1:${port}/slack/events`,
    /** Resolves once this many events have reached the programme. */
    async received(count: number) {
      while (events.length < count) await new Promise<void>((resolve) => onEvent.push(resolve));
    },
    /** Waits for what is under way, then stops. */
    async close() {
      onEvent = [];
      await channel.close();
      server.server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export const message = (text: string, card: Card | null = null, id: string | null = null): Outgoing => ({
  id,
  text,
  card,
  images: [],
});

export const replace = (text: string): Reply => ({ mode: 'replace', message: message(text) });

/** A weekly card in small: a question, an input, a button. */
export const question: Card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'Avez-vous utilisé l’IA la semaine passée ?' },
    { type: 'Input.Text', id: 'idea', label: 'Une idée ?' },
    {
      type: 'Input.ChoiceSet',
      id: 'tools',
      label: 'Avec quoi ?',
      style: 'expanded',
      isMultiSelect: true,
      choices: [
        { title: 'Assistant', value: 'assistant' },
        { title: 'Traduction', value: 'translation' },
      ],
    },
    { type: 'Input.Toggle', id: 'help', title: 'Je voudrais de l’aide', valueOn: 'yes', valueOff: 'no' },
  ],
  actions: [{ type: 'Action.Submit', title: 'Oui', data: { v: 'checkin.answer', m: 'out-7', used: 'yes' } }],
};
