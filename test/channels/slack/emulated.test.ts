import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Inbound, Reply } from '../../../src/channels/channel.ts';
import { channelAddress, userAddress } from '../../../src/channels/slack/address.ts';
import { blockKitProblems } from '../../platforms/block-kit.ts';
import { BOT_TOKEN, startEmulatedSlack } from '../../platforms/slack-emulated.ts';
import { interactivity, postSigned, press, signatureOf, slash } from '../../platforms/slack-signed.ts';
import { message, openSlack, question, replace } from './support.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==',
  'base64',
);

let slack: Awaited<ReturnType<typeof startEmulatedSlack>>;
let bot: Awaited<ReturnType<typeof openSlack>> | undefined;

beforeAll(async () => {
  const people = Array.from({ length: 230 }, (_, index) => ({
    name: `agent${index}`,
    email: `A${index}@Commune.example`,
  }));
  slack = await startEmulatedSlack(people);
});
afterAll(() => slack.close());
afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

const open = async (answer?: (event: Inbound) => Reply | null) => {
  bot = await openSlack({ apiUrl: slack.apiUrl, botToken: BOT_TOKEN }, answer);
  return bot;
};

const Landed = z.object({ channel: z.string(), ts: z.string() });

async function sendQuestion(name: string) {
  if (!bot) throw new Error('no bot');
  const delivery = await bot.channel.send(
    userAddress(slack.user(name)),
    message('Une question', question, 'out-7'),
  );
  if (delivery.outcome !== 'delivered') throw new Error(delivery.outcome);
  return Landed.parse(JSON.parse(delivery.platformId ?? ''));
}

async function shown({ channel, ts }: z.infer<typeof Landed>) {
  return (await slack.history(channel)).find((item) => item.ts === ts);
}

