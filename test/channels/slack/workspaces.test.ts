import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { createClient } from '../../../src/channels/slack/client.ts';
import { createSlackLimits } from '../../../src/channels/slack/limits.ts';
import { createWorkspaces } from '../../../src/channels/slack/workspaces.ts';
import { startFakeSlack } from '../../platforms/slack.ts';
import { keepLog } from './support.ts';

afterEach(() => vi.useRealTimers());

const T1 = 'T000000001';
const ORGANISATION = 'E000000001';

it('asks again which organisation is ours where Slack was away at the start and workspaces are named', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  let away = true;
  const slack = await startFakeSlack(() =>
    away
      ? { json: { ok: false, error: 'internal_error' } }
      : { json: { ok: true, team_id: T1, enterprise_id: ORGANISATION, user_id: 'UBOT' } },
  );
  onTestFinished(slack.close);
  const client = createClient('xoxb-for-tests', slack.apiUrl, createSlackLimits(1000), 'answer');
  const { allows, ownUser } = createWorkspaces(client, [T1], keepLog().log);
  expect(await allows({ team: T1, home: ORGANISATION })).toBeNull();
  expect(await allows({ team: T1, home: T1 })).toBe(true);
  expect(await allows({ team: 'T000000002', home: null })).toBe(false);
  away = false;
  vi.advanceTimersByTime(6000);
  expect(await allows({ team: T1, home: ORGANISATION })).toBe(true);
  expect(await allows({ team: T1, home: 'E000000002' })).toBe(false);
  expect(ownUser()).toBe('UBOT');
});
