import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTeamsConnector, type TeamsConnector } from '../platforms/teams.ts';
import { type Attached, attach, type Listed } from '../support/attached.ts';
import {
  actionsOf,
  cardOf,
  conversation,
  elementsOf,
  type TeamsPerson,
  teamsPerson,
} from '../support/teams-person.ts';

const INSTALLED = 13;
const ROLES = ['agent|pilote', 'agent|direction', 'agent|referent'];
const CHANNEL = '19:direction@thread.tacv2';

let connector: TeamsConnector;
let program: Attached;
let people: TeamsPerson[];
const somebody = (index: number) => {
  const person = people[index];
  if (!person) throw new Error(`nobody ${index}`);
  return person;
};

beforeAll(async () => {
  connector = await startTeamsConnector();
  const listed: Listed[] = Array.from({ length: INSTALLED + 1 }, (_, index) => ({
    id: `p${index}`,
    email: `agent${index}@commune.example`,
    roles: ROLES[index] ?? 'agent',
    channel: 'teams',
  }));
  // The list knows some by their account; the others' e-mails Teams tells, in its own spelling.
  for (const index of [11, 12])
    listed[index] = { id: `p${index}`, aadId: `aad-agent${index}`, channel: 'teams' };
  for (let index = 0; index < 10; index++) {
    const id = `29:agent${index}`;
    connector.members.set(id, { id, email: `Agent${index}@Commune.example` });
  }
  connector.members.set('29:agent10', { id: '29:agent10', userPrincipalName: 'agent10@commune.example' });
  program = await attach(listed, { SANDBOX: 'on', TEAMS_AUTH: 'off', TEAMS_RATE_PER_SECOND: '1000' });
  people = Array.from({ length: INSTALLED }, (_, index) =>
    teamsPerson(connector, program.url, `agent${index}`),
  );
});
afterAll(async () => {
  await program.close();
  await connector.close();
});

