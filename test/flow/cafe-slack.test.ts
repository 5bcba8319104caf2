import { afterAll, beforeAll, expect, it } from 'vitest';
import { blockKitProblems } from '../platforms/block-kit.ts';
import { startEmulatedSlack } from '../platforms/slack-emulated.ts';
import { happening, postSigned } from '../platforms/slack-signed.ts';
import { type Attached, attach, until } from '../support/attached.ts';
import { slackSettings } from '../support/beside.ts';
import { buttonsOf, inputsOf, type SlackPerson, slackPerson } from '../support/slack-person.ts';

const ROLES = { pilote: 'agent|pilote', agent: 'agent' };
let slack: Awaited<ReturnType<typeof startEmulatedSlack>>;
let program: Attached;
let lead: SlackPerson;
let agent: SlackPerson;

beforeAll(async () => {
  slack = await startEmulatedSlack(
    Object.keys(ROLES).map((name) => ({ name, email: `${name}@commune.example` })),
  );
  program = await attach(
    Object.entries(ROLES).map(([id, roles]) => ({ id, email: `${id}@commune.example`, roles })),
    { SANDBOX: 'on', ...slackSettings(slack) },
  );
  lead = slackPerson(slack, program.url, 'pilote');
  agent = slackPerson(slack, program.url, 'agent');
  await program.travel('2026-12-03T10:00');
});
afterAll(async () => {
  await program.close();
  await slack.close();
});

/** Types a line in their private chat; resolves with what the bot posts there. */
async function type(person: SlackPerson, text: string) {
  const before = await person.last();
  const { channel } = before;
  const event = { type: 'message', channel_type: 'im', user: person.user, channel, text, ts: `9.${text}` };
  await postSigned(
    `${program.url()}/slack/events`,
    happening(event, { event_id: `Ev-${person.user}-${text}` }),
  );
  return until(async () => {
    const last = await person.last();
    return last.ts !== before.ts && last;
  });
}

it('a Café is proposed, moved and cancelled in Slack, and whoever comes is told each time', async () => {
  const form = await type(lead, 'cafe proposer');
  expect(blockKitProblems(form.blocks)).toEqual([]);
  expect(inputsOf(form).map(({ element }) => `${element.action_id} ${element.type}`)).toEqual([
    'title plain_text_input',
    'date datepicker',
    'time timepicker',
    'minutes static_select',
    'place plain_text_input',
    'seats static_select',
    'facilitator plain_text_input',
    'services multi_static_select',
  ]);
  await lead.tap(
    form,
    { v: 'cafe.propose' },
    {
      title: 'Rédiger une délibération',
      date: '2026-12-15',
      time: '10:00',
      minutes: '45',
      place: 'Salle B',
      seats: '8',
      facilitator: 'Référente IA',
    },
  );
  const check = await lead.changed(form);
  expect(blockKitProblems(check.blocks)).toEqual([]);
  expect(JSON.stringify(check.blocks)).toContain('mardi 15 décembre');
  await lead.tap(check, { title: 'Rédiger une délibération' });
  await lead.changed(check);
  const [row = '{}'] = program.tables().session ?? [];
  const { id } = JSON.parse(row);

  const list = await type(agent, 'cafe saison');
  await agent.tap(list, { v: 'cafe.show', session: id });
  const card = await until(async () => {
    const last = await agent.last();
    return last.ts !== list.ts && last;
  });
  await agent.tap(card, { v: 'cafe.rsvp', response: 'yes' });
  const coming = await agent.changed(card);
  await agent.tap(coming, { v: 'cafe.question' }, { question: 'Faut-il un compte ?' });
  const asked = await agent.changed(coming);
  expect(JSON.stringify(asked.blocks)).toContain('sans votre nom');
  expect(JSON.stringify(asked.blocks)).not.toContain('un compte');

  const choice = await type(lead, 'cafe deplacer');
  await lead.tap(choice, { v: 'cafe.move', session: id });
  const move = await lead.changed(choice);
  await lead.tap(move, { v: 'cafe.move' }, { date: '2026-12-16', time: '10:30', place: 'Salle C' });
  const sure = await lead.changed(move);
  await lead.tap(sure, { date: '2026-12-16' });
  await lead.changed(sure);
  await program.travel('2026-12-03T10:10');
  const told = await agent.last();
  expect(told.text).toContain('Ce Café IA change');
  expect(JSON.stringify(told.blocks)).toContain('Salle C');

  const which = await type(lead, 'cafe annuler');
  await lead.tap(which, { v: 'cafe.cancel', session: id });
  const confirm = await lead.changed(which);
  await lead.tap(confirm, { v: 'cafe.cancel' });
  await lead.changed(confirm);
  await program.travel('2026-12-03T10:20');
  const cancelled = await agent.last();
  expect(cancelled.text).toContain('Ce Café IA est annulé');
  expect(buttonsOf(cancelled)).toEqual([]);
});
