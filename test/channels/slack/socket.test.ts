import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound, Reply } from '../../../src/channels/channel.ts';
import { startFakeSlack } from '../../platforms/slack.ts';
import { happening, press, slash } from '../../platforms/slack-signed.ts';
import { startSocketServer } from '../../platforms/slack-socket.ts';
import { message, openSlack, replace } from './support.ts';

let socket: Awaited<ReturnType<typeof startSocketServer>>;
let slack: Awaited<ReturnType<typeof startFakeSlack>>;
let bot: Awaited<ReturnType<typeof openSlack>> | undefined;
let refusals: number;

beforeEach(async () => {
  refusals = 0;
  socket = await startSocketServer();
  slack = await startFakeSlack(({ method }) => {
    if (method !== 'apps.connections.open') return undefined;
    return refusals-- > 0
      ? { json: { ok: false, error: 'invalid_auth' } }
      : { json: { ok: true, url: socket.url } };
  });
});
afterEach(async () => {
  await bot?.close();
  await socket.close();
  await slack.close();
});

async function open(answer?: (event: Inbound) => Promise<Reply | null> | Reply | null) {
  bot = await openSlack({ apiUrl: slack.apiUrl, appToken: 'xapp-for-tests', signingSecret: null }, answer);
  await socket.connected();
  return bot;
}

const click = press({ channel: 'D1', ts: '1.1', value: JSON.stringify({ v: 'x', m: '1' }) });

describe('Socket Mode', () => {
  it('takes a click, acknowledges it once stored, and changes the message', async () => {
    const { events, channel } = await open(() => replace('Merci'));
    const ack = await socket.deliver('interactive', 'e1', click);
    expect(events).toMatchObject([{ kind: 'action', data: { v: 'x', m: '1' } }]);
    expect(ack.envelope_id).toBe('e1');
    await channel.close();
    expect(slack.callsOf('chat.update')).toMatchObject([
      { args: { channel: 'D1', ts: '1.1', text: 'Merci' } },
    ]);
    expect(slack.callsOf('apps.connections.open')[0]?.token).toBe('Bearer xapp-for-tests');
  });

  it('answers a command in its acknowledgement', async () => {
    await open(() => ({ mode: 'message', message: message('Voici') }));
    const payload = Object.fromEntries(new URLSearchParams(slash('/sondage', 'statut')));
    const ack = await socket.deliver('slash_commands', 'e2', payload);
    expect(ack.payload).toMatchObject({ response_type: 'ephemeral', text: 'Voici' });
  });

  it('told to stop in the middle of a click, acknowledges it before it hangs up, and takes no other', async () => {
    let release = () => {};
    const stored = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { events, received, channel } = await open(async () => {
      await stored;
      return replace('Merci');
    });
    const acknowledged = socket.deliver('interactive', 'e1', click);
    await received(1);
    const closing = channel.close();
    void socket.deliver('interactive', 'e2', press({ channel: 'D1', ts: '2.1', value: '{"v":"x","m":"2"}' }));
    release();
    expect((await acknowledged).envelope_id).toBe('e1');
    await closing;
    await socket.left();
    expect(slack.callsOf('chat.update')).toMatchObject([{ args: { text: 'Merci' } }]);
    expect(events).toHaveLength(1);
    expect(socket.acknowledgements.map(({ envelope_id }) => envelope_id)).toEqual(['e1']);
  });

  it('acknowledges typed words only once they are stored', async () => {
    let release = () => {};
    const stored = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { received } = await open(async () => {
      await stored;
      return null;
    });
    const event = JSON.parse(
      happening({ type: 'message', channel_type: 'im', user: 'U1', channel: 'D1', text: 'oui' }),
    );
    const acknowledged = socket.deliver('events_api', 'e3', event);
    await received(1);
    expect(socket.acknowledgements).toEqual([]);
    release();
    await acknowledged;
  });

  it('leaves unacknowledged what could not be stored', async () => {
    const { received, channel } = await open(async (event) => {
      if (event.kind === 'action') throw new Error('disk full');
      return null;
    });
    void socket.deliver('interactive', 'lost', click);
    await received(1);
    await socket.deliver(
      'slash_commands',
      'kept',
      Object.fromEntries(new URLSearchParams(slash('/aide', ''))),
    );
    await channel.close();
    expect(socket.acknowledgements.map(({ envelope_id }) => envelope_id)).toEqual(['kept']);
  });

  it('ignores another workspace and survives nonsense', async () => {
    const { events } = await open();
    for (const text of [
      '',
      'null',
      '[]',
      '{}',
      '{"type":7}',
      '{"type":"events_api"}',
      '{"type":"events_api","payload":null}',
    ]) {
      socket.raw(text);
    }
    await socket.deliver('interactive', 'n1', null);
    await socket.deliver('interactive', 'n2', { ...click, actions: [] });
    await socket.deliver('interactive', 'n3', { ...click, team: { id: 'T000000002' } });
    expect(events).toEqual([]);
    await socket.deliver('interactive', 'n4', click);
    expect(events).toHaveLength(1);
  });

  it('connects again when Slack asks, and when Slack was away', async () => {
    refusals = 1;
    const { events } = await open();
    socket.recycle();
    await socket.connected(2);
    await socket.deliver('interactive', 'r1', click);
    expect(events).toHaveLength(1);
    expect(slack.callsOf('apps.connections.open')).toHaveLength(3);
  });
});
