import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockKitProblems } from '../../platforms/block-kit.ts';
import { startEmulatedSlack } from '../../platforms/slack-emulated.ts';
import { startTeamsConnector, type TeamsConnector } from '../../platforms/teams.ts';
import { type Attached, attach, type Listed, until } from '../../support/attached.ts';
import { slackSettings } from '../../support/beside.ts';
import { inputsOf, slackPerson } from '../../support/slack-person.ts';
import { cardOf, elementsOf, teamsPerson } from '../../support/teams-person.ts';

const RULE = 'Le secret reste secret';
const listed = (channel: 'teams' | 'slack'): Listed[] =>
  ['agent|pilote', 'agent|referent', 'agent'].map((roles, index) => ({
    id: `p${index}`,
    name: `Personne ${index}`,
    email: `agent${index}@commune.example`,
    department: 'Urbanisme',
    roles,
    channel,
  }));

describe('in Slack', () => {
  let slack: Awaited<ReturnType<typeof startEmulatedSlack>>;
  let program: Attached;
  beforeAll(async () => {
    const names = ['agent0', 'agent1', 'agent2'];
    slack = await startEmulatedSlack(names.map((name) => ({ name, email: `${name}@commune.example` })));
    program = await attach(listed('slack'), { SANDBOX: 'on', ...slackSettings(slack) });
  });
  afterAll(async () => {
    await program.close();
    await slack.close();
  });

  it('the memento keeps its emphasis and lists; a rule not understood reaches the champion', async () => {
    const agent = slackPerson(slack, program.url, 'agent2');
    const champion = slackPerson(slack, program.url, 'agent1');
    await program.travel('2026-12-01T10:00');
    const welcome = await agent.last();
    expect(blockKitProblems(welcome.blocks)).toEqual([]);
    const shown = JSON.stringify(welcome.blocks);
    expect(shown).toContain('{"type":"text","text":"écrit","style":{"bold":true}}');
    expect(shown).toContain('{"type":"text","text":"séances à huis clos ;"}');
    await agent.tap(welcome, { v: 'memento.acknowledge' });
    const done = await agent.changed(welcome);

    await agent.tap(done, { v: 'memento.check' });
    const form = await until(async () => ((await agent.last()).ts === done.ts ? null : agent.last()));
    expect(inputsOf(form).map(({ element }) => element.action_id)).toEqual(['c_1', 'c_2']);
    await agent.tap(form, { v: 'memento.verify' }, { c_1: '1' });
    expect(JSON.stringify((await agent.changed(form)).blocks)).toContain('La lettre, sans rien');

    await agent.tap(done, { v: 'memento.unclear' });
    const question = await until(async () => ((await agent.last()).ts === form.ts ? null : agent.last()));
    await agent.tap(question, { v: 'memento.question' }, { rule: RULE, words: 'Et *ceci* <!channel> ?' });
    expect(JSON.stringify((await agent.changed(question)).blocks)).toContain('Personne 1 la reçoit');
    await program.travel('2026-12-01T10:05');
    const call = await champion.last();
    expect(blockKitProblems(call.blocks)).toEqual([]);
    expect(JSON.stringify(call.blocks)).toContain('{"type":"plain_text","text":"Et *ceci* <!channel> ?"');
    expect(JSON.stringify(call.blocks)).toContain(RULE);
  });
});

describe('in Teams', () => {
  let connector: TeamsConnector;
  let program: Attached;
  beforeAll(async () => {
    connector = await startTeamsConnector();
    for (const index of [0, 1, 2]) {
      const id = `29:agent${index}`;
      connector.members.set(id, { id, email: `agent${index}@commune.example` });
    }
    program = await attach(listed('teams'), {
      SANDBOX: 'on',
      TEAMS_AUTH: 'off',
      TEAMS_RATE_PER_SECOND: '1000',
    });
  });
  afterAll(async () => {
    await program.close();
    await connector.close();
  });

  it('the memento keeps its emphasis and lists; a rule not understood reaches the champion', async () => {
    const agent = teamsPerson(connector, program.url, 'agent2');
    const champion = teamsPerson(connector, program.url, 'agent1');
    for (const person of [agent, champion]) await person.install();
    await program.travel('2026-12-01T10:00');
    const welcome = agent.last();
    const runs = elementsOf(cardOf(welcome), /^TextRun$/);
    expect(runs).toContainEqual({ type: 'TextRun', text: 'écrit', weight: 'Bolder' });
    expect(runs).toContainEqual({ type: 'TextRun', text: 'séances à huis clos ;' });
    expect((await agent.tap(welcome, { v: 'memento.acknowledge' })).status).toBe(200);
    const done = agent.last();
    expect(done.id).toBe(welcome.id);

    await agent.tap(done, { v: 'memento.check' });
    const form = agent.last();
    expect(elementsOf(cardOf(form), /^Input\./).map(({ id }) => id)).toEqual(['c_1', 'c_2']);
    await agent.tap(form, { v: 'memento.verify' }, { c_2: '1' });
    expect(agent.last().id).toBe(form.id);
    expect(JSON.stringify(cardOf(agent.last()))).toContain('La lettre, sans rien');

    await agent.tap(done, { v: 'memento.unclear' });
    await agent.tap(agent.last(), { v: 'memento.question' }, { rule: RULE, words: 'Et *ceci* ?' });
    expect(JSON.stringify(cardOf(agent.last()))).toContain('Personne 1 la reçoit');
    await program.travel('2026-12-01T10:05');
    const [, asked] = [cardOf(champion.last()), JSON.stringify(cardOf(champion.last()))];
    expect(asked).toContain('{"type":"TextRun","text":"Et *ceci* ?"}');
    expect(asked).toContain(RULE);
  });
});
