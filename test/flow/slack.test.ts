import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { blockKitProblems } from '../platforms/block-kit.ts';
import { startEmulatedSlack } from '../platforms/slack-emulated.ts';
import { interactivity, postSigned, press, signatureOf } from '../platforms/slack-signed.ts';
import { close, listen } from '../platforms/teams-http.ts';
import { type Attached, attach, type Listed, until } from '../support/attached.ts';
import { slackSettings } from '../support/beside.ts';
import { buttonsOf, inputsOf, type SlackPerson, slackPerson } from '../support/slack-person.ts';

const ROLES = ['agent|pilote', 'agent|direction', 'agent|referent'];
const REACHABLE = 13;

let slack: Awaited<ReturnType<typeof startEmulatedSlack>>;
let program: Attached;
let people: SlackPerson[];
const somebody = (index: number) => {
  const person = people[index];
  if (!person) throw new Error(`nobody ${index}`);
  return person;
};

beforeAll(async () => {
  const names = Array.from({ length: REACHABLE }, (_, index) => `agent${index}`);
  slack = await startEmulatedSlack(names.map((name) => ({ name, email: `${name}@Commune.example` })));
  const listed: Listed[] = names.map((name, index) => ({
    id: `p${index}`,
    email: `${name}@commune.example`,
    roles: ROLES[index] ?? 'agent',
  }));
  // Known by their account, not by their e-mail; and on the list, but not in the workspace.
  listed[12] = {
    id: 'p12',
    email: 'autre@commune.example',
    channel: 'slack',
    slackId: slack.user('agent12'),
  };
  listed.push({ id: 'p13', email: 'absente@commune.example', channel: 'slack' });
  program = await attach(
    listed,
    { SANDBOX: 'on', ...slackSettings(slack) },
    { slack: slack.channel('direction') },
  );
  people = names.map((name) => slackPerson(slack, program.url, name));
});
afterAll(async () => {
  await program.close();
  await slack.close();
});

/** What everybody got, checked as Slack would; the outbox ids that mark it. */
async function expectCardEverywhere(words: RegExp): Promise<void> {
  const ids = new Set<string>();
  for (const person of people) {
    const message = await person.last();
    expect(message.text).toMatch(words);
    expect(blockKitProblems(message.blocks)).toEqual([]);
    const { event_type, event_payload } = Marked.parse(message.metadata);
    expect(event_type).toBe('percolateur');
    for (const { data } of buttonsOf(message)) expect(data.m).toBe(event_payload.id);
    ids.add(event_payload.id);
  }
  expect(ids.size).toBe(people.length);
}
const Marked = z.object({ event_type: z.string(), event_payload: z.object({ id: z.string() }) });

const words = (message: { blocks?: unknown }) => JSON.stringify(message.blocks);

