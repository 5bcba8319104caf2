import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTeamsConnector, type TeamsConnector } from '../platforms/teams.ts';
import { type Attached, attach } from '../support/attached.ts';
import { type TeamsPerson, teamsPerson } from '../support/teams-person.ts';

let connector: TeamsConnector;
let program: Attached;
let first: TeamsPerson;
let second: TeamsPerson;

/** Two accounts of the tenant that both show the e-mail of the list. */
beforeEach(async () => {
  connector = await startTeamsConnector();
  for (const name of ['anne', 'anne-bis', 'pilote', 'nommee']) {
    const email = name.startsWith('anne') ? 'anne@commune.example' : `${name}@commune.example`;
    connector.members.set(`29:${name}`, { id: `29:${name}`, email });
  }
  program = await attach(
    [
      { id: 'anne', email: 'anne@commune.example', channel: 'teams' },
      { id: 'pilote', email: 'pilote@commune.example', roles: 'pilote', channel: 'teams' },
      { id: 'nommee', email: 'nommee@commune.example', aadId: 'aad-une-autre', channel: 'teams' },
    ],
    { SANDBOX: 'on', TEAMS_AUTH: 'off' },
  );
  first = teamsPerson(connector, program.url, 'anne');
  second = teamsPerson(connector, program.url, 'anne-bis');
  await teamsPerson(connector, program.url, 'pilote').install();
});
afterEach(async () => {
  await program.close();
  await connector.close();
});

const accountOf = (id: string) =>
  (program.tables().person ?? []).map((row) => JSON.parse(row)).find((row) => row.id === id)?.aad_id;

it('a second account with the same e-mail is a stranger, and the lead hears of it', async () => {
  await first.install();
  await second.install();
  expect(second.messages().map(({ text }) => text)).toEqual([expect.stringMatching(/ne vous trouve pas/)]);
  await second.say('pause');
  expect(second.last().text).toMatch(/ne vous trouve pas/);
  expect(accountOf('anne')).toBe('aad-anne');
  expect(program.tables().stranger).toHaveLength(1);
  await program.travel('2026-11-17T10:00');
  expect(await program.deliveries('stranger')).toMatchObject({ planned: 1, sent: 1 });
  await first.say('aide');
  expect(first.last().attachments).toHaveLength(1);
});

it('neither does it speak for somebody who is known from channels only', async () => {
  const channel = { id: '19:equipe', conversationType: 'channel', tenantId: 'tenant-1' };
  await first.say('aide', { conversation: channel });
  expect(accountOf('anne')).toBe('aad-anne');
  await second.say('aide');
  expect(accountOf('anne')).toBe('aad-anne');
});

it('an account that has gone gives its place to a new one', async () => {
  await first.install();
  await first.uninstall();
  await second.install();
  expect(second.last().text).toMatch(/^Bonjour /);
  expect(accountOf('anne')).toBe('aad-anne-bis');
});

it('an account named in the list is the only one', async () => {
  const other = teamsPerson(connector, program.url, 'nommee');
  await other.install();
  expect(other.last().text).toMatch(/ne vous trouve pas/);
  expect(accountOf('nommee')).toBe('aad-une-autre');
});