describe('in an emulated workspace, with the scopes of our manifest', () => {
  it('delivers a card once, marked with its outbox id', async () => {
    await open();
    const landed = await sendQuestion('agent1');
    const [posted, ...others] = await slack.history(landed.channel);
    expect(others).toEqual([]);
    expect(posted).toMatchObject({
      text: 'Une question',
      metadata: { event_type: 'percolateur', event_payload: { id: 'out-7' } },
    });
    expect(blockKitProblems(posted?.blocks)).toEqual([]);
  });

  it('takes a click with its inputs, and changes the answered message in place', async () => {
    const { url, events, channel } = await open(() => replace('Réponse enregistrée'));
    const landed = await sendQuestion('agent2');
    const blocks = (await shown(landed))?.blocks ?? [];
    const inputs = z.array(z.object({ block_id: z.string(), element: z.object({ action_id: z.string() }) }));
    const [idea, tools, help] = inputs.parse(blocks.filter(({ type }) => type === 'input'));
    const buttons = z.object({ elements: z.array(z.object({ value: z.string(), action_id: z.string() })) });
    const [button] = buttons.parse(blocks.find(({ type }) => type === 'actions')).elements;
    if (!idea || !tools || !help || !button) throw new Error('the card lost something');
    const body = interactivity(
      press({
        ...landed,
        user: slack.user('agent2'),
        value: button.value,
        actionId: button.action_id,
        values: {
          [idea.block_id]: { idea: { type: 'plain_text_input', value: 'Relire les comptes rendus' } },
          [tools.block_id]: {
            tools: {
              type: 'checkboxes',
              selected_options: [{ value: 'assistant' }, { value: 'translation' }],
            },
          },
          [help.block_id]: { help: { type: 'checkboxes', selected_options: [] } },
        },
      }),
    );
    expect((await postSigned(url, body)).status).toBe(200);
    await channel.close();
    expect(events).toMatchObject([
      {
        kind: 'action',
        channel: 'slack',
        place: null,
        address: userAddress(slack.user('agent2')),
        data: {
          v: 'checkin.answer',
          m: 'out-7',
          used: 'yes',
          idea: 'Relire les comptes rendus',
          tools: 'assistant,translation',
          help: 'no',
        },
      },
    ]);
    expect(await events[0]?.sender.email?.()).toBe('a2@commune.example');
    const changed = await shown(landed);
    expect(changed?.text).toBe('Réponse enregistrée');
    expect(JSON.stringify(changed?.blocks)).not.toContain('Une idée');
    expect(await slack.history(landed.channel)).toHaveLength(1);
  });

  it('shows two quick clicks in the order they were stored', async () => {
    let count = 0;
    const { url, channel } = await open(() => replace(`Réponse ${++count}`));
    const landed = await sendQuestion('agent3');
    const click = (actionTs: string) => {
      const value = JSON.stringify({ v: 'x' });
      return postSigned(
        url,
        interactivity(press({ ...landed, user: slack.user('agent3'), value, actionTs })),
      );
    };
    await Promise.all(['1', '2', '3'].map(click));
    await channel.close();
    expect((await shown(landed))?.text).toBe('Réponse 3');
  });

  it('changes nothing on a replayed or badly signed click', async () => {
    let count = 0;
    const { url, events, channel } = await open(() => replace(`Réponse ${++count}`));
    const landed = await sendQuestion('agent4');
    const value = JSON.stringify({ v: 'x' });
    const body = interactivity(press({ ...landed, user: slack.user('agent4'), value }));
    const now = Math.floor(Date.now() / 1000);
    for (const bad of [
      signatureOf(body, now, 'wrong'),
      signatureOf(body, now - 301),
      signatureOf(body, now + 400),
      signatureOf(`${body}x`),
      { 'content-type': 'application/x-www-form-urlencoded' },
    ]) {
      expect((await postSigned(url, body, bad)).status).toBe(401);
    }
    expect(events).toEqual([]);
    const headers = signatureOf(body, now);
    const statuses = await Promise.all(
      [1, 2, 3].map(async () => (await postSigned(url, body, headers)).status),
    );
    expect(statuses).toEqual([200, 200, 200]);
    await channel.close();
    expect(events).toHaveLength(1);
    expect((await shown(landed))?.text).toBe('Réponse 1');
  });

  it('follows a click with a message in the same private chat', async () => {
    const { url, channel } = await open(() => ({
      mode: 'message',
      message: message('Un référent vous appelle'),
    }));
    const landed = await sendQuestion('agent5');
    const value = JSON.stringify({ v: 'help' });
    await postSigned(url, interactivity(press({ ...landed, user: slack.user('agent5'), value })));
    await channel.close();
    expect((await slack.history(landed.channel)).map(({ text }) => text)).toEqual([
      'Un référent vous appelle',
      'Une question',
    ]);
  });

  it('answers a slash command at once, for the eyes of its author', async () => {
    const { url, events } = await open(() => ({ mode: 'message', message: message('Sondage', question) }));
    const channel = slack.channel('direction');
    const body = slash('/sondage', 'statut', { user_id: slack.user('agent6'), channel_id: channel });
    const answer = await (await postSigned(url, body)).json();
    expect(answer).toMatchObject({ response_type: 'ephemeral', text: 'Sondage' });
    expect(blockKitProblems(z.object({ blocks: z.unknown() }).parse(answer).blocks)).toEqual([]);
    expect(events).toMatchObject([{ kind: 'text', text: 'sondage statut', place: channelAddress(channel) }]);
  });

  it('posts a digest with its picture to a channel', async () => {
    const { channel } = await open();
    const direction = slack.channel('direction');
    const card = { type: 'AdaptiveCard' as const, version: '1.5', body: [{ type: 'Chart.Donut' }] };
    const digest = { id: 'out-9', text: 'Bilan J+30', card, images: [{ png: PNG, alt: 'Adoption : 60 %' }] };
    expect(await channel.send(channelAddress(direction), digest)).toMatchObject({ outcome: 'delivered' });
    const [posted] = await slack.history(direction);
    expect(posted?.blocks).toMatchObject([{ type: 'image', alt_text: 'Adoption : 60 %' }]);
    expect(blockKitProblems(posted?.blocks)).toEqual([]);
  });

  it('reads the whole roster, without bots', async () => {
    const { channel } = await open();
    const people = (await channel.roster?.()) ?? [];
    const ours = people.filter(({ email }) => email?.endsWith('@commune.example'));
    expect(ours).toHaveLength(230);
    expect(ours[0]).toEqual({
      email: 'a0@commune.example',
      address: userAddress(slack.user('agent0')),
      platformId: slack.user('agent0'),
    });
    expect(people.some(({ email }) => email?.includes('bots'))).toBe(false);
  });

  it('says that nobody is there for an unknown person', async () => {
    const { channel } = await open();
    expect(await channel.send(userAddress('U999999999'), message('x'))).toEqual({
      outcome: 'gone',
      reason: 'not_installed',
    });
    expect(await channel.send('not an address', message('x'))).toMatchObject({ outcome: 'gone' });
  });
});
