import { expect, it } from 'vitest';
import { createCounters } from '../../src/engine/counters.ts';
import { createLatency } from '../../src/web/latency.ts';
import { metricsText } from '../../src/web/metrics.ts';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';

const LINE = /^[a-z_]+(\{[a-z]+="[\w.+]+"(,[a-z]+="[\w.+]+")*\})? -?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** Each sample of the exposition format, which this also checks. */
function samples(text: string): Map<string, number> {
  expect(text.endsWith('\n')).toBe(true);
  const found = new Map<string, number>();
  const declared = new Set<string>();
  for (const line of text.trimEnd().split('\n')) {
    if (line.startsWith('# TYPE ')) declared.add(line.split(' ')[2] ?? '');
    if (line.startsWith('#')) continue;
    expect(line).toMatch(LINE);
    const [name = '', value] = line.split(' ');
    expect(declared).toContain(name.replace(/\{.*/, '').replace(/(?<=_seconds)_(bucket|sum|count)$/, ''));
    found.set(name, Number(value));
  }
  return found;
}

const scrape = async (url: string) => samples(await (await fetch(`${url}/metrics`)).text());

it('tells how sending goes', () => {
  const counters = createCounters();
  counters.sent('slack', 'delivered');
  counters.sent('slack', 'delivered');
  counters.sent('teams', 'blocked');
  counters.limited('slack');
  counters.halt('teams', true);
  const found = samples(
    metricsText({
      stored: null,
      stores: false,
      counters,
      latency: createLatency(),
      loop: { percentile: () => 2e6, max: 3e6 },
      size: { main: 1, wal: 0 },
      ticked: 1_700_000_000_000,
    }),
  );
  expect(found.get('percolateur_database_up')).toBe(0);
  expect(found.get('percolateur_database_stores')).toBe(0);
  expect(found.get('percolateur_sends_total{channel="slack",outcome="delivered"}')).toBe(2);
  expect(found.get('percolateur_sends_total{channel="teams",outcome="blocked"}')).toBe(1);
  expect(found.get('percolateur_rate_limited_total{channel="slack"}')).toBe(1);
  expect(found.get('percolateur_credentials_refused{channel="teams"}')).toBe(1);
  expect(found.get('percolateur_schedule_last_tick_timestamp_seconds')).toBe(1_700_000_000);
  expect(found.get('percolateur_event_loop_lag_seconds{quantile="1"}')).toBe(0.003);
  expect(found.get('percolateur_database_bytes{file="main"}')).toBe(2 ** 20);
});

it('durations come by twenties, by platform, so that no single answer can be seen to arrive', () => {
  const latency = createLatency();
  for (let count = 0; count < 19; count++) latency.answered('slack', 4);
  latency.answered('teams', 4);
  expect(latency.read()).toEqual([]);
  latency.answered('slack', 3000);
  const [slack, ...others] = latency.read();
  expect(others).toEqual([]);
  expect(slack?.buckets.at(0)).toEqual(['0.005', 19]);
  expect(slack?.buckets.find(([bound]) => bound === '2.5')?.[1]).toBe(19);
  expect(slack?.buckets.at(-1)).toEqual(['+Inf', 20]);
});

it('counts no reminder: how many there are tells how many are silent', async () => {
  const program = await startProgram({ people: staff('Finances', 12) });
  await program.travel('2026-12-03T10:00');
  const tables = program.tables();
  expect(tables.tally?.join()).toContain('/reminder/');
  const found = await scrape(program.url());
  expect(found.get('percolateur_sends_total{channel="sandbox",outcome="delivered"}')).toBe(
    found.get('percolateur_messages{status="sent"}'),
  );
});

it('the same before and after somebody answers', async () => {
  const program = await startProgram({ people: staff('Finances', 12) });
  await program.travel('2026-12-03T10:00');
  /** What may move by itself: the machine, not the people. */
  const ours = async () =>
    [...(await scrape(program.url()))].filter(([name]) => !/^process_|^nodejs_|event_loop/.test(name));
  const before = await ours();
  expect(before.map(([name]) => name)).toContain('percolateur_messages{status="sent"}');
  for (const id of ['p01', 'p02', 'p03', 'p04', 'p05', 'p06'])
    await program.tap(id, 'checkin.answer', { time: 'lt30' });
  expect(await ours()).toEqual(before);
});

it('readiness tells what it looked at', async () => {
  const program = await startProgram({ people: staff('Finances', 12) });
  const response = await fetch(`${program.url()}/readyz`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    status: 'ready',
    database: true,
    storage: true,
    schedule: true,
    credentials: true,
  });
});
