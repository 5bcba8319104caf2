import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockKitProblems } from '../platforms/block-kit.ts';
import { startEmulatedSlack } from '../platforms/slack-emulated.ts';
import { startTeamsConnector, type TeamsConnector } from '../platforms/teams.ts';
import { type Attached, attach, until } from '../support/attached.ts';
import { slackSettings } from '../support/beside.ts';
import { buttonsOf, slackPerson } from '../support/slack-person.ts';
import { actionsOf, cardOf, conversation, elementsOf, teamsPerson } from '../support/teams-person.ts';

const SERVICE = 'Urbanisme';
const IN_SLACK = ['ref', ...Array.from({ length: 5 }, (_, index) => `slack${index}`)];
const IN_TEAMS = ['ref2', 'pilote', ...Array.from({ length: 5 }, (_, index) => `teams${index}`)];
const ROLES: Record<string, string> = {
  ref: 'agent|referent',
  ref2: 'agent|referent',
  pilote: 'agent|pilote',
};
const CHANNEL = '19:direction@thread.tacv2';

let slack: Awaited<ReturnType<typeof startEmulatedSlack>>;
let connector: TeamsConnector;
let program: Attached;

beforeAll(async () => {
  slack = await startEmulatedSlack(IN_SLACK.map((name) => ({ name, email: `${name}@commune.example` })));
  connector = await startTeamsConnector();
  const listed = (name: string, more: object) => ({
    id: name,
    department: SERVICE,
    roles: ROLES[name] ?? 'agent',
    ...more,
  });
  program = await attach(
    [
      ...IN_SLACK.map((name) => listed(name, { email: `${name}@commune.example`, channel: 'slack' })),
      ...IN_TEAMS.map((name) => listed(name, { aadId: `aad-${name}`, channel: 'teams' })),
    ],
    {
      SANDBOX: 'on',
      TEAMS_AUTH: 'off',
      TEAMS_RATE_PER_SECOND: '1000',
      ...slackSettings(slack),
    },
    { slack: slack.channel('direction') },
  );
  for (const name of IN_TEAMS) await inTeams(name).install();
  await program.travel('2026-11-23T10:00');
});
afterAll(async () => {
  await program.close();
  await slack.close();
  await connector.close();
});

const inSlack = (name: string) => slackPerson(slack, program.url, name);
const inTeams = (name: string) => teamsPerson(connector, program.url, name);

describe('where some read in Teams and others in Slack', () => {
  it('a champion in Slack is shown the card as Teams has it, before anything is sent', async () => {
    const ref = inSlack('ref');
    const shown = (words: string) =>
      until(async () => {
        const [last] = await ref.messages();
        return JSON.stringify(last?.blocks ?? []).includes(words) && last;
      });
    const offered = await ref.command('/sondage');
    const offer = { ...offered.answer, channel: 'D000000000', ts: '1.1', text: '', user: '' };
    await ref.tap(offer, { v: 'survey.preview' }, { survey: 'satisfaction' });
    const before = await shown('dans Slack.');
    expect(JSON.stringify(before.blocks)).toContain('7 dans Teams, 6 dans Slack');
    const shows = buttonsOf(before).filter(({ data }) => data.v === 'survey.rendering');
    expect(shows.map(({ title }) => title)).toEqual(['Voir dans Teams']);
    await ref.tap(before, { v: 'survey.rendering', platform: 'teams' });
    const seen = await shown('Comme dans Teams');
    expect(blockKitProblems(seen.blocks ?? [])).toEqual([]);
    const told = JSON.stringify(seen.blocks);
    for (const words of [
      'Comme dans Teams',
      'Notification',
      '○ 5',
      'Envoyer mes réponses',
      'rien n’est raccourci',
    ])
      expect(told).toContain(words.replace('’', "'"));
    // A drawing: nothing of it can be tapped or filled.
    expect(buttonsOf(seen)).toEqual([]);
    expect(seen.blocks?.some(({ type }) => type === 'input')).toBe(false);
    expect(program.tables().round?.filter((row) => row.includes('sondage/'))).toEqual([]);
  });

  it('a champion in Teams is shown it as Slack has it, step by step', async () => {
    const ref = inTeams('ref2');
    await ref.say('sondage');
    await ref.tap(ref.last(), { v: 'survey.preview' }, { survey: 'climat' });
    const platforms = actionsOf(ref.last()).flatMap(({ v, platform }) =>
      v === 'survey.rendering' ? [platform] : [],
    );
    expect(platforms).toEqual(['slack']);
    await ref.tap(ref.last(), { v: 'survey.rendering', platform: 'slack' });
    const card = cardOf(ref.last());
    const told = JSON.stringify(card);
    expect(told).toContain('Comme dans Slack');
    expect(elementsOf(card, /^(Input|Action)\./)).toEqual([]);
    const steps = [...told.matchAll(/Question (\d) sur (\d)/g)].map(([, step]) => step);
    expect(steps.length).toBeGreaterThan(3);
  });
});

describe('the channel of the leadership as reader', () => {
  it.each(['slack', 'teams'] as const)(
    'has the results at the closing and not before: %s',
    async (platform) => {
      const isSlack = platform === 'slack';
      const posted = async () => {
        if (isSlack) return JSON.stringify(await slack.history(slack.channel('direction')));
        return JSON.stringify(conversation(connector, CHANNEL));
      };
      const pilote = inTeams('pilote');
      if (!isSlack) {
        await pilote.say('<at>Percolateur</at> bilan ici', {
          conversation: { id: CHANNEL, conversationType: 'channel', tenantId: 'tenant-1' },
          channelData: { tenant: { id: 'tenant-1' }, team: { id: '19:team' } },
          entities: [{ type: 'mention', text: '<at>Percolateur</at>', mentioned: { id: '28:bot' } }],
        });
      }
      const title = `Charge vue de ${platform}`;
      await pilote.say('sondage nouveau');
      await pilote.tap(
        pilote.last(),
        { v: 'editor.settings' },
        { title, target: SERVICE, results: 'leadership', closes: isSlack ? '2026-11-27' : '2026-12-01' },
      );
      const question = `Comment va la semaine dans ${platform} ?`;
      const typed = { kind: 'choice', question, choices: 'bien\nmal' };
      await pilote.tap(pilote.last(), { v: 'editor.question' }, typed);
      await pilote.tap(pilote.last(), { v: 'editor.send' });
      await program.travel(isSlack ? '2026-11-24T15:00' : '2026-11-30T15:00');
      const id = `q_comment-va-la-semaine-dans-${platform}`;
      const answers = (index: number) => ({ [id]: index % 2 ? 'bien' : 'mal' });
      for (const [index, name] of IN_TEAMS.entries()) {
        const card = inTeams(name)
          .messages()
          .findLast((message) => JSON.stringify(message).includes(id));
        if (card) await inTeams(name).tap(card, { v: 'survey.answer' }, answers(index));
      }
      expect(await posted()).not.toContain(title);
      await program.travel(isSlack ? '2026-11-27T17:45' : '2026-12-02T11:00');
      expect(await posted()).toContain(`Résultats de «\u00a0${title}\u00a0»`);
      expect(await posted()).toContain('réponses sur 13 personnes invitées');
    },
    // Many messages of two platforms: on a busy machine the usual half minute is short.
    60_000,
  );
});
