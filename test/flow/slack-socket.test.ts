import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { type Call, startFakeSlack } from '../platforms/slack.ts';
import { happening, press, slash } from '../platforms/slack-signed.ts';
import { startSocketServer } from '../platforms/slack-socket.ts';
import { type Attached, attach } from '../support/attached.ts';
import { socketSettings } from '../support/beside.ts';

const names = Array.from({ length: 12 }, (_, index) => `agent${index}`);
const members = names.map((name, index) => ({
  id: `U${index}`,
  profile: { email: `${name}@commune.example` },
}));

let socket: Awaited<ReturnType<typeof startSocketServer>>;
let slack: Awaited<ReturnType<typeof startFakeSlack>>;
let program: Attached;

beforeEach(async () => {
  socket = await startSocketServer();
  slack = await startFakeSlack(({ method }) => {
    if (method === 'apps.connections.open') return { json: { ok: true, url: socket.url } };
    return method === 'users.list' ? { json: { ok: true, members } } : undefined;
  });
  program = await attach(
    names.map((name, index) => ({ id: `p${index}`, email: `${name}@commune.example` })),
    { SANDBOX: 'on', ...socketSettings(slack) },
  );
  await socket.connected();
});
afterEach(async () => {
  await program.close();
  await socket.close();
  await slack.close();
});

const Buttons = z.array(
  z.object({ type: z.string(), elements: z.array(z.object({ value: z.string().optional() })) }),
);

/** What the button that says `words` carries in a call. */
function carried(call: Call | undefined, words: string): string {
  const blocks = z.array(z.looseObject({ type: z.string() })).parse(call?.args.blocks);
  const buttons = Buttons.parse(blocks.filter(({ type }) => type === 'actions')).flatMap(
    ({ elements }) => elements,
  );
  const found = buttons.find(({ value }) => value?.includes(words))?.value;
  if (!found) throw new Error(`no button says ${words}`);
  return found;
}

it('plays a week through Socket Mode: the card, the answer, a word, a command', async () => {
  await program.travel('2026-12-03T10:00');
  const posted = slack.callsOf('chat.postMessage').findLast(({ args }) => args.channel === 'U3');
  const click = press({
    user: 'U3',
    channel: 'D3',
    ts: '1700000000.000001',
    value: carried(posted, '"time":"zero"'),
  });
  const updated = slack.next('chat.update');
  await socket.deliver('interactive', 'tap', click);
  expect(program.tables().sealed_answer).toHaveLength(1);
  const { args } = await updated;
  expect(args).toMatchObject({ channel: 'D3', ts: '1700000000.000001' });
  expect(carried(await updated, 'checkin.details')).toContain(
    String(
      z
        .object({ id: z.string() })
        .parse(z.object({ event_payload: z.unknown() }).parse(args.metadata).event_payload).id,
    ),
  );

  const before = program.tables();
  await socket.deliver('interactive', 'the same tap, delivered again', click);
  expect(program.tables()).toEqual(before);

  const said = slack.next('chat.postMessage');
  const typed = happening({ type: 'message', channel_type: 'im', user: 'U4', channel: 'D4', text: '1 h' });
  await socket.deliver('events_api', 'typed', JSON.parse(typed));
  expect((await said).args.channel).toBe('D4');
  expect(program.tables().sealed_answer).toHaveLength(2);

  const command = Object.fromEntries(new URLSearchParams(slash('/aide', '', { user_id: 'U5' })));
  const { payload } = await socket.deliver('slash_commands', 'command', command);
  expect(payload).toMatchObject({ response_type: 'ephemeral', text: 'Ce que je sais faire' });
});
