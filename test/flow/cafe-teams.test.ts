import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTeamsConnector, type TeamsConnector } from '../platforms/teams.ts';
import { type Attached, attach } from '../support/attached.ts';
import { actionsOf, cardOf, elementsOf, type TeamsPerson, teamsPerson } from '../support/teams-person.ts';

const COMING = Array.from({ length: 11 }, (_, index) => `agent${index}`);
let connector: TeamsConnector;
let program: Attached;
let people: TeamsPerson[];
const person = (index: number) => {
  const found = people[index];
  if (!found) throw new Error(`nobody ${index}`);
  return found;
};

beforeAll(async () => {
  connector = await startTeamsConnector();
  program = await attach(
    COMING.map((name, index) => ({
      id: name,
      aadId: `aad-${name}`,
      channel: 'teams',
      roles: index === 0 ? 'agent|pilote' : 'agent',
    })),
    { SANDBOX: 'on', TEAMS_AUTH: 'off', TEAMS_RATE_PER_SECOND: '1000' },
  );
  people = COMING.map((name) => teamsPerson(connector, program.url, name));
  for (const one of people) await one.install();
  await program.travel('2026-12-03T10:00');
});
afterAll(async () => {
  await program.close();
  await connector.close();
});

const shown = (one: TeamsPerson) => JSON.stringify(cardOf(one.last()));

it('a Café is moved, held and judged in Teams, in two taps', async () => {
  for (const one of people) {
    await one.say('cafe');
    await one.tap(one.last(), { v: 'cafe.rsvp', response: 'yes' });
  }
  await person(0).say('cafe deplacer');
  await person(0).tap(person(0).last(), { v: 'cafe.move', session: 'demystifier' });
  expect(elementsOf(cardOf(person(0).last()), /^Input\.(Date|Time)$/).map(({ value }) => value)).toEqual([
    '2026-12-10',
    '14:00',
  ]);
  await person(0).tap(
    person(0).last(),
    { v: 'cafe.move' },
    { date: '2026-12-11', time: '10:00', place: 'Salle B' },
  );
  await person(0).tap(person(0).last(), { date: '2026-12-11' });
  await program.travel('2026-12-03T10:10');
  expect(shown(person(1))).toContain('vendredi 11 décembre');
  expect(shown(person(1))).toContain('jeudi 10 décembre');

  await program.travel('2026-12-11T11:30');
  await person(0).say('cafe presence');
  await person(0).tap(person(0).last(), { v: 'cafe.attendance' }, { present: COMING.join(',') });
  await program.travel('2026-12-11T11:40');
  const one = person(1);
  expect(shown(one)).toContain('Ce Café vous a-t-il été utile');
  await one.tap(one.last(), { v: 'cafe.feedback', useful: 'some' });
  expect(shown(one)).toContain('Allez-vous essayer quelque chose');
  await one.tap(one.last(), { v: 'cafe.attempt', attempt: 'yes' });
  expect(actionsOf(one.last()).map(({ v }) => v)).toEqual(['cafe.edit']);
  expect(program.tables().sealed_answer).toHaveLength(1);
});
