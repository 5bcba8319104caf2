import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeSlack } from '../platforms/slack.ts';
import { happening, interactivity, postSigned, press, slash } from '../platforms/slack-signed.ts';
import { startSocketServer } from '../platforms/slack-socket.ts';
import { type Attached, attach } from '../support/attached.ts';
import { slackSettings, socketSettings } from '../support/beside.ts';
import { FLAT, howLong, megabytesInUse, mutated, PATIENCE, scrambled } from './fuzz.ts';

let slack: Awaited<ReturnType<typeof startFakeSlack>>;
let socket: Awaited<ReturnType<typeof startSocketServer>>;
let byHttp: Attached;
let bySocket: Attached;

beforeAll(async () => {
  socket = await startSocketServer();
  slack = await startFakeSlack(({ method }) =>
    method === 'apps.connections.open' ? { json: { ok: true, url: socket.url } } : undefined,
  );
  const people = [{ id: 'p1', slackId: 'U1', roles: 'agent|pilote', channel: 'slack' }];
  byHttp = await attach(people, { SANDBOX: 'on', ...slackSettings(slack) });
  bySocket = await attach(people, { SANDBOX: 'on', ...socketSettings(slack) });
  await socket.connected();
});
afterAll(async () => {
  await byHttp.close();
  await bySocket.close();
  await socket.close();
  await slack.close();
});

const tap = (value: object, values: Record<string, Record<string, unknown>> = {}) =>
  press({ channel: 'D1', ts: '1.1', value: JSON.stringify(value), values });
const TAPS = [
  tap({ v: 'checkin.answer', time: 'zero' }),
  tap({ v: 'cafe.rsvp', session: 'regles', response: 'yes' }),
  tap({ v: 'memento.question', rule: 'x' }, { w: { words: { type: 'plain_text_input', value: 'x' } } }),
  tap({ v: 'cafe.propose' }, { d: { date: { type: 'datepicker', selected_date: '2026-12-17' } } }),
  tap({ v: 'editor.show' }, { c: { many: { selected_options: [{ value: 'a' }, { value: 'b' }] } } }),
  tap({ v: 'pause.until', days: 7 }),
];
const FILLED = {
  type: 'view_submission',
  team: { id: 'T000000001' },
  user: { id: 'U1', team_id: 'T000000001' },
  trigger_id: '1.2.3',
  view: {
    id: 'V1',
    hash: 'h',
    private_metadata: JSON.stringify({
      data: { v: 'cafe.propose' },
      origin: { channel: 'D1', ts: '1.1', ephemeral: false, responseUrl: null },
    }),
    state: { values: { t: { title: { type: 'plain_text_input', value: 'x' } } } },
  },
};
const COMMAND = Object.fromEntries(new URLSearchParams(slash('/sondage', 'statut')));
const EVENT = JSON.parse(
  happening({ type: 'message', user: 'U1', channel: 'D1', channel_type: 'im', text: 'aide' }),
);
const MENTION = JSON.parse(
  happening({ type: 'app_mention', user: 'U1', channel: 'C1', text: '<@UBOT> bilan' }),
);

const form = (value: unknown) =>
  new URLSearchParams(
    Object.entries(typeof value === 'object' ? (value ?? {}) : {}).map(([key, inner]) => [
      key,
      typeof inner === 'string' ? inner.toWellFormed() : String(JSON.stringify(inner)),
    ]),
  ).toString();

/** Numbered, so that none is taken for one that came before. */
let count = 0;
const numbered = (body: string) =>
  body
    .replace('1700000000.000001', `1700000000.${++count}`)
    .replace('"Ev1"', `"Ev${count}"`)
    .replace('1.2.3', `1.2.${count}`);

describe('whatever Slack sends is an answer or a refusal, never a fault', () => {
  it(
    'over HTTP',
    async () => {
      const bodies = fc.oneof(
        mutated([...TAPS, FILLED]).map(interactivity),
        mutated([COMMAND]).map(form),
        mutated([EVENT, MENTION]).map((body) => JSON.stringify(body) ?? ''),
        scrambled([interactivity(TAPS[0]), interactivity(FILLED), form(COMMAND), JSON.stringify(EVENT)]),
      );
      const length = howLong(160);
      let done = 0;
      let middle = 0;
      await fc.assert(
        fc.asyncProperty(bodies, async (body) => {
          const said = numbered(body).toWellFormed();
          const response = await postSigned(`${byHttp.url()}/slack/events`, said);
          await response.arrayBuffer();
          expect([200, 400, 403, 413]).toContain(response.status);
          expect(byHttp.lines.filter(({ level }) => level === 'error')).toEqual([]);
          byHttp.lines.length = 0;
          slack.calls.length = 0;
          if (++done === Math.floor(length.numRuns / 2)) middle = megabytesInUse();
        }),
        length,
      );
      expect(megabytesInUse() - middle).toBeLessThan(FLAT);
      const last = await postSigned(`${byHttp.url()}/slack/events`, numbered(slash('/aide', '')));
      expect(await last.json()).toMatchObject({ response_type: 'ephemeral' });
    },
    PATIENCE,
  );

  it(
    'through a socket',
    async () => {
      const envelope = (type: string, payload: unknown) => ({
        type,
        envelope_id: 'e',
        accepts_response_payload: true,
        payload,
      });
      const envelopes = [
        ...TAPS.map((payload) => envelope('interactive', payload)),
        envelope('interactive', FILLED),
        envelope('slash_commands', COMMAND),
        envelope('events_api', EVENT),
        { type: 'hello', num_connections: 1, debug_info: {} },
      ];
      const said = fc.oneof(
        { weight: 4, arbitrary: mutated(envelopes).map((value) => JSON.stringify(value) ?? '') },
        { weight: 1, arbitrary: scrambled(envelopes.map((value) => JSON.stringify(value))) },
      );
      const length = howLong(160);
      await fc.assert(
        fc.asyncProperty(said, async (text) => {
          socket.raw(numbered(text));
          // What comes after is served: nothing hangs, nothing fell.
          const id = `after${++count}`;
          const command = { ...COMMAND, command: '/aide', text: '', trigger_id: id };
          await socket.deliver('slash_commands', id, command);
          expect(bySocket.lines.filter(({ level }) => level === 'error')).toEqual([]);
          bySocket.lines.length = 0;
          slack.calls.length = 0;
          socket.acknowledgements.length = 0;
        }),
        length,
      );
    },
    PATIENCE,
  );
});
