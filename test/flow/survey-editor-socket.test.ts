import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFakeSlack } from '../platforms/slack.ts';
import { slash } from '../platforms/slack-signed.ts';
import { startSocketServer } from '../platforms/slack-socket.ts';
import { type Attached, attach } from '../support/attached.ts';
import { socketSettings } from '../support/beside.ts';
import { type Dialog, readView, submission } from '../support/slack-dialogs.ts';

let socket: Awaited<ReturnType<typeof startSocketServer>>;
let slack: Awaited<ReturnType<typeof startFakeSlack>>;
let program: Attached;
/** What this Slack says to a dialog that we open. */
let refusesDialogs = false;

beforeAll(async () => {
  socket = await startSocketServer();
  slack = await startFakeSlack(({ method }) => {
    if (method === 'apps.connections.open') return { json: { ok: true, url: socket.url } };
    if (method === 'users.list') {
      return { json: { ok: true, members: [{ id: 'U1', profile: { email: 'ref@commune.example' } }] } };
    }
    if (method !== 'views.open') return undefined;
    return { json: refusesDialogs ? { ok: false, error: 'expired_trigger_id' } : { ok: true } };
  });
  program = await attach([{ id: 'ref', email: 'ref@commune.example', roles: 'agent|referent' }], {
    SANDBOX: 'on',
    ...socketSettings(slack),
  });
  await socket.connected();
  await program.travel('2026-11-16T09:00');
});
afterAll(async () => {
  await program.close();
  await socket.close();
  await slack.close();
});

const command = (trigger: string) =>
  Object.fromEntries(
    new URLSearchParams(
      slash('/sondage', 'nouveau', { user_id: 'U1', channel_id: 'C1', trigger_id: trigger }),
    ),
  );

it('through Socket Mode: a dialog, its errors, its next form, and a message where it leads', async () => {
  const opening = slack.next('views.open');
  const said = await socket.deliver('slash_commands', 'one', command('1.1'));
  // Acknowledged without a word: the dialog is the answer.
  expect(said.payload).toEqual({});
  const { args } = await opening;
  expect(args.trigger_id).toBe('1.1');
  const dialog: Dialog = { ...readView(args.view), id: 'V1', hash: '1' };

  const late = submission(dialog, { title: 'Charge', closes: '2020-01-01' }, 'U1', '1.2');
  const wrong = await socket.deliver('interactive', 'two', late);
  expect(wrong.payload).toMatchObject({ response_action: 'errors' });
  const right = submission(dialog, { title: 'Charge' }, 'U1', '1.3');
  const next = await socket.deliver('interactive', 'three', right);
  expect(next.payload).toMatchObject({ response_action: 'update', view: { title: { text: 'Question 1' } } });
  // Slack sends it again: it does nothing more, and the dialog closes.
  expect((await socket.deliver('interactive', 'four', right)).payload).toEqual({});
});

it('a dialog that Slack refuses is a message, in the private chat', async () => {
  refusesDialogs = true;
  const before = slack.callsOf('views.open').length;
  const posting = slack.next('chat.postMessage');
  await socket.deliver('interactive', 'five', {
    type: 'block_actions',
    team: { id: 'T000000001' },
    user: { id: 'U1' },
    channel: { id: 'D1' },
    container: { message_ts: '1.5' },
    trigger_id: '1.5',
    actions: [{ action_id: 'alone0', action_ts: '1.5', value: JSON.stringify({ v: 'editor.send' }) }],
  });
  // No draft is ready: a refusal is never a dialog.
  expect(JSON.stringify((await posting).args.blocks)).toContain('Il manque quelque chose');
  expect(slack.callsOf('views.open')).toHaveLength(before);
  const changing = slack.next('chat.update');
  await socket.deliver('interactive', 'six', {
    type: 'block_actions',
    team: { id: 'T000000001' },
    user: { id: 'U1' },
    channel: { id: 'D1' },
    container: { message_ts: '1.6' },
    trigger_id: '1.6',
    actions: [{ action_id: 'alone0', action_ts: '1.6', value: JSON.stringify({ v: 'editor.add' }) }],
  });
  const { args } = await changing;
  expect(args).toMatchObject({ channel: 'D1', ts: '1.6' });
  expect(JSON.stringify(args.blocks)).toContain('editor.question');
  expect(slack.callsOf('views.open')).toHaveLength(before + 1);
});