describe('a wave in Slack', () => {
  it('opens the baseline in private chats, and skips who is not in the workspace', async () => {
    const { status, body } = await program.travel('2026-11-17T10:00');
    expect(status).toBe(200);
    // Thirteen are met the day before; the fourteenth is nowhere to be met.
    expect(body).toEqual({ now: '2026-11-17T10:00', planned: 27, sent: 26, failed: 0, skipped: 1 });
    await expectCardEverywhere(/^L'IA et nous/);
    expect(await program.deliveries('survey/pilote/etat-des-lieux/1')).toEqual({
      planned: 14,
      sent: 13,
      failed: 0,
      skipped: 1,
      reasons: { not_installed: 1 },
    });
  });

  it('takes the answers to a survey, and shows the same card whatever they were', async () => {
    const thanks = new Set<string>();
    for (const index of [4, 5]) {
      const card = await somebody(index).last();
      const answers = { q_usage: index === 4 ? 'jour' : 'jamais' };
      expect((await somebody(index).tap(card, { v: 'survey.answer' }, answers)).status).toBe(200);
      const changed = await somebody(index).changed(card);
      expect(blockKitProblems(changed.blocks)).toEqual([]);
      expect(inputsOf(changed).map(({ element }) => element.action_id)).toEqual(['q_competence']);
      thanks.add(shape(changed));
    }
    expect(thanks.size).toBe(1);
    expect((await program.tables()).sealed_answer).toHaveLength(2);
    expect(await somebody(4).messages()).toHaveLength(2);
  });

  it('welcomes at J0, and notes « J’ai lu et compris »', async () => {
    await program.travel('2026-12-01T10:00');
    await expectCardEverywhere(/./);
    const card = await somebody(6).last();
    expect((await somebody(6).tap(card, { v: 'memento.acknowledge' })).status).toBe(200);
    const changed = await somebody(6).changed(card);
    expect(buttonsOf(changed).map(({ data }) => data.v)).not.toContain('memento.acknowledge');
    expect((await program.tables()).acknowledgement).toHaveLength(1);
  });

  it('asks once a week, and changes the card in its place at each tap', async () => {
    await program.travel('2026-12-03T10:00');
    await expectCardEverywhere(/./);
    const person = somebody(7);
    const asked = await person.last();
    await person.tap(asked, { v: 'checkin.answer', time: 'h1to2' });
    const answered = await person.changed(asked);
    expect(inputsOf(answered).map(({ element }) => element.action_id)).toEqual([
      'useCase',
      'tool',
      'blocker',
    ]);
    await person.tap(answered, { v: 'checkin.details' }, { useCase: 'courriels', blocker: 'time' });
    const detailed = await person.changed(answered);
    await person.tap(detailed, { v: 'cafe.rsvp', response: 'yes' });
    const coming = await person.changed(detailed);
    expect(words(coming)).not.toBe(words(detailed));
    expect(coming.metadata).toEqual(asked.metadata);
    for (const message of [answered, detailed, coming]) expect(blockKitProblems(message.blocks)).toEqual([]);
    expect((await person.messages()).map(({ ts }) => ts)).toContain(asked.ts);
    const { rsvp = [], sealed_answer = [] } = program.tables();
    expect([rsvp.length, sealed_answer.length]).toEqual([1, 1]);
  });

  it('does nothing twice: replayed, repeated after a restart, or badly signed', async () => {
    const person = somebody(8);
    const card = await person.last();
    const body = person.tapBody(card, { v: 'checkin.answer', time: 'lt30' });
    const url = () => `${program.url()}/slack/events`;
    const untouched = program.tables();
    const now = Math.floor(Date.now() / 1000);
    for (const bad of [
      signatureOf(body, now, 'another secret'),
      signatureOf(body, now - 301),
      signatureOf(body, now + 301),
      signatureOf(`${body}&x=1`, now),
    ]) {
      expect((await postSigned(url(), body, bad)).status).toBe(401);
    }
    expect(program.tables()).toEqual(untouched);

    const headers = signatureOf(body, now);
    expect((await postSigned(url(), body, headers)).status).toBe(200);
    const changed = await person.changed(card);
    const stored = program.tables();
    expect((await postSigned(url(), body, headers)).status).toBe(200);
    expect((await postSigned(url(), body, signatureOf(body, now + 1))).status).toBe(200);
    await program.restart();
    expect((await postSigned(url(), body, headers)).status).toBe(200);
    expect(program.tables()).toEqual(stored);
    expect((await person.last()).edited).toEqual(changed.edited);
  });

  it('does not let a card be answered by somebody else', async () => {
    const card = await somebody(9).last();
    const before = program.tables().sealed_answer;
    await postSigned(
      `${program.url()}/slack/events`,
      somebody(10).tapBody(card, { v: 'checkin.answer', time: 'h4plus' }),
    );
    const told = await until(async () => {
      const last = await somebody(9).last();
      return last.ts !== card.ts && last;
    });
    expect(told.text).toMatch(/adressée à quelqu'un d'autre/);
    expect(program.tables().sealed_answer).toEqual(before);
    const now = (await somebody(9).messages()).find(({ ts }) => ts === card.ts);
    expect(now?.edited).toBeUndefined();
  });

  it('answers slash commands in their acknowledgement, according to roles', async () => {
    for (const line of [
      '/aide',
      '/cafe',
      '/memento',
      '/pause',
      '/bilan',
      '/sondage',
      '/sondage statut',
      '/reprendre',
    ]) {
      const { status, answer } = await somebody(0).command(line);
      expect([line, status, answer.response_type]).toEqual([line, 200, 'ephemeral']);
      expect(answer.text).toBeTruthy();
      expect(blockKitProblems(answer.blocks)).toEqual([]);
    }
    for (const line of ['/sondage', '/bilan']) {
      const { answer } = await somebody(11).command(line);
      expect(answer.text).toMatch(/n'est pas ouverte à votre rôle/);
    }
    const { answer } = await somebody(11).command('/inconnu');
    expect(answer.text).toMatch(/aide/);
  });

  it('pauses somebody by the buttons of an answer that only they see', async () => {
    const { answer } = await somebody(11).command('/pause');
    const { value } =
      buttonsOf({ blocks: answer.blocks }).find(({ title }) => title === 'Deux semaines') ?? {};
    const shown = await startResponseUrl();
    const tap = press({
      user: somebody(11).user,
      channel: 'D000000000',
      ts: '1.1',
      value: value ?? '',
      ephemeral: true,
      responseUrl: shown.url,
    });
    expect((await postSigned(`${program.url()}/slack/events`, interactivity(tap))).status).toBe(200);
    expect(await shown.body).toMatchObject({
      replace_original: true,
      text: expect.stringMatching(/pause/i),
    });
    await shown.close();
    await program.travel('2026-12-10T09:45');
    expect((await program.deliveries('weekly/pilote/2')).reasons).toEqual({ not_installed: 1, paused: 1 });
  });

  it('posts the review to the channel of the programme, with a described picture', async () => {
    const { status, body } = await program.travel('2026-12-16T09:30');
    expect(status).toBe(200);
    expect(body.planned).toBe(body.sent + body.failed + body.skipped);
    const [digest, ...others] = await slack.history(slack.channel('direction'));
    expect(others).toEqual([]);
    expect(digest?.text).toMatch(/J\+15/);
    expect(blockKitProblems(digest?.blocks)).toEqual([]);
    const pictures = (digest?.blocks ?? [])
      .filter(({ type }) => type === 'image')
      .map((block) => Picture.parse(block));
    expect(pictures.length).toBeGreaterThan(0);
    for (const { slack_file, alt_text } of pictures) {
      expect(alt_text.length).toBeGreaterThan(20);
      const png = await slack.file(slack_file.id);
      expect(png.subarray(1, 4).toString()).toBe('PNG');
    }
    const preview = (await somebody(0).messages()).find(({ text }) => /J\+15/.test(text));
    expect(blockKitProblems(preview?.blocks)).toEqual([]);
    expect(preview?.blocks?.some(({ type }) => type === 'image')).toBe(true);
    expect(Marked.parse(digest?.metadata).event_payload.id).not.toBe(
      Marked.parse(preview?.metadata).event_payload.id,
    );
  });

  it('moves the reviews to the channel where the lead says so', async () => {
    const { answer } = await somebody(0).command('/bilan ici', slack.channel('municipalite'));
    expect(answer.response_type).toBe('ephemeral');
    expect(program.tables().leadership_channel).toHaveLength(1);
    const { body } = await program.travel('2026-12-31T09:30');
    expect(body.planned).toBe(body.sent + body.failed + body.skipped);
    expect(await slack.history(slack.channel('direction'))).toHaveLength(1);
    const [digest] = await slack.history(slack.channel('municipalite'));
    expect(digest?.text).toMatch(/J\+30/);
  });

  it('writes no name, address or answer to the log', () => {
    const log = JSON.stringify(program.lines);
    expect(log).not.toMatch(/Personne|commune\.example|h1to2|courriels/i);
  });
});

const Picture = z.object({ alt_text: z.string(), slack_file: z.object({ id: z.string() }) });

/** The words of a message, without what is new at each drawing. */
function shape({ text, blocks }: { text: string; blocks?: unknown }): string {
  return JSON.stringify([text, blocks], (key, value) =>
    ['block_id', 'value', 'action_id'].includes(key) ? '' : value,
  );
}

/** A response address of Slack's: one answer, and it is told. */
async function startResponseUrl() {
  const { promise: body, resolve } = Promise.withResolvers<unknown>();
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    response.end('ok');
    resolve(JSON.parse(text));
  });
  return { url: await listen(server), body, close: () => close(server) };
}
