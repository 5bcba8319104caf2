import { Agent, request } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { startFakeSlack } from '../platforms/slack.ts';
import { interactivity, press, SIGNING_SECRET, signatureOf } from '../platforms/slack-signed.ts';
import { runProgram, temporaryFolder } from '../support/process.ts';

/** Milliseconds after which Slack is told that a tap was not taken. */
const ACKNOWLEDGED_WITHIN = 2500;

it('told to stop while people tap, it answers those it serves, sends the others away, and ends well', async () => {
  const slack = await startFakeSlack();
  const folder = await temporaryFolder();
  onTestFinished(() => slack.close());
  const running = runProgram({
    DATABASE_URL: `file:${folder}/p.db`,
    SANDBOX: 'on',
    PERCOLATEUR_SECRET: 'b3f1c2d4e5a60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90',
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    TEAMS_AUTH: 'off',
  });
  const url = await running.url();
  // As a reverse proxy does: on connections that it holds.
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  onTestFinished(() => agent.destroy());
  let count = 0;
  const tap = () =>
    new Promise<number | string>((resolve) => {
      count += 1;
      const value = JSON.stringify({ v: 'pause.ask' });
      const body = interactivity(press({ channel: 'D1', ts: '1.1', value, actionTs: String(count) }));
      const asked = performance.now();
      const sent = request(`${url}/slack/events`, { method: 'POST', agent, headers: signatureOf(body) });
      sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
      sent.on('response', (response) => {
        response.resume();
        response.on('end', () => {
          const isLate = response.statusCode === 500 && performance.now() - asked >= ACKNOWLEDGED_WITHIN;
          resolve(isLate ? 'late' : (response.statusCode ?? 0));
        });
      });
      sent.end(body);
    });
  const seen = new Map<number | string, number>();
  let refused = false;
  const somebody = async () => {
    while (!refused) {
      const outcome = await tap();
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      refused ||= outcome === 'ECONNREFUSED';
    }
  };
  const load = Array.from({ length: 8 }, somebody);
  while ((seen.get(200) ?? 0) < 50) await tap();
  const ended = await running.terminate();
  await Promise.all(load);
  expect(ended).toMatchObject({ code: 0, signal: null });
  // Those whom the system had let in when we stopped listening, and whom we never saw: one a connection at most.
  expect(seen.get('ECONNRESET') ?? 0).toBeLessThanOrEqual(8);
  // Late: not stored in the time that Slack gives, on a machine with too much to do; Slack is told so.
  const known: (number | string)[] = [200, 503, 'late', 'ECONNRESET', 'ECONNREFUSED'];
  expect([...seen.keys()].filter((outcome) => !known.includes(outcome))).toEqual([]);
  expect(seen.get(503)).toBeGreaterThan(0);
});
