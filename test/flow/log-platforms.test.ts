import { rm } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { startFakeSlack } from '../platforms/slack.ts';
import {
  happening,
  interactivity,
  postSigned,
  press,
  SIGNING_SECRET,
  signatureOf,
  slash,
} from '../platforms/slack-signed.ts';
import { startTeamsConnector } from '../platforms/teams.ts';
import { makeCommune } from '../support/commune.ts';
import { post, runProgram, temporaryFolder } from '../support/process.ts';
import { teamsPerson } from '../support/teams-person.ts';

const TYPED = 'Mon chef Barnabé me surveille';
const TOKEN = 'xoxb-jeton-a-taire';
const FIELDS = new Set(
  'level time msg code error channel campaign verb status count milliseconds port host version signal repeats'.split(
    ' ',
  ),
);

it('with both platforms and hostile callers, neither we nor their libraries say anything of anybody', async () => {
  const slack = await startFakeSlack((call) => {
    // Whatever Slack answers, its words are not ours to repeat.
    if (call.method === 'chat.postMessage') return { json: { ok: false, error: `non_${TYPED}` } };
    return call.method === 'users.info' ? { text: TYPED, status: 500 } : undefined;
  });
  const connector = await startTeamsConnector();
  const programme = await makeCommune(null);
  const folder = await temporaryFolder();
  onTestFinished(async () => {
    await slack.close();
    await connector.close();
    await rm(programme, { recursive: true });
  });
  const running = runProgram({
    DATABASE_URL: `file:${folder}/p.db`,
    PROGRAMME: programme,
    LOG_LEVEL: 'trace',
    SANDBOX: 'on',
    PERCOLATEUR_SECRET: 'b3f1c2d4e5a60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90',
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    SLACK_RATE_PER_SECOND: '1000',
    TEAMS_AUTH: 'off',
    TEAMS_RATE_PER_SECOND: '1000',
    // What these libraries print when somebody wants to know.
    DEBUG: '*',
  });
  const url = await running.url();
  const events = `${url}/slack/events`;

  const button = (value: unknown) =>
    interactivity(press({ channel: 'D1', ts: '1.1', user: 'UBARNABE', value: JSON.stringify(value) }));
  for (const body of [
    button({ v: 'pause.until', days: 7 }),
    button({ v: TYPED, m: TYPED }),
    button(TYPED),
    slash('/sondage', TYPED, { user_name: 'Barnabé' }),
    happening({
      type: 'message',
      channel: 'D1',
      channel_type: 'im',
      user: 'UBARNABE',
      text: TYPED,
      ts: '1.2',
    }),
    happening({ type: TYPED }),
    'payload=null',
    `payload=${encodeURIComponent(TYPED)}`,
    `{"type": "${TYPED}`,
  ]) {
    await postSigned(events, body);
    await postSigned(events, body, { ...signatureOf(body), 'x-slack-signature': TYPED.replace('é', 'e') });
  }
  const person = teamsPerson(connector, () => url, 'Barnabé');
  connector.members.set('29:Barnabé', { id: '29:Barnabé', email: 'barnabe@commune.example' });
  await person.install();
  await person.say(TYPED);
  for (const extra of [
    { value: { v: TYPED } },
    { value: TYPED },
    { type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: TYPED, data: { v: TYPED } } } },
    { serviceUrl: `http://127.0.0.1:1/${encodeURIComponent(TYPED)}`, text: TYPED },
    { serviceUrl: 'https://evil.example', text: TYPED },
    { from: null, text: TYPED },
    { conversation: { id: TYPED }, text: TYPED },
  ])
    await person.post(person.activity(extra));
  await post(url, '/sandbox/clock', { to: '2026-11-18T10:00', timeout: 1 });
  const { code, stdout, stderr } = await running.terminate();
  expect(code).toBe(0);
  expect(stderr).toBe(`Percolateur est prêt : ouvrez ${url}/\n`);
  for (const line of stdout.trimEnd().split('\n')) {
    expect(Object.keys(JSON.parse(line)).filter((key) => !FIELDS.has(key), line)).toEqual([]);
  }
  for (const told of [
    'arnab',
    'surveille',
    TOKEN,
    SIGNING_SECRET,
    'commune.example',
    'UBARN',
    'evil',
    ' at ',
  ]) {
    expect(stdout, told).not.toContain(told);
  }
});
