import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { startFakeSlack } from '../platforms/slack.ts';
import { interactivity, postSigned, press } from '../platforms/slack-signed.ts';
import { startTeamsConnector } from '../platforms/teams.ts';
import { attach } from '../support/attached.ts';
import { slackSettings } from '../support/beside.ts';
import { teamsPerson } from '../support/teams-person.ts';

const NOT_STORED = /^Votre réponse n'a pas pu être enregistrée\. Réessayez/;

function holdLock(file: string) {
  const other = new Database(file);
  other.exec('begin exclusive');
  onTestFinished(() => void other.close());
  return () => other.close();
}

it('Slack: a tap that cannot be stored is not acknowledged, its author is told, and taps again', async () => {
  const slack = await startFakeSlack();
  const program = await attach(
    [
      { id: 'p0', channel: 'slack', slackId: 'U1' },
      { id: 'p1', roles: 'pilote' },
    ],
    slackSettings(slack),
  );
  onTestFinished(async () => {
    await program.close();
    await slack.close();
  });
  const value = JSON.stringify({ v: 'pause.until', days: 7 });
  const tap = (actionTs: string) =>
    postSigned(
      `${program.url()}/slack/events`,
      interactivity(press({ channel: 'D1', ts: '1.1', value, actionTs })),
    );
  const release = holdLock(program.file);
  const told = slack.next('chat.postMessage');
  expect((await tap('2.1')).status).toBe(500);
  expect((await told).args.text).toMatch(NOT_STORED);
  expect(paused(program.file)).toBeNull();
  release();
  expect((await tap('2.2')).status).toBe(200);
  expect(paused(program.file)).not.toBeNull();
});

it('Teams: the same', async () => {
  const connector = await startTeamsConnector();
  const program = await attach(
    [
      { id: 'p0', channel: 'teams', aadId: 'aad-agent0' },
      { id: 'p1', roles: 'pilote' },
    ],
    {
      TEAMS_AUTH: 'off',
    },
  );
  onTestFinished(async () => {
    await program.close();
    await connector.close();
  });
  const person = teamsPerson(connector, program.url, 'agent0');
  await person.install();
  const tap = (id: string) => person.post(person.activity({ id, value: { v: 'pause.until', days: 7 } }));
  const release = holdLock(program.file);
  expect((await tap('a1')).status).toBe(503);
  expect(person.last().text).toMatch(NOT_STORED);
  expect(paused(program.file)).toBeNull();
  release();
  expect((await tap('a2')).status).toBe(200);
  expect(paused(program.file)).not.toBeNull();
});

function paused(file: string): string | null | undefined {
  const database = new Database(file, { readonly: true });
  try {
    return database
      .prepare<[], { until: string | null }>("select paused_until as until from person where id = 'p0'")
      .get()?.until;
  } finally {
    database.close();
  }
}
