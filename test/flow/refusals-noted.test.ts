import { describe, expect, it } from 'vitest';
import { interactivity, postSigned, press } from '../platforms/slack-signed.ts';
import type { Attached, Listed } from '../support/attached.ts';
import { besideSlack, besideTeams } from '../support/beside.ts';
import { startProgram } from '../support/program.ts';
import { buttonsOf, slackPerson } from '../support/slack-person.ts';
import { actionsOf, teamsPerson } from '../support/teams-person.ts';

/**
 * A forged verb, a card sent on to somebody else, an answer from outside the target, somebody who left: refused, nothing
 * stored, and one line in the journal, however often it is tried; in each chat, by what its clients send.
 */
type Button = { v: string; m?: string | undefined; round?: string };
type World = {
  tables: Attached['tables'];
  /** Somebody is no longer of the house. */
  leave(name: string): Promise<unknown>;
  /** The button that answers a survey, on the first card of somebody's that has one. */
  button(name: string): Promise<Button>;
  /** Somebody's client sends a button that carries these data. */
  tap(name: string, button: Button, inputs: Record<string, string>): Promise<void>;
};

const INSIDE = Array.from({ length: 11 }, (_, index) => `agent${index}`);
const OUTSIDE = 'dehors';
const NAMES = [...INSIDE, OUTSIDE];

function listed(more: (name: string) => Partial<Listed>): Listed[] {
  return NAMES.map((name, index) => ({
    id: name,
    department: name === OUTSIDE ? 'Finances' : 'Urbanisme',
    ...(index === 0 && { roles: 'agent|referent' }),
    ...more(name),
  }));
}

async function inSandbox(): Promise<World> {
  const program = await startProgram({
    people: NAMES.map((id, index) => ({
      id,
      department: id === OUTSIDE ? 'Finances' : 'Urbanisme',
      ...(index === 0 && { roles: 'agent|referent' }),
    })),
  });
  await program.travel('2026-11-23T10:00');
  await program.say('agent0', 'sondage');
  await program.tap('agent0', 'survey.launch', { survey: 'satisfaction' });
  await program.travel('2026-11-23T10:05');
  return {
    tables: program.tables,
    leave: (name) => program.become(name, 'left'),
    button: async (name) => ({ v: 'survey.answer', m: (await cardOf(name)).id }),
    async tap(name, { v, m, ...more }, inputs) {
      const message = m ?? (await cardOf(name)).id;
      const data = { ...inputs, ...more };
      const answer = await program.call('POST', `people/${name}/answers`, { message, verb: v, data });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.body.message).toMatch(/[.]$/);
    },
  };

  async function cardOf(name: string) {
    const found = (await program.messages(name)).find(({ actions }) =>
      actions.some(({ verb }) => verb === 'survey.answer'),
    );
    if (!found) throw new Error(`${name} was not asked`);
    return found;
  }
}

async function inSlack(): Promise<World> {
  const { slack, program } = await besideSlack(
    listed((name) => ({ email: `${name}@commune.example`, channel: 'slack' })),
  );
  const person = (name: string) => slackPerson(slack, program.url, name);
  await program.travel('2026-11-23T10:00');
  const offered = await person('agent0').command('/sondage');
  const offer = { ...offered.answer, channel: 'D000000000', ts: '1.1', text: '', user: '' };
  await person('agent0').tap(offer, { v: 'survey.launch' }, { survey: 'satisfaction' });
  await program.travel('2026-11-23T10:05');
  let presses = 0;
  return {
    tables: program.tables,
    leave: (name) => leave(program, name),
    async button(name) {
      const cards = (await person(name).messages()).toReversed();
      const found = cards.flatMap(buttonsOf).find(({ data }) => data.v === 'survey.answer');
      return found?.data ?? { v: '' };
    },
    async tap(name, button, inputs) {
      const values = Object.entries(inputs).map(([id, value]) => [
        id,
        { [id]: { type: 'static_select', selected_option: { value } } },
      ]);
      presses += 1;
      const body = interactivity(
        press({
          channel: 'D000000000',
          ts: '1.1',
          user: slack.user(name),
          value: JSON.stringify(button),
          actionTs: `1800000000.${String(presses).padStart(6, '0')}`,
          values: Object.fromEntries(values),
        }),
      );
      expect((await postSigned(`${program.url()}/slack/events`, body)).status).toBe(200);
    },
  };
}

async function inTeams(): Promise<World> {
  const { connector, program } = await besideTeams(
    listed((name) => ({ aadId: `aad-${name}`, channel: 'teams' })),
  );
  const people = new Map(NAMES.map((name) => [name, teamsPerson(connector, program.url, name)]));
  const person = (name: string) => {
    const found = people.get(name);
    if (!found) throw new Error(name);
    return found;
  };
  for (const name of NAMES) await person(name).install();
  await program.travel('2026-11-23T10:00');
  await person('agent0').say('sondage');
  await person('agent0').tap(person('agent0').last(), { v: 'survey.launch' }, { survey: 'satisfaction' });
  await program.travel('2026-11-23T10:05');
  return {
    tables: program.tables,
    leave: (name) => leave(program, name),
    async button(name) {
      const cards = person(name)
        .messages()
        .filter(({ attachments }) => attachments);
      return cards.flatMap(actionsOf).find(({ v }) => v === 'survey.answer') ?? { v: '' };
    },
    async tap(name, button, inputs) {
      const said = person(name).activity({
        text: undefined,
        value: { ...inputs, ...button },
        replyToId: 'x',
      });
      expect((await person(name).post(said)).status).toBeLessThan(300);
    },
  };
}

function stored(world: World) {
  const { audit = [], ...tables } = world.tables();
  return { audit: audit.map((row) => JSON.parse(row)), tables };
}

describe.each([
  ['the sandbox', inSandbox],
  ['Slack', inSlack],
  ['Teams', inTeams],
])('in %s', (_name, start) => {
  it('is refused, stores nothing and leaves one line', async () => {
    const world = await start();
    const own = await world.button('agent1');
    expect(own.v).toBe('survey.answer');
    const rounds = (world.tables().round ?? []).map((row) => JSON.parse(row));
    const round: string = rounds.find(({ subject }) => subject === 'satisfaction')?.id;
    const answer = { q_facilite: '4', q_recommande: '5' };
    const attempts: [who: string, button: Button, inputs: Record<string, string>, line: string][] = [
      ['agent2', { v: 'survey.erase' }, {}, 'unknown_action'],
      ['agent2', { v: 'survey.close' }, { round }, 'role survey.close'],
      ['agent2', own, answer, 'not_yours survey.answer'],
      [OUTSIDE, { v: 'survey.answer', round }, answer, 'not_invited survey.answer'],
      ['agent3', await world.button('agent3'), answer, 'left survey.answer'],
    ];
    for (const [who, button, inputs, object] of attempts) {
      if (object.startsWith('left')) await world.leave(who);
      const before = stored(world);
      for (let times = 0; times < 3; times++) await world.tap(who, button, inputs);
      const after = stored(world);
      expect(after.tables, object).toEqual(before.tables);
      expect(after.audit.slice(before.audit.length)).toEqual([
        { number: before.audit.length + 1, on_day: '2026-11-23', actor: who, act: 'refused', object },
      ]);
    }
  });
});

async function leave(program: Attached, id: string): Promise<void> {
  const init = { method: 'PATCH', body: JSON.stringify({ state: 'left' }) };
  const response = await fetch(`${program.url()}/sandbox/people/${id}`, init);
  expect(response.status).toBe(200);
}
