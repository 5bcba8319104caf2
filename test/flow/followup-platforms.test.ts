import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { blockKitProblems } from '../platforms/block-kit.ts';
import type { EmulatedMessage } from '../platforms/slack-emulated.ts';
import { interactivity, postSigned, press } from '../platforms/slack-signed.ts';
import { close, listen } from '../platforms/teams-http.ts';
import { besideSlack, besideTeams } from '../support/beside.ts';
import { buttonsOf, inputsOf, slackPerson } from '../support/slack-person.ts';
import { actionsOf, conversation, teamsPerson } from '../support/teams-person.ts';

const SIZE = 13;
const ROLES = ['agent|pilote', 'agent|direction'];
const names = Array.from({ length: SIZE }, (_, index) => `agent${index}`);
const blockerOf = (index: number) => (index % 2 === 0 ? 'training' : 'time');
/** In words, without the spaces that do not break. */
const plain = (value: unknown) => JSON.stringify(value).replace(/[\u00a0\u202f]/g, ' ');
const FIELDS = { state_1: 'ongoing', words_1: 'Deux ateliers en janvier.' };

it('in Slack the form and what agents will read are for the eyes of the one who answers', async () => {
  const listed = names.map((name, index) => ({
    id: `p${index}`,
    email: `${name}@commune.example`,
    roles: ROLES[index] ?? 'agent',
  }));
  const { slack, program } = await besideSlack(listed, 'direction');
  const channel = slack.channel('direction');
  const people = names.map((name) => slackPerson(slack, program.url, name));
  await program.travel('2026-12-03T10:00');
  for (const [index, person] of people.entries()) {
    const asked = await person.last();
    await person.tap(asked, { v: 'checkin.answer', time: 'zero' });
    await person.tap(
      await person.changed(asked),
      { v: 'checkin.details' },
      { useCase: 'courriels', blocker: blockerOf(index) },
    );
  }
  await program.travel('2026-12-16T09:30');
  const [review] = await slack.history(channel);
  if (!review) throw new Error('no review');
  const leader = slack.user('agent1');

  const form = await pressed(review, 'digest.irritants', {}, false);
  expect(blockKitProblems(form.blocks)).toEqual([]);
  expect(inputsOf(form).map(({ element }) => element.action_id)).toEqual([
    'state_1',
    'words_1',
    'state_2',
    'words_2',
  ]);
  const read = await pressed(form, 'digest.answer', FIELDS, true);
  expect(plain(read.blocks)).toContain('En cours : Deux ateliers en janvier.');
  const done = await pressed(read, 'digest.publish', {}, true);
  expect(plain(done.blocks)).toContain('vendredi 18 décembre à 10 h');
  // Nobody else of the channel saw any of it.
  expect(await slack.history(channel)).toHaveLength(1);

  await program.travel('2026-12-18T10:30');
  for (const person of people.slice(2)) {
    const card = await person.last();
    expect(blockKitProblems(card.blocks)).toEqual([]);
    expect(plain(card.blocks)).toContain('En cours : Deux ateliers en janvier.');
  }

  /** Presses a button of what only the leader sees, or of the channel; resolves with what Slack is asked to show. */
  async function pressed(
    message: Pick<EmulatedMessage, 'blocks'> & { ts?: string },
    verb: string,
    fields: Record<string, string>,
    replaces: boolean,
  ): Promise<EmulatedMessage> {
    const button = buttonsOf(message).find(({ data }) => data.v === verb);
    if (!button) throw new Error(`no button ${verb}`);
    const shown = await startResponseUrl();
    const values = inputsOf({ ts: '', text: '', user: '', ...message }).map(({ block_id, element }) => {
      const typed = fields[element.action_id] ?? null;
      const filled =
        element.type === 'plain_text_input'
          ? { value: typed }
          : { selected_option: typed && { text: { type: 'plain_text', text: typed }, value: typed } };
      return [block_id, { [element.action_id]: { type: element.type, ...filled } }] as const;
    });
    const body = press({
      user: leader,
      channel,
      ts: message.ts ?? '1.1',
      value: button.value,
      actionTs: `1700000001.${verb.length}`,
      values: Object.fromEntries(values),
      ephemeral: true,
      responseUrl: shown.url,
    });
    expect((await postSigned(`${program.url()}/slack/events`, interactivity(body))).status).toBe(200);
    const answer = await shown.body;
    await shown.close();
    expect(answer).toMatchObject({ replace_original: replaces, response_type: 'ephemeral' });
    return { ts: '1.1', text: '', user: '', ...answer };
  }
});

it('in Teams they are below the review, in the channel of the leadership', async () => {
  const listed = names.map((name, index) => ({
    id: `p${index}`,
    aadId: `aad-${name}`,
    roles: ROLES[index] ?? 'agent',
    channel: 'teams',
  }));
  const { connector, program } = await besideTeams(listed);
  const people = names.map((name) => teamsPerson(connector, program.url, name));
  const [lead, leader, agent] = people;
  if (!lead || !leader || !agent) throw new Error('three people needed');
  for (const person of people) await person.install();
  const place = {
    conversation: {
      id: '19:direction@thread.tacv2;messageid=1',
      conversationType: 'channel',
      tenantId: 'tenant-1',
    },
    channelData: { tenant: { id: 'tenant-1' }, team: { id: '19:team' } },
  };
  const mention = {
    entities: [{ type: 'mention', text: '<at>Percolateur</at>', mentioned: { id: '28:bot' } }],
  };
  await lead.say('<at>Percolateur</at> bilan ici', { ...place, ...mention });
  await program.travel('2026-12-03T10:00');
  for (const [index, person] of people.entries()) {
    await person.tap(person.last(), { v: 'checkin.answer', time: 'zero' });
    await person.tap(person.last(), { v: 'checkin.details' }, { blocker: blockerOf(index) });
  }
  await program.travel('2026-12-16T09:30');
  const [review] = conversation(connector, '19:direction@thread.tacv2');
  if (!review) throw new Error('no review');

  const here = () => conversation(connector, place.conversation.id);
  await agent.post({ ...agent.tapOf(review, { v: 'digest.irritants' }), ...place });
  expect(plain(here().at(-1))).toContain("n'est pas ouverte à votre rôle");
  await leader.post({ ...leader.tapOf(review, { v: 'digest.irritants' }), ...place });
  const form = here().at(-1);
  if (!form) throw new Error('no form');
  expect(actionsOf(form).map(({ v }) => v)).toEqual(['digest.answer']);
  await leader.post({ ...leader.tapOf(form, { v: 'digest.answer' }, FIELDS), ...place });
  const read = here().find(({ id }) => id === form.id);
  if (!read) throw new Error('the form has gone');
  expect(plain(read)).toContain('En cours : Deux ateliers en janvier.');
  await leader.post({ ...leader.tapOf(read, { v: 'digest.publish' }), ...place });
  expect(plain(here().find(({ id }) => id === form.id))).toContain('vendredi 18 décembre à 10 h');

  await program.travel('2026-12-18T10:30');
  for (const person of people.slice(2)) {
    expect(plain(person.last())).toContain('En cours : Deux ateliers en janvier.');
  }
});

/** A response address of Slack's: one answer, and it is told. */
async function startResponseUrl() {
  const { promise: body, resolve } = Promise.withResolvers<Pick<EmulatedMessage, 'blocks'>>();
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    response.end('ok');
    resolve(JSON.parse(text));
  });
  return { url: await listen(server), body, close: () => close(server) };
}
