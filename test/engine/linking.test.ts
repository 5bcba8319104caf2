import { afterEach, beforeEach, expect, it } from 'vitest';
import { startFakeSlack } from '../platforms/slack.ts';
import { type Attached, attach } from '../support/attached.ts';
import { slackSettings } from '../support/beside.ts';

let slack: Awaited<ReturnType<typeof startFakeSlack>>;
let program: Attached;
/** What Slack answers to a message for U1. */
let refusal: string | null;
let members: { id: string; deleted?: boolean; profile: { email: string } }[];

const member = (number: number) => ({ id: `U${number}`, profile: { email: `a${number}@commune.example` } });

beforeEach(async () => {
  refusal = null;
  members = [1, 2, 3].map(member);
  slack = await startFakeSlack(({ method, args }) => {
    if (method === 'users.list') return { json: { ok: true, members } };
    if (method === 'chat.postMessage' && args.channel === 'U1' && refusal)
      return { json: { ok: false, error: refusal } };
    return undefined;
  });
  program = await attach(
    [1, 2, 3].map((number) => ({
      id: `a${number}`,
      email: `a${number}@commune.example`,
      channel: 'slack',
      roles: 'pilote',
    })),
    { SANDBOX: 'on', ...slackSettings(slack) },
  );
});
afterEach(async () => {
  await program.close();
  await slack.close();
});

const stateOf = (id: string) =>
  (program.tables().address ?? []).map((row) => JSON.parse(row)).find((row) => row.person_id === id)?.state;

it('meeting the accounts again the next day does not forget who cannot be written to', async () => {
  refusal = 'messages_tab_disabled';
  await program.travel('2026-12-01T09:00');
  expect([stateOf('a1'), stateOf('a2')]).toEqual(['disabled_by_admin', 'ok']);
  const tries = slack.callsOf('chat.postMessage').filter(({ args }) => args.channel === 'U1').length;
  await program.travel('2026-12-10T12:00');
  expect(stateOf('a1')).toBe('disabled_by_admin');
  expect(slack.callsOf('chat.postMessage').filter(({ args }) => args.channel === 'U1')).toHaveLength(tries);
});

it('an account that was closed and comes back is met anew', async () => {
  refusal = 'user_not_found';
  await program.travel('2026-12-01T09:00');
  expect(stateOf('a1')).toBe('not_installed');
  members = [2, 3].map(member);
  await program.travel('2026-12-02T12:00');
  expect(stateOf('a1')).toBeUndefined();
  refusal = null;
  members = [1, 2, 3].map(member);
  await program.travel('2026-12-08T12:00');
  expect(stateOf('a1')).toBe('ok');
});

it('reads the roster once a day, however often the service starts: Slack lets it be read slowly', async () => {
  await program.travel('2026-11-16T09:00');
  expect(slack.callsOf('users.list')).toHaveLength(1);
  await program.restart();
  await program.travel('2026-11-16T10:00');
  expect(slack.callsOf('users.list')).toHaveLength(1);
  await program.travel('2026-11-17T09:00');
  expect(slack.callsOf('users.list')).toHaveLength(2);
});
