import { describe, expect, it } from 'vitest';
import { MARKDOWN, MRKDWN, UNREADABLE } from '../flow/hostile-judge.ts';
import { TEXTS } from '../flow/hostile-payloads.ts';
import { blockKitProblems } from '../platforms/block-kit.ts';
import { interactivity, postSigned, press } from '../platforms/slack-signed.ts';
import { besideSlack, besideTeams } from '../support/beside.ts';
import { slackPerson } from '../support/slack-person.ts';
import { elementsOf, teamsPerson } from '../support/teams-person.ts';

const NAMES = ['pilote', 'referent', 'agent'];
const ROLES = ['agent|pilote', 'agent|referent', 'agent'];
const CAFE = {
  v: 'cafe.propose',
  date: '2026-12-17',
  time: '14:00',
  place: 'Salle',
  facilitator: 'Nous',
  sure: true,
};
/** Everything but what no request of a platform may hold: over 256 KB once it is written as one. */
const PAYLOADS = TEXTS.filter((text) => text.length < 20_000);

const listed = NAMES.map((name, index) => ({
  id: name,
  email: `${name}@commune.example`,
  department: 'Urbanisme',
  roles: ROLES[index] ?? 'agent',
}));

/** Every string that a value holds, with the key it is under; not what buttons carry. */
function strings(value: unknown, key = ''): [string, string][] {
  if (typeof value === 'string') return [[key, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'data' || name === 'value' ? [] : strings(inner, /^\d+$/.test(name) ? key : name),
  );
}

describe('what is typed in Slack', () => {
  it('comes back as plain text, to everybody who reads it', async () => {
    const { slack, program } = await besideSlack(listed);
    const people = NAMES.map((name) => slackPerson(slack, program.url, name));
    await program.travel('2026-12-03T10:00');
    const [lead, champion, agent] = people;
    if (!lead || !champion || !agent) throw new Error('three people');
    const { channel, ts } = await champion.last();
    for (const [index, text] of PAYLOADS.entries()) {
      const tap = (user: string, value: object, inputs: Record<string, string>) => {
        const values = Object.entries(inputs).map(([id, typed]) => [
          id,
          { [id]: { type: 'plain_text_input', value: typed } },
        ]);
        const said = { channel, ts, user, value: JSON.stringify(value), values: Object.fromEntries(values) };
        return postSigned(
          `${program.url()}/slack/events`,
          interactivity(press({ ...said, actionTs: `${user}.${index}${JSON.stringify(value).length}` })),
        );
      };
      expect((await tap(champion.user, CAFE, { title: text })).status).toBe(200);
      const question = { v: 'memento.question', rule: 'Aucune donnée personnelle' };
      expect((await tap(agent.user, question, { words: text })).status).toBe(200);
      expect((await champion.command(`/cafe message ${text.slice(0, 400)}`)).status).toBe(200);
    }
    await program.travel('2026-12-04T10:00');
    const season = await lead.command('/cafe saison');
    const shown: unknown[] = [season.answer];
    for (const person of people) shown.push(...(await person.messages()));
    const titles = (program.tables().session ?? []).map((row) => JSON.parse(row).title);
    expect(titles.length).toBeGreaterThan(30);
    expect(JSON.stringify(shown)).toContain('<script>alert(1)</script>');
    for (const message of shown) {
      if (typeof message !== 'object' || message === null) continue;
      const { text, blocks } = { text: '', blocks: null, ...message };
      expect(text).not.toMatch(MRKDWN);
      if (blocks) expect(blockKitProblems(blocks)).toEqual([]);
      expect(JSON.stringify(blocks)).not.toMatch(
        /"type":"mrkdwn"|"type":"(?:user|broadcast|usergroup)"|"url":"[^"]*evil/,
      );
      for (const [, words] of strings(blocks)) expect(words).not.toMatch(UNREADABLE);
    }
    expect(program.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(JSON.stringify(program.lines)).not.toMatch(/evil|alert|HYPERLINK/);
  }, 120_000);
});

describe('what is typed in Teams', () => {
  it('comes back as it is, and no reader of Markdown makes more of it', async () => {
    const { connector, program } = await besideTeams(
      listed.map((person) => ({ ...person, channel: 'teams' })),
    );
    for (const name of NAMES) {
      const id = `29:${name}`;
      connector.members.set(id, { id, email: `${name}@commune.example` });
    }
    const people = NAMES.map((name) => teamsPerson(connector, program.url, name));
    for (const person of people) await person.install();
    await program.travel('2026-12-03T10:00');
    const [lead, champion, agent] = people;
    if (!lead || !champion || !agent) throw new Error('three people');
    for (const text of PAYLOADS) {
      const question = { v: 'memento.question', rule: 'Aucune donnée personnelle', words: text };
      for (const response of [
        await champion.post(champion.activity({ text: undefined, value: { ...CAFE, title: text } })),
        await agent.post(agent.activity({ text: undefined, value: question })),
        await champion.say(`cafe message ${text.slice(0, 400)}`),
        await agent.say(text),
      ])
        expect(response.status).toBe(200);
    }
    await program.travel('2026-12-04T10:00');
    await lead.say('cafe saison');
    const activities = connector.activities();
    expect(JSON.stringify(activities)).toContain('<script>alert(1)</script>');
    for (const activity of activities) {
      const { attachments, text, textFormat } = {
        attachments: null,
        text: undefined,
        textFormat: '',
        ...activity,
      };
      // Words alone go as plain text.
      if (text !== undefined) expect(textFormat).toBe('plain');
      for (const { text: words } of elementsOf(attachments, /^TextBlock$/))
        expect(words).not.toMatch(MARKDOWN);
      for (const list of ['Input.ChoiceSet', 'FactSet']) {
        for (const element of elementsOf(attachments, new RegExp(`^${list}$`)))
          for (const [key, words] of strings(element))
            if (key === 'title') expect(words).not.toMatch(/\]\(|<[a-z!]|`\w/);
      }
      for (const [key, words] of strings(attachments)) {
        expect(words).not.toMatch(UNREADABLE);
        if (key === 'url') expect(words).not.toMatch(/evil|javascript:/);
      }
    }
    expect(program.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(JSON.stringify(program.lines)).not.toMatch(/evil|alert|HYPERLINK/);
  }, 120_000);
});
