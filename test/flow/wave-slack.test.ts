import { afterAll, beforeAll, expect, it } from 'vitest';
import { blockKitProblems } from '../platforms/block-kit.ts';
import { startEmulatedSlack } from '../platforms/slack-emulated.ts';
import { type Attached, attach } from '../support/attached.ts';
import { slackSettings } from '../support/beside.ts';
import { inputsOf, type SlackPerson, slackPerson } from '../support/slack-person.ts';

let slack: Awaited<ReturnType<typeof startEmulatedSlack>>;
let program: Attached;
let lead: SlackPerson;
let other: SlackPerson;

beforeAll(async () => {
  const names = ['lead', 'other', 'boss'];
  slack = await startEmulatedSlack(names.map((name) => ({ name, email: `${name}@commune.example` })));
  program = await attach(
    [
      { id: 'lead', email: 'lead@commune.example', roles: 'agent|pilote', department: 'Finances' },
      { id: 'other', email: 'other@commune.example', roles: 'agent|pilote', department: 'Urbanisme' },
      { id: 'boss', email: 'boss@commune.example', roles: 'agent|direction', department: 'Urbanisme' },
      { id: 'gone', email: 'gone@commune.example', channel: 'slack', department: 'Finances' },
    ],
    { SANDBOX: 'on', ...slackSettings(slack) },
    { slack: slack.channel('direction') },
  );
  lead = slackPerson(slack, program.url, 'lead');
  other = slackPerson(slack, program.url, 'other');
  await program.travel('2026-11-16T09:00');
});
afterAll(async () => {
  await program.close();
  await slack.close();
});

it('in Slack: the command, the note a week before, a decision to extend, the draft that it opens', async () => {
  const shown = await lead.command('/vague');
  expect(shown.status).toBe(200);
  expect(JSON.stringify(shown.answer)).toContain('Pas encore lancée');
  expect(JSON.stringify((await lead.command('/vague personnes')).answer)).toContain('3 personnes sur 6');
  const refused = await slackPerson(slack, program.url, 'boss').command('/vague');
  expect(JSON.stringify(refused.answer)).toContain("n'est pas ouverte à votre rôle");

  await program.travel('2026-11-24T09:00');
  const note = (await other.messages()).find((message) =>
    JSON.stringify(message).includes('ne peuvent pas être jointes'),
  );
  expect(note && blockKitProblems(note.blocks ?? [])).toEqual([]);

  await program.travel('2027-03-01T10:00');
  const boss = slackPerson(slack, program.url, 'boss');
  const [review] = (await slack.history(slack.channel('direction'))).map((message) => ({
    ...message,
    channel: slack.channel('direction'),
  }));
  if (!review) throw new Error('no review was posted');
  await boss.tap(review, { v: 'digest.decide', decision: 'extend' });
  await program.travel('2027-03-01T10:10');
  const draft = (await lead.messages()).find((message) => JSON.stringify(message).includes('wave.confirm'));
  if (!draft) throw new Error('no draft');
  expect(blockKitProblems(draft.blocks ?? [])).toEqual([]);
  expect(inputsOf(draft).map(({ element }) => element.action_id)).toEqual([
    'name',
    'date',
    'services',
    'weeks',
    'licences',
  ]);
  await lead.tap(
    draft,
    { v: 'wave.confirm' },
    { name: 'Vague Slack', date: '2027-03-23', weeks: '8', licences: '3' },
  );
  await program.travel('2027-03-01T10:20');
  // No service was ticked: it is refused, and stays a draft.
  expect(program.tables().wave?.[0]).toContain('"status":"draft"');
  await lead.tap(
    draft,
    { v: 'wave.confirm' },
    { name: 'Vague Slack', date: '2027-03-23', services: 'Finances', weeks: '8', licences: '3' },
  );
  const opened = await lead.changed(draft);
  expect(JSON.stringify(opened)).toContain('Vague Slack');
  expect(JSON.stringify(opened)).not.toContain('wave.confirm');
  expect(JSON.parse(program.tables().wave?.[0] ?? '')).toMatchObject({
    status: 'confirmed',
    name: 'Vague Slack',
    launch_date: '2027-03-23',
    departments: '["Finances"]',
    weeks: 8,
  });
});
