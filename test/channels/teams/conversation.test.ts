import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Card, Outgoing } from '../../../src/channels/channel.ts';
import { BOT_ID, personalActivity, startTeamsConnector, type TeamsConnector } from '../../platforms/teams.ts';
import { startTeamsBot, type TeamsBot } from '../../platforms/teams-bot.ts';

let connector: TeamsConnector;
let bot: TeamsBot;

beforeAll(async () => {
  connector = await startTeamsConnector();
  bot = await startTeamsBot();
});
afterAll(async () => {
  await bot.close();
  await connector.close();
});
beforeEach(() => {
  connector.clear();
  bot.events.length = 0;
  bot.lines.length = 0;
  bot.answerWith(null);
});

const card: Card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Merci' }] };
const thanks: Outgoing = { id: null, text: 'Merci', card, images: [] };
const from = (extra: Record<string, unknown>) => personalActivity({ serviceUrl: connector.url }, extra);

test('installing gives an address that reaches the person', async () => {
  expect((await bot.post(from({ type: 'installationUpdate', action: 'add' }))).status).toBe(200);
  expect(bot.events).toMatchObject([
    { kind: 'installed', channel: 'teams', place: null, sender: { aadId: 'aad-anne' } },
  ]);
  const sent = await bot.channel.send(String(bot.events[0]?.address), { ...thanks, id: 'push-1' });
  expect(sent).toEqual({ outcome: 'delivered', platformId: 'message-1' });
  expect(connector.calls).toHaveLength(1);
  expect(connector.calls[0]).toMatchObject({
    kind: 'send',
    conversationId: 'a:anne',
    target: null,
    body: {
      type: 'message',
      summary: 'Merci',
      from: { id: BOT_ID },
      recipient: { id: '29:anne' },
      // An empty type is refused: the Playground answers 400.
      conversation: { id: 'a:anne', conversationType: 'personal', tenantId: 'tenant-1' },
      channelData: { percolateurId: 'push-1' },
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive' }],
    },
  });
});

test('being added to a private chat installs, an upgrade does not, and removing says so without a word', async () => {
  bot.answerWith({ mode: 'message', message: thanks });
  await bot.post(from({ type: 'installationUpdate', action: 'add-upgrade' }));
  expect(bot.events).toEqual([]);
  await bot.post(from({ type: 'conversationUpdate', membersAdded: [{ id: '29:anne' }] }));
  expect(bot.events).toEqual([]);
  await bot.post(from({ type: 'conversationUpdate', membersAdded: [{ id: BOT_ID }, { id: '29:anne' }] }));
  expect(bot.events).toMatchObject([{ kind: 'installed' }]);
  connector.clear();
  await bot.post(from({ type: 'installationUpdate', action: 'remove' }));
  expect(bot.events[1]).toMatchObject({ kind: 'removed' });
  expect(connector.calls).toEqual([]);
});

test('a submitted card is answered in its place', async () => {
  bot.answerWith({ mode: 'replace', message: thanks });
  const value = { v: 'checkin.answer', m: 'push-1', band: 'lt30' };
  expect((await bot.post(from({ value, replyToId: 'message-9' }))).status).toBe(200);
  expect(bot.events).toMatchObject([{ kind: 'action', data: value }]);
  expect(connector.calls).toMatchObject([{ kind: 'update', target: 'message-9', conversationId: 'a:anne' }]);
});

test('when the answered card has gone, the reply follows', async () => {
  bot.answerWith({ mode: 'replace', message: thanks });
  connector.faults.push({ status: 404, code: 'ActivityNotFoundInConversation' });
  await bot.post(from({ value: { v: 'x' }, replyToId: 'message-9' }));
  expect(connector.calls.map(({ kind }) => kind)).toEqual(['update', 'send']);
});

test('a reply that is not taken is one line of log, and Teams is answered', async () => {
  bot.answerWith({ mode: 'replace', message: thanks });
  connector.faults.push({ status: 503 });
  expect((await bot.post(from({ value: { v: 'x' }, replyToId: 'message-9' }))).status).toBe(200);
  expect(connector.calls).toHaveLength(1);
  expect(bot.lines).toMatchObject([{ level: 'warn', fields: { status: 503 } }]);
});

