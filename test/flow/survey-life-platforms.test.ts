import { describe, expect, it } from 'vitest';
import { until } from '../support/attached.ts';
import { besideSlack, besideTeams } from '../support/beside.ts';
import { buttonsOf, slackPerson } from '../support/slack-person.ts';
import { teamsPerson } from '../support/teams-person.ts';

const NAMES = Array.from({ length: 11 }, (_, index) => `agent${index}`);
const SERVICE = 'Urbanisme';
const MORNING = '2026-11-23T10:00';

function listed(more: (name: string) => object) {
  return NAMES.map((name, index) => ({
    id: `p${index}`,
    department: SERVICE,
    ...(index === 0 && { roles: 'agent|referent' }),
    ...more(name),
  }));
}

describe('the message that follows a survey', () => {
  it('moves by chat.update in Slack, where a library survey is launched in three interactions', async () => {
    const { slack, program } = await besideSlack(
      listed((name) => ({ email: `${name}@commune.example`, channel: 'slack' })),
    );
    const [champion, ...agents] = NAMES.map((name) => slackPerson(slack, program.url, name));
    if (!champion) throw new Error('nobody');
    await program.travel(MORNING);
    let interactions = 1;
    const offered = await champion.command('/sondage');
    const offer = { ...offered.answer, channel: 'D000000000', ts: '1.1', text: '', user: '' };
    interactions += 1;
    await champion.tap(offer, { v: 'survey.preview' }, { survey: 'satisfaction' });
    const before = await until(async () => {
      const [last] = await champion.messages();
      return last && buttonsOf(last).some(({ data }) => data.v === 'survey.launch') && last;
    });
    interactions += 1;
    await champion.tap(before, { v: 'survey.launch' });
    expect(JSON.stringify((await champion.changed(before)).blocks)).toContain('est lancé');
    expect(interactions).toBeLessThanOrEqual(4);
    await program.travel('2026-11-23T10:05');
    const typed = await champion.command('/sondage statut');
    expect(JSON.stringify(typed.answer)).toContain('moins de 5 réponses sur 11');
    await program.travel('2026-11-23T10:06');
    const status = await champion.last();
    expect(JSON.stringify(status.blocks)).toContain('moins de 5 réponses sur 11');
    expect(buttonsOf(status).map(({ data }) => data.v)).toEqual([
      'survey.remind',
      'survey.close',
      'survey.cancel',
    ]);
    for (const agent of agents.slice(0, 6)) {
      const card = await agent.last();
      await agent.tap(card, { v: 'survey.answer' }, { q_facilite: '4', q_recommande: '5' });
    }
    await program.travel('2026-11-23T10:07');
    const moved = (await champion.messages()).find(({ ts }) => ts === status.ts);
    expect(JSON.stringify(moved?.blocks)).toContain('au moins 5 réponses sur 11');
    await champion.tap(status, { v: 'survey.cancel' });
    const asked = await champion.last();
    const sure = buttonsOf(asked).find(({ data }) => data.sure === true);
    expect(sure?.title).toBe('Annuler pour de bon');
  });

  it('moves by updateActivity in Teams, to its end', async () => {
    const { connector, program } = await besideTeams(
      listed((name) => ({ aadId: `aad-${name}`, channel: 'teams' })),
    );
    const [champion, ...agents] = NAMES.map((name) => teamsPerson(connector, program.url, name));
    if (!champion) throw new Error('nobody');
    for (const person of [champion, ...agents]) await person.install();
    await program.travel(MORNING);
    let interactions = 1;
    await champion.say('sondage');
    for (const [wanted, inputs] of [
      [{ v: 'survey.preview' }, { survey: 'satisfaction' }],
      [{ v: 'survey.launch' }, {}],
    ] as const) {
      interactions += 1;
      await champion.tap(champion.last(), wanted, inputs);
    }
    expect(JSON.stringify(champion.last())).toContain('est lancé');
    expect(interactions).toBeLessThanOrEqual(4);
    await program.travel('2026-11-23T10:05');
    await champion.say('sondage statut');
    await program.travel('2026-11-23T10:06');
    const status = champion.last();
    expect(JSON.stringify(status)).toContain('moins de 5 réponses sur 11');
    for (const agent of agents.slice(0, 6)) {
      await agent.tap(agent.last(), { v: 'survey.answer' }, { q_facilite: '4', q_recommande: '5' });
    }
    const seen = () => JSON.stringify(champion.messages().find(({ id }) => id === status.id));
    await program.travel('2026-11-23T10:07');
    expect(seen()).toContain('au moins 5 réponses sur 11');
    await program.travel('2026-12-01T09:00');
    expect(seen()).toContain('clos, 6 réponses sur 11');
    expect(seen()).toContain('survey.results');
  });
});
