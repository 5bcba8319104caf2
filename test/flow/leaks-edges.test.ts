import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOpenIdIssuer } from '../platforms/openid.ts';
import { startFakeSlack } from '../platforms/slack.ts';
import {
  happening,
  interactivity,
  postSigned,
  press,
  SIGNING_SECRET,
  slash,
} from '../platforms/slack-signed.ts';
import { personalActivity, startTeamsConnector, type TeamsConnector } from '../platforms/teams.ts';
import { type Attached, attach } from '../support/attached.ts';

const APP = '11111111-2222-3333-4444-555555555555';
const BOT_TOKEN = 'xoxb-jeton-secret';
const PASSWORD = 'mot-de-passe-azure';
const PEOPLE = [
  {
    id: 'agent7',
    name: 'Hildegarde Quatrevaux',
    email: 'hildegarde@commune.example',
    slackId: 'UHILDE',
    channel: 'slack',
  },
  {
    id: 'agent8',
    name: 'Barnabé Vuillemin',
    email: 'barnabe@commune.example',
    aadId: 'aad-barnabe',
    channel: 'teams',
  },
  {
    id: 'pilote9',
    name: 'Ondine Perret',
    email: 'ondine@commune.example',
    slackId: 'UONDINE',
    roles: 'agent|pilote',
    channel: 'slack',
  },
];
const TYPED = 'Mon chef surveille mes courriels';
/** What nobody may find outside the database and the chats: people, what they said, what opens doors. */
const SECRETS = [
  ...PEOPLE.flatMap(({ id, name, email }) => [id, ...name.split(' '), email]),
  'UHILDE',
  'UONDINE',
  'aad-barnabe',
  '29:barnabe',
  TYPED,
  'surveille',
  'h1to2',
  'lost',
  'Urbanisme',
  BOT_TOKEN,
  SIGNING_SECRET,
  PASSWORD,
  'eyJ',
  'v0=',
];

let slack: Awaited<ReturnType<typeof startFakeSlack>>;
let connector: TeamsConnector;
let issuer: Awaited<ReturnType<typeof startOpenIdIssuer>>;
let program: Attached;
const urls: string[] = [];

beforeAll(async () => {
  slack = await startFakeSlack();
  connector = await startTeamsConnector();
  issuer = await startOpenIdIssuer(APP);
  program = await attach(PEOPLE, {
    SANDBOX: 'on',
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    ...issuer.sdk,
    ToChannelFromBotLoginUrl: 'http://127.0.0.1:1/',
    MicrosoftAppId: APP,
    MicrosoftAppPassword: PASSWORD,
    MicrosoftAppTenantId: 'tenant-1',
    TEAMS_SERVICE_HOSTS: connector.host,
  });
});
afterAll(async () => {
  await program.close();
  await issuer.close();
  await connector.close();
  await slack.close();
});

/** Every answer of ours goes through here: its status line and headers are part of what is looked at. */
async function seen(sent: Promise<Response>): Promise<Response> {
  const response = await sent;
  urls.push(response.url, response.headers.get('location') ?? '');
  return response;
}

const bySlack = (body: string, headers?: Record<string, string>) =>
  seen(postSigned(`${program.url()}/slack/events`, body, headers));

async function byTeams(extra: Record<string, unknown>, authorization?: string) {
  const token = await issuer.token({ serviceUrl: connector.url });
  return seen(
    fetch(`${program.url()}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: authorization ?? `Bearer ${token}` },
      body: JSON.stringify(
        personalActivity(
          { serviceUrl: connector.url },
          {
            from: { id: '29:barnabe', name: 'Barnabé Vuillemin', aadObjectId: 'aad-barnabe' },
            conversation: { id: 'a:barnabe', conversationType: 'personal', tenantId: 'tenant-1' },
            ...extra,
          },
        ),
      ),
    }),
  );
}

it('a whole run, its faults and its attacks leave no answer, no name and no token in logs, metrics and URLs', async () => {
  let instant = 0;
  const tap = (user: string, value: object, values = {}) =>
    bySlack(
      interactivity(
        press({
          user,
          channel: 'D1',
          ts: '1.1',
          value: JSON.stringify(value),
          values,
          actionTs: `${++instant}`,
        }),
      ),
    );
  await bySlack(happening({ type: 'app_home_opened', user: 'UHILDE', channel: 'D1', tab: 'messages' }));
  await byTeams({ text: 'aide' });
  for (const day of ['2026-11-17T10:00', '2026-12-03T10:00', '2026-12-10T10:00', '2026-12-17T10:00']) {
    await program.travel(day, 1);
    await tap('UHILDE', { v: 'checkin.answer', time: 'h1to2' });
    await tap('UHILDE', { v: 'checkin.answer', time: TYPED });
    await tap('UHILDE', { v: TYPED, time: 'lost' });
    await tap('UHILDE', { v: 'memento.question', rule: 'x' }, { w: { words: { value: TYPED } } });
    await byTeams({ text: undefined, value: { v: 'checkin.answer', time: 'lost' } });
    await byTeams({ text: TYPED, id: `typed-${day}` });
    await bySlack(
      slash('/sondage', TYPED, { user_id: 'UONDINE', user_name: 'Ondine Perret', trigger_id: day }),
    );
  }
  // What is refused, broken or forged.
  await bySlack(
    interactivity({ ...press({ user: 'UHILDE', channel: 'D1', ts: '1.1', value: TYPED }), actions: [] }),
  );
  await bySlack(slash('/aide', TYPED, { team_id: 'T2', user_id: 'UHILDE' }));
  await bySlack(TYPED, { 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': '1' });
  await byTeams({ text: TYPED }, `Bearer ${await issuer.token({ wrongKey: true })}`);
  await byTeams({ text: TYPED, serviceUrl: `https://else.test/${encodeURIComponent(TYPED)}` });
  await byTeams({ text: TYPED, conversation: { id: 'a:barnabe', tenantId: 'Barnabé' } });
  for (const path of [
    'cafes/inconnu.ics',
    'nowhere',
    'repondre/envoyer',
    'mes-donnees/x',
    'sandbox/people/x',
  ])
    await seen(fetch(`${program.url()}/${path}`, { method: 'POST', body: TYPED, redirect: 'manual' }));

  const metrics = await (await fetch(`${program.url()}/metrics`)).text();
  expect(metrics).toContain('percolateur_');
  expect(program.lines.length).toBeGreaterThan(5);
  // What we ask of others: the method in the path, everything else in a body or a header.
  const asked = [...slack.calls.map(({ method }) => method), ...issuer.asked];
  expect(asked.length).toBeGreaterThan(3);
  const told = { logs: JSON.stringify(program.lines), metrics, urls: [...urls, ...asked].join('\n') };
  for (const [where, all] of Object.entries(told))
    for (const secret of SECRETS)
      expect(all.toLowerCase().includes(secret.toLowerCase()), `${secret} in ${where}`).toBe(false);
});

it('a line of the log holds the fields that are named, and no other', () => {
  const said = execFileSync(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { createLog } from ${JSON.stringify(new URL('../../src/log.ts', import.meta.url).href)};
     createLog('trace').warn('refused', { status: 401, name: 'Hildegarde', body: { text: 'surveille' } });`,
  ]).toString();
  expect(JSON.parse(said)).toEqual({ level: 40, time: expect.any(Number), msg: 'refused', status: 401 });
});