test('whoever taps many times while Teams asks for a rest sees the last answer, not each of them', async () => {
  bot.answerWith(async (event) => {
    const text = event.kind === 'action' ? String(event.data.tap) : '';
    return { mode: 'replace', message: { ...thanks, text } };
  });
  connector.faults.push({ status: 429, headers: { 'retry-after': '1' } });
  const posts: Promise<Response>[] = [];
  for (const tap of [1, 2, 3]) {
    posts.push(bot.post(from({ value: { v: 'x', tap }, replyToId: 'message-9' })));
    await vi.waitFor(() => expect(bot.events).toHaveLength(tap));
  }
  expect((await Promise.all(posts)).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(connector.calls).toMatchObject([1, 1, 3].map((tap) => ({ body: { summary: String(tap) } })));
});

test('what is typed arrives without the mention and its formatting', async () => {
  const entities = [{ type: 'mention', text: '<at>Percolateur</at>', mentioned: { id: BOT_ID } }];
  const typed = async (extra: Record<string, unknown>) => {
    await bot.post(from(extra));
    return bot.events.at(-1);
  };
  expect(await typed({ text: ' sondage ' })).toMatchObject({ kind: 'text', text: 'sondage' });
  expect(await typed({ text: '<at>Percolateur</at>&nbsp;bilan ici\n', entities })).toMatchObject({
    text: 'bilan ici',
  });
  expect(await typed({ text: '<p><b>o</b>ui</p><p>merci</p>' })).toMatchObject({ text: 'oui merci' });
  expect(await typed({ text: '&lt; 30 min' })).toMatchObject({ text: '< 30 min' });
  expect(await typed({ text: 'a <30 b> c' })).toMatchObject({ text: 'a <30 b> c' });
  expect(await typed({ text: '', attachments: [{ contentType: 'image/png' }] })).toMatchObject({
    kind: 'text',
    text: '',
  });
});

test('a typed word is answered below, never in its place', async () => {
  bot.answerWith({ mode: 'replace', message: { ...thanks, card: null, text: 'D’accord *1*' } });
  await bot.post(from({ text: 'aide', replyToId: 'message-9' }));
  expect(connector.calls).toMatchObject([
    { kind: 'send', body: { text: 'D’accord *1*', textFormat: 'plain' } },
  ]);
});

test('in a channel there is a place, without its thread, and no private address', async () => {
  const conversation = { id: '19:c@thread.tacv2;messageid=17', conversationType: 'channel', isGroup: true };
  await bot.post(from({ text: 'bilan ici', conversation }));
  const [event] = bot.events;
  expect(event).toMatchObject({ kind: 'text', address: null });
  await bot.channel.send(String(event?.place), thanks);
  expect(connector.calls).toMatchObject([
    { kind: 'send', conversationId: '19:c@thread.tacv2', target: null },
  ]);
  await bot.post(from({ type: 'installationUpdate', action: 'remove', conversation }));
  expect(bot.events).toHaveLength(1);
});

test('a channel written bare in the programme is reached where Teams last wrote from', async () => {
  await bot.post(from({ text: 'aide' }));
  expect(await bot.channel.send('19:direction@thread.tacv2', thanks)).toMatchObject({ outcome: 'delivered' });
  expect(connector.calls.at(-1)).toMatchObject({ conversationId: '19:direction@thread.tacv2' });
});

test('somebody known only by directory id gets a conversation first', async () => {
  const address = JSON.stringify({ serviceUrl: connector.url, aadId: 'aad-anne', tenantId: 'tenant-1' });
  expect(await bot.channel.send(address, thanks)).toMatchObject({ outcome: 'delivered' });
  expect(connector.calls).toMatchObject([
    {
      kind: 'create',
      body: {
        members: [{ id: 'aad-anne' }],
        tenantId: 'tenant-1',
        channelData: { tenant: { id: 'tenant-1' } },
      },
    },
    { kind: 'send', conversationId: expect.stringMatching('created-') },
  ]);
});

test('the e-mail is asked for only when wanted, and null when Teams does not tell', async () => {
  connector.members.set('29:anne', {
    id: '29:anne',
    email: 'anne@exemple.fr',
    userPrincipalName: 'a@exemple.fr',
  });
  const emails: (string | null | undefined)[] = [];
  bot.answerWith(async (event) => {
    emails.push(await event.sender.email?.());
    return null;
  });
  await bot.post(from({ text: 'aide' }));
  connector.members.clear();
  await bot.post(from({ text: 'aide' }));
  expect(emails).toEqual(['anne@exemple.fr', null]);
  expect(connector.calls.map(({ kind }) => kind)).toEqual(['member', 'member']);
});

test.for([
  ['by their role', { userRole: 'guest' }],
  ['by their tenant', { tenantId: 'tenant-2' }],
  ['by their sign-in name', { userPrincipalName: 'maire_ailleurs.fr#EXT#@exemple.onmicrosoft.com' }],
] as const)('the e-mail of a guest, %s, is nobody’s', async ([, more]) => {
  connector.members.set('29:anne', {
    id: '29:anne',
    email: 'maire@exemple.fr',
    tenantId: 'tenant-1',
    ...more,
  });
  let email: string | null | undefined = 'not asked';
  bot.answerWith(async (event) => {
    email = await event.sender.email?.();
    return null;
  });
  await bot.post(from({ text: 'aide' }));
  expect(email).toBeNull();
  connector.members.set('29:anne', { id: '29:anne', email: 'anne@exemple.fr', tenantId: 'tenant-1' });
  await bot.post(from({ text: 'aide' }));
  expect(email).toBe('anne@exemple.fr');
});

test('whoever Teams cannot tell of now is nobody’s stranger', async () => {
  let told: unknown = null;
  connector.members.clear();
  bot.answerWith(async (event) => {
    told = await event.sender.email?.().catch((error: unknown) => error);
    return null;
  });
  for (const status of [429, 500, 503]) {
    connector.faults.push({ status });
    await bot.post(from({ text: 'aide' }));
    expect(told, String(status)).toBeInstanceOf(Error);
  }
  await bot.post(from({ text: 'aide' }));
  expect(told).toBeNull();
});

test('who was only installed is not told to try again', async () => {
  const message = { id: null, text: 'Réessayez', card: null, images: [] };
  bot.answerWith(async () => ({ mode: 'message', message, refused: 'not_stored' }));
  expect((await bot.post(from({ type: 'installationUpdate', action: 'add' }))).status).toBe(503);
  expect(connector.calls).toEqual([]);
  expect((await bot.post(from({ text: 'aide' }))).status).toBe(503);
  expect(connector.calls.map(({ kind }) => kind)).toEqual(['send']);
});

test('Action.Execute gets the card in its answer', async () => {
  bot.answerWith({ mode: 'replace', message: thanks });
  const value = { action: { type: 'Action.Execute', verb: 'x', data: { v: 'x', m: '1' } } };
  const invoke = from({ type: 'invoke', name: 'adaptiveCard/action', value, replyToId: 'message-9' });
  const answer = await bot.post(invoke);
  expect(await answer.json()).toMatchObject({
    statusCode: 200,
    type: 'application/vnd.microsoft.card.adaptive',
    value: { type: 'AdaptiveCard', fallbackText: 'Merci' },
  });
  expect((await bot.post(from({ type: 'invoke', name: 'composeExtension/query', value: {} }))).status).toBe(
    501,
  );
});

test('an event delivered again has the same id, and another conversation another', async () => {
  const activity = from({ text: 'oui', id: '1' });
  await bot.post(activity);
  await bot.post(activity);
  await bot.post({
    ...activity,
    conversation: { id: 'a:other', conversationType: 'personal', tenantId: 'tenant-1' },
  });
  const ids = bot.events.map(({ eventId }) => eventId);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[0]);
});

test('what we do not listen to is taken quietly', async () => {
  for (const type of ['typing', 'messageReaction', 'endOfConversation', 'somethingNew']) {
    expect((await bot.post(from({ type }))).status).toBe(200);
  }
  expect((await bot.post(from({ text: 'echo', from: { id: BOT_ID } }))).status).toBe(200);
  expect(bot.events).toEqual([]);
  expect(bot.lines).toEqual([]);
});
