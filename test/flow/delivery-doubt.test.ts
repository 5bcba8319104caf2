import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type Call, startFakeSlack } from '../platforms/slack.ts';
import { type Attached, attach, until } from '../support/attached.ts';
import { slackSettings } from '../support/beside.ts';

const PEOPLE = 11;
const BASELINE = 'survey/pilote/etat-des-lieux/1';

/** What arrived, by direct message, as `conversations.history` shows it. */
const arrived = new Map<string, { ts: string; metadata: unknown }[]>();
/** What is said to a call, once it was done; undefined: the usual answer. */
let answer: (call: Call) => Answer | undefined;
let slack: Awaited<ReturnType<typeof startFakeSlack>>;
let program: Attached;

beforeEach(async () => {
  arrived.clear();
  answer = () => undefined;
  slack = await startFakeSlack((call) => {
    const { method, args } = call;
    if (method === 'chat.postMessage') {
      const channel = String(args.channel).replace(/^U/, 'D');
      const there = arrived.get(channel) ?? [];
      const said = answer(call);
      // Refused, nothing arrived; a line that is cut, everything did.
      if (!said || 'hangUp' in said) there.unshift({ ts: `1.${there.length}`, metadata: args.metadata });
      arrived.set(channel, there);
      return said;
    }
    const said = answer(call);
    if (said) return said;
    if (method === 'users.list')
      return {
        json: {
          ok: true,
          members: Array.from({ length: PEOPLE }, (_, index) => ({
            id: `U${index}`,
            profile: { email: `p${index}@commune.example` },
          })),
        },
      };
    if (method === 'conversations.open')
      return { json: { ok: true, channel: { id: String(args.users).replace(/^U/, 'D') } } };
    if (method === 'conversations.history')
      return { json: { ok: true, messages: arrived.get(String(args.channel)) ?? [] } };
    return undefined;
  });
  program = await attach(
    Array.from({ length: PEOPLE }, (_, index) => ({
      id: `p${index}`,
      slackId: `U${index}`,
      email: `p${index}@commune.example`,
      channel: 'slack',
    })),
    { SANDBOX: 'on', ...slackSettings(slack) },
  );
});
afterEach(async () => {
  await program.close();
  await slack.close();
});

/** Messages that arrived for somebody, by outbox id. */
const idsOf = (person: number) =>
  (arrived.get(`D${person}`) ?? []).map(({ metadata }) => JSON.stringify(metadata));

describe('a message in doubt', () => {
  it('that arrived is found in Slack, and not repeated', async () => {
    const cut = new Set(['U0', 'U1', 'U2']);
    answer = ({ method, args }) =>
      method === 'chat.postMessage' && cut.delete(String(args.channel)) ? { hangUp: true } : undefined;
    const { status } = await program.travel('2026-11-17T10:30');
    expect(status).toBe(200);
    expect(await program.deliveries(BASELINE)).toMatchObject({ planned: PEOPLE, sent: PEOPLE });
    for (let person = 0; person < PEOPLE; person++) {
      expect(idsOf(person).length).toBeGreaterThan(0);
      expect(new Set(idsOf(person)).size).toBe(idsOf(person).length);
    }
    const [asked] = slack.callsOf('conversations.history');
    expect(asked?.args).toMatchObject({ include_all_metadata: 'true' });
    // It can be shown again where it was found.
    const row = (program.tables().outbox ?? [])
      .map((json) => JSON.parse(json))
      .find(({ person_id, status }) => person_id === 'p0' && status === 'sent');
    expect(JSON.parse(row.platform_id)).toMatchObject({ channel: 'D0' });
  });

  it('that did not arrive is sent again', async () => {
    let failures = 3;
    answer = ({ method }) => {
      if (method !== 'chat.postMessage' || failures === 0) return undefined;
      failures -= 1;
      return { text: 'oops', status: 503 };
    };
    await program.travel('2026-11-17T10:30');
    expect(await program.deliveries(BASELINE)).toMatchObject({ planned: PEOPLE, sent: PEOPLE });
    for (let person = 0; person < PEOPLE; person++) {
      expect(idsOf(person).length).toBeGreaterThan(0);
      expect(new Set(idsOf(person)).size).toBe(idsOf(person).length);
    }
  });

  it('is given back when the service stops while it waits to be asked about', async () => {
    let isCut = true;
    answer = ({ method, args }) => {
      if (!isCut) return undefined;
      if (method === 'chat.postMessage' && /^U[0-3]$/.test(String(args.channel))) return { hangUp: true };
      // Short enough to be waited for, longer than a stop may take.
      const wait = {
        json: { ok: false, error: 'ratelimited' },
        status: 429,
        headers: { 'retry-after': '30' },
      };
      return method === 'conversations.history' ? wait : undefined;
    };
    const travelling = program.travel('2026-11-17T10:30', 0).catch(() => null);
    await until(async () => {
      await fetch(`${program.url()}/healthz`);
      return slack.callsOf('conversations.history').length > 0;
    });
    await program.restart();
    await travelling;
    const rows = () => (program.tables().outbox ?? []).map((json) => JSON.parse(json));
    expect(rows().filter(({ status }) => status === 'leased')).toEqual([]);
    expect(rows().filter(({ doubtful }) => doubtful === 1).length).toBeGreaterThan(0);
    isCut = false;
    await program.travel('2026-11-17T16:00', 0);
    const contacts = rows().filter(({ campaign }) => campaign === 'contact/agent/2026-11-16');
    expect(contacts.map(({ status }) => status)).toEqual(Array(PEOPLE).fill('sent'));
    for (let person = 0; person < PEOPLE; person++)
      expect(new Set(idsOf(person)).size).toBe(idsOf(person).length);
  });

  it('is sent again where Slack may not be asked, and counted', async () => {
    const cut = new Set(['U0']);
    answer = ({ method, args }) => {
      if (method === 'chat.postMessage' && cut.delete(String(args.channel))) return { hangUp: true };
      return method === 'conversations.open' ? { json: { ok: false, error: 'missing_scope' } } : undefined;
    };
    await program.travel('2026-11-17T10:30');
    expect(await program.deliveries(BASELINE)).toMatchObject({ planned: PEOPLE, sent: PEOPLE });
    expect(idsOf(0).length).toBe(new Set(idsOf(0)).size + 1);
    const metrics = await (await fetch(`${program.url()}/metrics`)).text();
    expect(metrics).toContain('percolateur_doubtful_repeated_total{channel="slack"} 1');
  });
});
