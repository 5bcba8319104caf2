import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTeamsConnector, type TeamsConnector } from '../platforms/teams.ts';
import { type Attached, attach } from '../support/attached.ts';
import { actionsOf, type TeamsPerson, teamsPerson } from '../support/teams-person.ts';

const PEOPLE = 11;
const BASELINE = 'survey/pilote/etat-des-lieux/1';

let connector: TeamsConnector;
let program: Attached;
let people: TeamsPerson[];
let first: TeamsPerson;

beforeEach(async () => {
  connector = await startTeamsConnector();
});
afterEach(async () => {
  await program.close();
  await connector.close();
});

async function open(perSecond = 1000): Promise<void> {
  const names = Array.from({ length: PEOPLE }, (_, index) => `agent${index}`);
  program = await attach(
    names.map((name, index) => ({ id: `p${index}`, aadId: `aad-${name}`, channel: 'teams' })),
    { SANDBOX: 'on', TEAMS_AUTH: 'off', TEAMS_RATE_PER_SECOND: String(perSecond) },
  );
  people = names.map((name) => teamsPerson(connector, program.url, name));
  for (const person of people) await person.install();
  const [one] = people;
  if (!one) throw new Error('nobody');
  first = one;
  await program.travel('2026-11-17T09:00');
}

/** Logical messages that arrived for a person since: an id once is a message once. */
const surveys = (person: TeamsPerson) =>
  person.messages().filter(({ attachments }) => JSON.stringify(attachments ?? '').includes('survey.answer'));

