import { expect, it } from 'vitest';
import { blockKitProblems } from '../platforms/block-kit.ts';
import { type Listed, until } from '../support/attached.ts';
import { besideSlack, besideTeams } from '../support/beside.ts';
import { buttonsOf, slackPerson } from '../support/slack-person.ts';
import { actionsOf, cardOf, teamsPerson } from '../support/teams-person.ts';

const ROLES = ['agent|pilote', 'agent|direction', 'agent|referent'];

function listed(channel: string): Listed[] {
  return Array.from({ length: 12 }, (_, index) => ({
    id: `p${index}`,
    email: `agent${index}@commune.example`,
    roles: ROLES[index] ?? 'agent',
    channel,
  }));
}

it('in Slack, each is met once in their role, and chooses the rhythm of the card with one tap', async () => {
  const { slack, program } = await besideSlack(listed('slack'));
  const people = listed('slack').map((_, index) => slackPerson(slack, program.url, `agent${index}`));
  await program.travel('2026-11-16T10:00');
  for (const [index, title] of [
    'vous pilotez',
    'vu de la direction',
    'référent IA',
    'voici Percolateur',
  ].entries()) {
    const messages = await people[index]?.messages();
    expect(messages, title).toHaveLength(1);
    const [message] = messages ?? [];
    expect(message?.text).toContain(title);
    expect(blockKitProblems(message?.blocks)).toEqual([]);
  }
  const agent = people[5];
  if (!agent) throw new Error('nobody');
  const card = await agent.last();
  expect(buttonsOf(card).map(({ data }) => data.v)).toEqual(['pause.ask']);
  await agent.tap(card, { v: 'pause.ask' });
  const lengths = await until(async () => {
    const last = await agent.last();
    return last.ts !== card.ts && last;
  });
  expect(buttonsOf(lengths).map(({ data }) => data.v)).toEqual(Array(4).fill('pause.until'));

  await program.travel('2026-12-03T10:00');
  const weekly = await agent.last();
  const rhythms = buttonsOf(weekly).filter(({ data }) => data.v === 'weekly.rhythm');
  expect(rhythms.map(({ title }) => title)).toEqual(['Toutes les deux semaines', 'Une fois par mois']);
  await agent.tap(weekly, { v: 'weekly.rhythm' });
  expect(JSON.stringify((await agent.changed(weekly)).blocks)).toContain('toutes les deux semaines');
});

it('in Teams, who installs the app is met on the spot, and not again', async () => {
  const { connector, program } = await besideTeams(listed('teams'));
  for (let index = 0; index < 12; index++) {
    const id = `29:agent${index}`;
    connector.members.set(id, { id, email: `agent${index}@commune.example` });
  }
  const [lead, agent, ...others] = [0, 3, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11].map((index) =>
    teamsPerson(connector, program.url, `agent${index}`),
  );
  if (!lead || !agent) throw new Error('nobody');
  await lead.install();
  await agent.install();
  expect(JSON.stringify(cardOf(lead.last()))).toContain('percolateur doctor');
  expect(JSON.stringify(cardOf(agent.last()))).toContain('/confidentialite');
  expect(actionsOf(agent.last()).map(({ v }) => v)).toEqual(['pause.ask']);
  await agent.tap(agent.last(), { v: 'pause.ask' });
  expect(actionsOf(agent.last()).map(({ v }) => v)).toEqual(Array(4).fill('pause.until'));
  await agent.uninstall();
  await agent.install();
  // They know: a sentence is enough.
  expect(agent.last().text).toMatch(/^Bonjour .*aide/);
  const before = [lead.messages().length, agent.messages().length];
  await program.travel('2026-11-16T10:00');
  expect([lead.messages().length, agent.messages().length]).toEqual(before);

  for (const person of others) await person.install();
  await program.travel('2026-12-03T10:00');
  const weekly = agent.last();
  await agent.tap(weekly, { v: 'weekly.rhythm' });
  expect(agent.last().id).toBe(weekly.id);
  expect(JSON.stringify(cardOf(agent.last()))).toContain('toutes les deux semaines');
  await agent.say('oui');
  expect(JSON.stringify(cardOf(agent.last()))).toContain('Je préfère ne pas deviner');
  await agent.tap(agent.last(), { v: 'checkin.edit' });
  expect(actionsOf(agent.last()).filter(({ v }) => v === 'checkin.answer')).toHaveLength(9);
  await agent.say('Une demi\u2011heure !');
  expect(JSON.stringify(cardOf(agent.last()))).toContain('Réponse enregistrée');
  expect(program.tables().sealed_answer).toHaveLength(1);
});
