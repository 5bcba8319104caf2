import { expect, it, onTestFinished } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { createGate } from '../../src/channels/limits/gate.ts';
import { userAddress } from '../../src/channels/slack/address.ts';
import { createClient } from '../../src/channels/slack/client.ts';
import { createSlackLimits } from '../../src/channels/slack/limits.ts';
import { send } from '../../src/channels/slack/send.ts';
import { createCounters } from '../../src/engine/counters.ts';
import type { Job } from '../../src/engine/preparing.ts';
import { createSender } from '../../src/engine/sending.ts';
import { fakeClock } from '../channels/limits/clock.ts';
import { startFakeSlack } from '../platforms/slack.ts';

const ROW: Job['row'] = {
  id: 'm1',
  campaign: 'cafe/remind/courriels',
  person_id: 'p1',
  template: 'notice',
  params: {},
  priority: 1,
  solicited: false,
  ephemeral: false,
  due_at: '2026-12-14T13:00:00Z',
  expires_at: '2026-12-15T09:00:00Z',
  status: 'leased',
  attempts: 1,
  lease_until: null,
  channel: null,
  platform_id: null,
  sent_on: null,
  reason: null,
  refresh: 'no',
  shown: null,
  doubtful: false,
};

/** A Slack that has asked for a rest, which no clock ends. */
async function openResting() {
  const slack = await startFakeSlack();
  onTestFinished(() => slack.close());
  const limits = createSlackLimits(4, () => {}, createGate(fakeClock().clock));
  const client = createClient('xoxb-for-tests', slack.apiUrl, limits, 'mailing');
  limits.refused({ method: 'chat.postMessage', channel: null, mailing: true, patience: 0 }, 25);
  const channel: Channel = {
    name: 'slack',
    ratePerSecond: 4,
    send: (address, message, patience) => send(client, address, message, patience),
    update: async () => ({ outcome: 'delivered', platformId: null }),
    close: async () => {},
  };
  const sender = createSender({
    counters: createCounters(),
    stop: new AbortController().signal,
    log: { info() {}, warn() {}, error() {} },
  });
  const message = { id: 'm1', text: 'Demain à 10 h', card: null, images: [] };
  const sending = (usefulFor: number) =>
    sender({ row: ROW, channel, address: userAddress('U1'), message, person: null, usefulFor }, null);
  return { slack, sending };
}

it('a message whose use ends while its platform rests does not leave', async () => {
  const { slack, sending } = await openResting();
  expect(await sending(20)).toEqual({ outcome: 'held', afterSeconds: null });
  expect(slack.callsOf('chat.postMessage')).toEqual([]);
});

it('nor does one whose use has ended before it was its turn', async () => {
  const { slack, sending } = await openResting();
  expect(await sending(0)).toEqual({ outcome: 'held', afterSeconds: null });
  expect(slack.callsOf('chat.postMessage')).toEqual([]);
});