describe('what Teams answers to a send', () => {
  it('uninstalled: skipped, and sent again once the person is back', async () => {
    await open();
    await first.uninstall();
    await program.travel('2026-11-17T09:45');
    expect(await program.deliveries(BASELINE)).toEqual({
      planned: PEOPLE,
      sent: PEOPLE - 1,
      failed: 0,
      skipped: 1,
      reasons: { not_installed: 1 },
    });
    expect(surveys(first)).toEqual([]);
    await first.install();
    await program.travel('2026-12-01T09:00');
    expect((await program.deliveries('welcome/pilote')).reasons).toEqual({});
  });

  it('blocked: skipped with the reason, and not tried again until the person writes', async () => {
    await open();
    connector.failAll((call) =>
      call.conversationId === first.chat && call.kind === 'send'
        ? { status: 403, code: 'ConversationBlockedByUser' }
        : null,
    );
    await program.travel('2026-11-17T09:45');
    expect((await program.deliveries(BASELINE)).reasons).toEqual({ blocked: 1 });
    const tries = () => connector.calls.filter(({ conversationId }) => conversationId === first.chat).length;
    const before = tries();
    await program.travel('2026-12-01T09:00');
    expect(await program.deliveries('welcome/pilote')).toMatchObject({
      sent: PEOPLE - 1,
      reasons: { blocked: 1 },
    });
    expect(tries()).toBe(before);
    connector.failAll(null);
    await first.say('aide');
    await program.travel('2026-12-03T10:00');
    expect((await program.deliveries('weekly/pilote/1')).reasons).toEqual({});
  });

  it('throttled: waited for in real time, then delivered once', async () => {
    await open();
    connector.faults.push({ status: 429, code: 'Throttled', headers: { 'retry-after': '1' } });
    const { status, body } = await program.travel('2026-11-17T09:45');
    expect([status, body.planned, body.sent]).toEqual([200, PEOPLE, PEOPLE]);
    for (const person of people) expect(surveys(person)).toHaveLength(1);
  });

  it('throttled for longer than one waits: the others are served, and what is pending is delivered later', async () => {
    await open();
    connector.faults.push({ status: 429, code: 'Throttled', headers: { 'retry-after': '3600' } });
    const { status, body } = await program.travel('2026-11-17T09:45', 0);
    expect([status, body.planned, body.failed, body.skipped]).toEqual([202, PEOPLE, 0, 0]);
    expect([body.sent, body.pending]).toEqual([PEOPLE - 1, 1]);
    const tries = connector.calls.length;
    await program.travel('2026-11-17T10:15', 0);
    expect(connector.calls).toHaveLength(tries);
    const later = await program.travel('2026-11-17T11:00');
    expect([later.status, later.body.planned, later.body.sent]).toEqual([200, 1, 1]);
    for (const person of people) expect(surveys(person)).toHaveLength(1);
  });

  it('told to wait, however often: nothing fails, and it arrives once there is room', async () => {
    await open();
    const isTheirs = ({ conversationId, kind }: (typeof connector.calls)[number]) =>
      conversationId === first.chat && kind === 'send';
    connector.failAll((call) =>
      isTheirs(call) ? { status: 429, code: 'Throttled', headers: { 'retry-after': '3600' } } : null,
    );
    const before = connector.calls.filter(isTheirs).length;
    const tries = () => connector.calls.filter(isTheirs).length - before;
    await program.travel('2026-11-17T09:45', 0);
    let now = Temporal.PlainDateTime.from('2026-11-17T09:45');
    while (tries() < 20) {
      now = now.add({ minutes: 65 });
      await program.travel(now.toString(), 0);
    }
    expect(await program.deliveries(BASELINE)).toMatchObject({ sent: PEOPLE - 1, failed: 0 });
    connector.failAll(null);
    await program.travel(now.add({ hours: 16 }).toString());
    expect(await program.deliveries(BASELINE)).toMatchObject({ sent: PEOPLE, failed: 0 });
    expect(surveys(first)).toHaveLength(1);
  });

  it('out of order for a moment: tried again, one message', async () => {
    await open();
    connector.faults.push({ status: 503 }, { status: 502 }, 'reset');
    const { body } = await program.travel('2026-11-17T09:45');
    expect([body.planned, body.sent]).toEqual([PEOPLE, PEOPLE]);
    for (const person of people) expect(surveys(person)).toHaveLength(1);
    const ids = people.map((person) => actionsOf(person.last())[0]?.m);
    expect(new Set(ids).size).toBe(PEOPLE);
  });

  it('no for good: failed, with the reason, and counted', async () => {
    await open();
    connector.faults.push(
      { status: 403, body: 'no' },
      { status: 413, code: 'MessageSizeTooBig' },
      { status: 500 },
    );
    await program.travel('2026-11-17T09:45');
    expect(await program.deliveries(BASELINE)).toEqual({
      planned: PEOPLE,
      sent: PEOPLE - 3,
      failed: 3,
      skipped: 0,
      reasons: { payload_refused: 1, platform_error: 1, no_answer: 1 },
    });
  });

  it('credentials refused: nothing fails, one alarm, one try at a time, and all leave once they are accepted', async () => {
    await open();
    connector.failAll({ status: 401, code: 'BotNotRegistered' });
    const greetings = connector.calls.length;
    const refused = await program.travel('2026-11-17T09:45', 0);
    expect([refused.status, refused.body.failed, refused.body.pending]).toEqual([202, 0, PEOPLE]);
    const tries = () => connector.calls.length - greetings;
    const before = tries();
    expect(before).toBeLessThanOrEqual(PEOPLE + 1);
    for (const minute of [46, 48, 51, 57]) await program.travel(`2026-11-17T09:${minute}`, 0);
    expect(tries() - before).toBeLessThanOrEqual(8);
    connector.failAll(null);
    const accepted = await program.travel('2026-11-17T11:00');
    expect([accepted.status, accepted.body.failed]).toEqual([200, 0]);
    expect(await program.deliveries(BASELINE)).toMatchObject({ sent: PEOPLE, failed: 0, skipped: 0 });
    for (const person of people) expect(surveys(person)).toHaveLength(1);
    const said = program.lines.filter(({ fields }) => fields.code === 'credentials');
    expect(said.map(({ level }) => level)).toEqual(['error', 'info']);
  });

  it('stopped in the middle of a mailing: goes on after the restart, nobody twice', async () => {
    await open(20);
    const sent = connector.next(({ kind }) => kind === 'send');
    const travelling = program.travel('2026-11-17T09:45').catch(() => null);
    await sent;
    await program.restart();
    expect(people.flatMap(surveys).length).toBeLessThan(PEOPLE);
    await travelling;
    await program.travel('2026-11-17T10:00');
    expect(await program.deliveries(BASELINE)).toMatchObject({ planned: PEOPLE, sent: PEOPLE });
    for (const person of people) expect(surveys(person)).toHaveLength(1);
  });
});
