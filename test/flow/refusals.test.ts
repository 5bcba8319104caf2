import { request } from 'node:http';
import { expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';

const people = [...staff('Finances', 10), { id: 'pil', department: 'Finances', roles: 'pilote' }];

it('wrong verbs, data, messages and people are refused with a code and a sentence, and change nothing', async () => {
  const program = await startProgram({ people });
  await program.travel('2026-12-03T09:30');
  const message = (await program.offering('p01', 'checkin.answer')).id;
  const other = (await program.offering('p02', 'checkin.answer')).id;
  const answers = 'people/p01/answers';
  const before = program.tables();
  for (const [status, code, method, path, body] of [
    [400, 'unknown_action', 'POST', answers, { message, verb: 'rien', data: {} }],
    [403, 'role', 'POST', answers, { message, verb: 'digest.decide', data: { decision: 'pivot' } }],
    [400, 'bad_input', 'POST', answers, { message, verb: 'checkin.answer', data: { time: 'beaucoup' } }],
    [400, 'bad_input', 'POST', answers, { message, verb: 'checkin.answer' }],
    [
      400,
      'bad_input',
      'POST',
      answers,
      { message, verb: 'cafe.rsvp', data: { session: 'regles', response: 3 } },
    ],
    [
      400,
      'unknown_action',
      'POST',
      answers,
      { message, verb: 'cafe.rsvp', data: { session: 'x', response: 'yes' } },
    ],
    [400, 'bad_input', 'POST', answers, { verb: 'checkin.answer', data: { time: 'lost' } }],
    [400, 'bad_input', 'POST', answers, []],
    [403, 'not_yours', 'POST', answers, { message: other, verb: 'checkin.answer', data: { time: 'lost' } }],
    [
      404,
      'unknown_message',
      'POST',
      answers,
      { message: 'x', verb: 'checkin.answer', data: { time: 'lost' } },
    ],
    [
      404,
      'unknown_person',
      'POST',
      'people/x/answers',
      { message, verb: 'checkin.answer', data: { time: 'lost' } },
    ],
    [404, 'unknown_person', 'GET', 'people/x/messages', undefined],
    [404, 'unknown_person', 'POST', 'people/x/messages', { text: 'aide' }],
    [404, 'unknown_person', 'PATCH', 'people/x', { state: 'left' }],
    [404, 'unknown_channel', 'GET', 'channels/x/messages', undefined],
    [400, 'bad_input', 'POST', 'people/p01/messages', { text: '' }],
    [400, 'bad_input', 'PATCH', 'people/p01', { state: 'parti' }],
    [400, 'clock_past', 'POST', 'clock', { to: '2026-12-03T09:29' }],
    [400, 'clock_past', 'POST', 'clock', { advance: '-P1D' }],
    [400, 'bad_input', 'POST', 'clock', { to: 'demain' }],
    [400, 'bad_input', 'POST', 'clock', { advance: 'P1X' }],
    [400, 'bad_input', 'POST', 'clock', {}],
    [400, 'bad_input', 'POST', 'clock', { to: '2027-01-01T09:00', advance: 'P1D' }],
  ] as const) {
    const answer = await program.call(method, path, body);
    expect(answer, `${method} ${path} ${JSON.stringify(body)}`).toMatchObject({ status, body: { code } });
    expect(answer.body.message).toMatch(/[.]$/);
  }
  // What was made up, asked of another role or sent on leaves a line each, and nothing else is stored.
  const { audit, ...after } = program.tables();
  const { audit: none, ...kept } = before;
  expect([none, after]).toEqual([[], kept]);
  expect(audit?.map((row) => JSON.parse(row))).toEqual([
    expect.objectContaining({ actor: 'p01', act: 'refused', object: 'unknown_action' }),
    expect.objectContaining({ actor: 'p01', act: 'refused', object: 'role digest.decide' }),
    expect.objectContaining({ actor: 'p01', act: 'refused', object: 'not_yours checkin.answer' }),
  ]);
});

it('an answer after the clock has passed its week is refused politely', async () => {
  const program = await startProgram({ people });
  await program.travel('2026-12-03T09:30');
  const message = (await program.offering('p01', 'checkin.answer')).id;
  await program.travel('2026-12-08T00:00');
  const before = program.tables();
  const answer = { message, verb: 'checkin.answer', data: { time: 'lost' } };
  const late = await program.call('POST', 'people/p01/answers', answer);
  expect(late).toMatchObject({ status: 409, body: { code: 'round_closed' } });
  expect(late.body.message).toContain('Merci quand même');
  expect(program.tables()).toEqual(before);
});

it('somebody who left or was not invited is not counted', async () => {
  const program = await startProgram({ people });
  await program.become('p02', 'notInstalled');
  await program.travel('2026-12-03T09:30');
  const message = (await program.offering('p01', 'checkin.answer')).id;
  await program.become('p01', 'left');
  const answer = { message, verb: 'checkin.answer', data: { time: 'lost' } };
  expect(await program.call('POST', 'people/p01/answers', answer)).toMatchObject({
    status: 403,
    body: { code: 'left' },
  });
  await program.become('p02', 'active');
  expect((await program.say('p02', '1 h')).text).toContain("Je n'ai pas compris");
  expect(program.tables().sealed_answer).toEqual([]);
});

it('unreadable, oversized and foreign requests are refused', async () => {
  const program = await startProgram({ people });
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${program.url()}/sandbox/clock`, { method: 'POST', body, headers });
  expect((await post('{')).status).toBe(400);
  expect((await post(`{"to":"${'x'.repeat(300_000)}"}`)).status).toBe(413);
  expect((await post('{"advance":"P1D"}', { Origin: 'https://ailleurs.example' })).status).toBe(403);
  expect((await post('{"advance":"P1D"}', { Origin: 'null' })).status).toBe(403);
  expect((await post('{"advance":"PT0S"}', { Origin: program.url() })).status).toBe(200);
});

it('a name that was made to point at this machine opens nothing', async () => {
  const program = await startProgram({ people });
  const { port } = new URL(program.url());
  // What a browser sends to a page whose name was rebound to 127.0.0.1: its origin and its host agree.
  const rebound = { Host: `piege.example:${port}`, Origin: `http://piege.example:${port}` };
  for (const [method, path] of [
    ['GET', '/sandbox/people'],
    ['POST', '/sandbox/reset'],
  ] as const) {
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${program.url()}${path}`, { method, headers: rebound }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });
    expect(status).toBe(403);
  }
});
