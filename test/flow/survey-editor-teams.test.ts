import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTeamsConnector, type TeamsConnector } from '../platforms/teams.ts';
import { type Attached, attach } from '../support/attached.ts';
import { cardOf, elementsOf, type TeamsPerson, teamsPerson } from '../support/teams-person.ts';

const SERVICE = 'Services techniques';
const names = ['ref', ...Array.from({ length: 11 }, (_, index) => `agent${index}`)];
let connector: TeamsConnector;
let program: Attached;
let people: Map<string, TeamsPerson>;

beforeAll(async () => {
  connector = await startTeamsConnector();
  program = await attach(
    names.map((id) => ({
      id,
      aadId: `aad-${id}`,
      channel: 'teams',
      department: SERVICE,
      roles: id === 'ref' ? 'agent|referent' : 'agent',
    })),
    { SANDBOX: 'on', TEAMS_AUTH: 'off', TEAMS_RATE_PER_SECOND: '1000' },
  );
  people = new Map(names.map((name) => [name, teamsPerson(connector, program.url, name)]));
  for (const one of people.values()) await one.install();
  await program.travel('2026-11-16T09:00');
});
afterAll(async () => {
  await program.close();
  await connector.close();
});

const someone = (name: string): TeamsPerson => {
  const person = people.get(name);
  if (!person) throw new Error(name);
  return person;
};

it('in Teams: one card that changes in place, from the first form to the sending', async () => {
  const ref = someone('ref');
  let interactions = 1;
  await ref.say('sondage nouveau');
  const card = ref.last().id;
  const tap = async (wanted: Record<string, string>, inputs?: Record<string, string>) => {
    interactions += 1;
    await ref.tap(ref.last(), wanted, inputs);
    expect(ref.last().id).toBe(card);
  };
  const shown = () => JSON.stringify(cardOf(ref.last()));
  await tap(
    { v: 'editor.settings' },
    { title: 'Charge **en** [gras](https://exemple.fr)', results: 'participants' },
  );
  expect(elementsOf(cardOf(ref.last()), /^Input\./).map(({ id }) => id)).toEqual([
    'kind',
    'question',
    'choices',
  ]);
  await tap({ v: 'editor.question' }, { kind: 'scale7', question: 'Charge ?', choices: 'légère\r\nlourde' });
  expect(shown()).toContain('7 – lourde');
  await tap({ v: 'editor.add' });
  await tap(
    { v: 'editor.question' },
    { kind: 'number', question: 'Courriels ?', choices: 'moins de 20\n20 ou plus' },
  );
  await tap({ v: 'editor.add' });
  await tap(
    { v: 'editor.question' },
    { kind: 'choice', question: 'Et demain ?', choices: 'mieux\npareil\npire' },
  );
  // Markdown of a title is shown, not obeyed.
  const literal = elementsOf(cardOf(ref.last()), /^TextRun$/).map(({ text }) => text);
  expect(literal).toContain('Charge **en** [gras](https://exemple.fr)');
  const obeyed = elementsOf(cardOf(ref.last()), /^TextBlock$/).map(({ text }) => text);
  expect(obeyed.join()).not.toContain('gras');
  await tap({ v: 'editor.send' });
  expect(shown()).toContain('est lancé');
  expect(interactions).toBeLessThanOrEqual(15);
  await program.travel('2026-11-16T15:00');
  const asked = someone('agent5').last();
  expect(JSON.stringify(cardOf(asked))).toContain('20 ou plus');
});
