import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { personalActivity, startTeamsConnector, type TeamsConnector } from '../platforms/teams.ts';
import { type Attached, attach } from '../support/attached.ts';
import { FLAT, howLong, megabytesInUse, mutated, PATIENCE, scrambled, texts } from './fuzz.ts';

let connector: TeamsConnector;
let program: Attached;

beforeAll(async () => {
  connector = await startTeamsConnector();
  connector.members.set('29:anne', { id: '29:anne', email: 'anne@commune.example' });
  program = await attach(
    [{ id: 'anne', email: 'anne@commune.example', roles: 'agent|pilote', channel: 'teams' }],
    {
      SANDBOX: 'on',
      TEAMS_AUTH: 'off',
      TEAMS_RATE_PER_SECOND: '1000',
    },
  );
  await post(JSON.stringify(activity({ text: 'aide' })));
  await program.travel('2026-12-03T10:00');
});
afterAll(async () => {
  await program.close();
  await connector.close();
});

const activity = (extra: Record<string, unknown>) => personalActivity({ serviceUrl: connector.url }, extra);

function post(body: string) {
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(10_000);
  return fetch(`${program.url()}/api/messages`, { method: 'POST', headers, body, signal });
}

/** Verbs of every instrument, with data that they take. */
const TAPS = [
  { v: 'checkin.answer', time: 'zero' },
  { v: 'checkin.details', useCase: 'courriels', blocker: 'time' },
  { v: 'cafe.rsvp', session: 'regles', response: 'yes' },
  { v: 'cafe.propose', title: 'x', date: '2026-12-17', time: '14:00', place: 'x', facilitator: 'x' },
  { v: 'memento.question', rule: 'x', words: 'x' },
  { v: 'pause.until', days: 7 },
  { v: 'survey.answer', round: 'survey/pilote/etat-des-lieux/1', q_usage: 'jamais' },
  { v: 'wave.act', wave: 'pilote', act: 'pause' },
  { v: 'editor.show' },
  { v: 'rights.show', page: 1 },
];
const samples = () => [
  activity({ text: 'aide' }),
  activity({
    text: '<at>Percolateur</at> bilan',
    entities: [{ type: 'mention', text: '<at>Percolateur</at>' }],
  }),
  ...TAPS.map((value) => activity({ text: undefined, value })),
  activity({
    type: 'invoke',
    name: 'adaptiveCard/action',
    text: undefined,
    value: { action: { type: 'Action.Execute', verb: 'x', data: { v: 'pause.until', days: 7 } } },
  }),
  activity({ type: 'conversationUpdate', text: undefined, membersAdded: [{ id: '28:bot' }] }),
  activity({ type: 'installationUpdate', text: undefined, action: 'add' }),
];

it(
  'whatever Teams sends is an answer or a refusal, never a fault',
  async () => {
    const bodies = fc.oneof(
      { weight: 6, arbitrary: mutated(samples()).map((body) => JSON.stringify(body) ?? '') },
      { weight: 2, arbitrary: texts.map((text) => JSON.stringify(activity({ text }))) },
      { weight: 2, arbitrary: scrambled(samples().map((body) => JSON.stringify(body))) },
    );
    const length = howLong(160);
    let done = 0;
    let middle = 0;
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const response = await post(body);
        await response.arrayBuffer();
        expect([200, 400, 403, 413, 501]).toContain(response.status);
        expect(program.lines.filter(({ level }) => level === 'error')).toEqual([]);
        program.lines.length = 0;
        connector.calls.length = 0;
        if (++done === Math.floor(length.numRuns / 2)) middle = megabytesInUse();
      }),
      length,
    );
    expect(megabytesInUse() - middle).toBeLessThan(FLAT);
    expect((await post(JSON.stringify(activity({ text: 'aide' })))).status).toBe(200);
  },
  PATIENCE,
);