describe('a wave in Teams', () => {
  it('greets each person once, whichever way they are known', async () => {
    for (const person of people) {
      for (const response of await person.install()) expect(response.status).toBe(200);
      expect(person.messages()).toHaveLength(1);
      expect(JSON.stringify(cardOf(person.last()))).toMatch(/Bonjour .*Qui voit quoi/);
    }
    expect(program.tables().address).toHaveLength(INSTALLED);
  });

  it('tells a stranger so once, and the lead that they passed', async () => {
    const stranger = teamsPerson(connector, program.url, 'etranger');
    await stranger.install();
    expect(stranger.messages().map(({ text }) => text)).toEqual([
      expect.stringMatching(/ne vous trouve pas/),
    ]);
    await stranger.say('aide');
    expect(stranger.messages()).toHaveLength(2);
    await stranger.post(stranger.activity({ id: 'etranger-3', text: 'aide' }));
    expect(stranger.messages()).toHaveLength(2);
    expect(program.tables().stranger).toHaveLength(1);
  });

  it('sends the baseline to those who installed it', async () => {
    const { status, body } = await program.travel('2026-11-17T10:00');
    expect([status, body]).toEqual([
      200,
      // Fourteen baselines, and the lead's word about the stranger.
      { now: '2026-11-17T10:00', planned: 15, sent: 14, failed: 0, skipped: 1 },
    ]);
    expect(await program.deliveries('stranger')).toMatchObject({ planned: 1, sent: 1 });
    const ids = new Set(people.map((person) => person.last().channelData?.percolateurId));
    expect(ids.size).toBe(INSTALLED);
    expect(ids).not.toContain(undefined);
    const card = somebody(4).last();
    await somebody(4).tap(card, { v: 'survey.answer' }, { q_usage: 'jour', q_competence: '4' });
    expect(somebody(4).last()).toMatchObject({ id: card.id, channelData: card.channelData });
    expect(elementsOf(cardOf(somebody(4).last()), /^Input\./)).toEqual([]);
  });

  it('sends the card of the week by itself, and changes it at each tap', async () => {
    await program.travel('2026-12-03T10:00');
    expect((await program.deliveries('weekly/pilote/1')).reasons).toEqual({ not_installed: 1 });
    const person = somebody(7);
    const asked = person.last();
    const shown = () => person.messages().filter(({ id }) => id === asked.id);
    for (const { m } of actionsOf(asked)) expect(m).toBe(asked.channelData?.percolateurId);
    const count = person.messages().length;
    expect((await person.tap(asked, { v: 'checkin.answer', time: 'h1to2' })).status).toBe(200);
    const [answered = asked] = shown();
    expect(elementsOf(cardOf(answered), /^Input\./).map(({ id }) => id)).toEqual([
      'useCase',
      'tool',
      'blocker',
    ]);
    await person.tap(answered, { v: 'checkin.details' }, { useCase: 'courriels', tool: '', blocker: 'time' });
    await person.tap(answered, { v: 'cafe.rsvp', response: 'yes' });
    const [coming = asked] = shown();
    expect(JSON.stringify(cardOf(coming))).toContain('Vous venez.');
    expect(coming.channelData).toEqual(asked.channelData);
    expect(person.messages()).toHaveLength(count);
  });

  it('shows the answer although Teams said to wait', async () => {
    const person = somebody(6);
    const asked = person.last();
    const wait = { status: 429, code: 'Throttled', headers: { 'retry-after': '0' } };
    connector.faults.push(wait, { status: 412, code: 'PreconditionFailed' });
    expect((await person.tap(asked, { v: 'checkin.answer', time: 'zero' })).status).toBe(200);
    expect(person.last().id).toBe(asked.id);
    expect(elementsOf(cardOf(person.last()), /^Input\./)).toHaveLength(3);
  });

  it('is answered once stored, and a stop waits until the card is shown', async () => {
    const person = somebody(9);
    const asked = person.last();
    expect((await person.post(person.tapOf(asked, { v: 'checkin.answer', time: 'h1to2' }))).status).toBe(200);
    await program.restart();
    expect(elementsOf(cardOf(person.last()), /^Input\./)).toHaveLength(3);
  });

  it('does nothing twice, also after a restart', async () => {
    const person = somebody(8);
    const tap = person.tapOf(person.last(), { v: 'checkin.answer', time: 'lt30' });
    await person.postShown(tap);
    const stored = program.tables();
    const calls = connector.calls.length;
    expect((await person.post(tap)).status).toBe(200);
    await program.restart();
    expect((await person.post(tap)).status).toBe(200);
    expect(program.tables()).toEqual(stored);
    expect(connector.calls).toHaveLength(calls);
  });

  it('takes words, with or without a mention', async () => {
    const person = somebody(9);
    for (const [text, answer] of [
      ['aide', 'Ce que je sais faire'],
      ['café', 'Café IA'],
      ['Mémento !', /mémento/i],
      ['pause', 'Faire une pause'],
      ['reprendre', /./],
      ['sondage', /n'est pas ouverte à votre rôle/],
      ['abracadabra', /Écrivez «.aide.»/],
    ] as const) {
      const count = person.messages().length;
      expect((await person.say(text)).status).toBe(200);
      expect(person.messages()).toHaveLength(count + 1);
      const { text: words, summary } = person.last();
      expect(summary ?? words).toMatch(answer);
    }
    const mention = '<at>Percolateur</at>';
    const entities = [{ type: 'mention', text: mention, mentioned: { id: '28:bot', name: 'Percolateur' } }];
    await somebody(0).say(`${mention}&nbsp;bilan`, { entities });
    expect(somebody(0).last().summary).toMatch(/bilan/i);
  });

  it('binds the leadership channel where the lead says so, and posts the review there', async () => {
    const place = {
      conversation: { id: `${CHANNEL};messageid=1`, conversationType: 'channel', tenantId: 'tenant-1' },
      channelData: { tenant: { id: 'tenant-1' }, team: { id: '19:team' } },
      entities: [{ type: 'mention', text: '<at>Percolateur</at>', mentioned: { id: '28:bot' } }],
    };
    await somebody(3).say('<at>Percolateur</at> bilan ici', place);
    expect(program.tables().leadership_channel).toEqual([]);
    await somebody(0).say('<at>Percolateur</at> bilan ici', place);
    expect(program.tables().leadership_channel).toHaveLength(1);
    const { body } = await program.travel('2026-12-16T09:30');
    expect(body.planned).toBe(body.sent + body.failed + body.skipped);
    const [digest, ...others] = conversation(connector, CHANNEL);
    expect(others).toEqual([]);
    expect(digest?.summary).toMatch(/J\+15/);
    if (!digest) return;
    expect(cardOf(digest).version).toBe('1.5');
    const charts = elementsOf(cardOf(digest), /^Chart\./);
    expect(charts.length).toBeGreaterThan(0);
    for (const chart of charts) expect(chart.fallback).toMatchObject({ type: expect.any(String) });
  });

  it('writes no name, address or answer to the log', () => {
    expect(JSON.stringify(program.lines)).not.toMatch(/Personne|commune\.example|h1to2|courriels|29:/i);
  });
});
