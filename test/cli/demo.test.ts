import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo } from '../../src/cli/demo/demo.ts';
import { readOptions, type Typed } from '../../src/cli/demo/options.ts';
import type { Summary } from '../../src/cli/demo/summary.ts';
import { formatPeople, parsePeople } from '../../src/programme/people-csv.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'percolateur-demo-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

function play(out: string, typed: Partial<Typed>) {
  return demo(readOptions({ days: '95', seed: '7', ...typed, out: join(folder, out) }));
}

function expectAllTold({ totals, deliveries }: Summary) {
  const sum = { planned: 0, sent: 0, failed: 0, skipped: 0 };
  for (const { planned, sent, failed, skipped, reasons } of Object.values(deliveries)) {
    expect(planned).toBe(sent + failed + skipped);
    expect(failed + skipped).toBe(Object.values(reasons).reduce((total, count) => total + count, 0));
    sum.planned += planned;
    sum.sent += sent;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  expect(totals).toEqual(sum);
  expect(totals.sent).toBeGreaterThan(0);
}

const CONFIDENTIAL = [
  'participation',
  'adoption',
  'time',
  'satisfaction',
  'baseline',
  'mood',
  'blockers',
  'irritants',
] as const;

describe('a demo', () => {
  it('of 8 people shows nothing confidential', async () => {
    const { digests, summary } = await play('eight', { agents: '8', launch: '2026-12-01' });
    expect(digests.map(({ name }) => name)).toEqual(['J15', 'J30', 'J90']);
    for (const { data } of digests) {
      for (const name of CONFIDENTIAL) expect(data.sections[name]).toHaveProperty('hidden', true);
    }
    expectAllTold(summary);
  });

  it('gives the same bytes for the same seed, and others for another', async () => {
    const asked = { agents: '12', launch: '2026-12-01', days: '31' };
    await play('first', asked);
    await play('again', asked);
    await play('other', { ...asked, seed: '8', days: '2' });
    const read = (out: string, name: string) => readFile(join(folder, out, name));
    const names = await readdir(join(folder, 'first'));
    expect(names.filter((name) => !name.endsWith('.png')).sort()).toEqual(
      ['J15', 'J30']
        .flatMap((name) => [`${name}.json`, `${name}.md`])
        .concat('agents.csv', 'summary.json')
        .sort(),
    );
    for (const name of names) {
      expect((await read('first', name)).equals(await read('again', name)), name).toBe(true);
    }
    expect((await read('first', 'agents.csv')).equals(await read('other', 'agents.csv'))).toBe(false);
  });

  it('plays another launch in Switzerland, with digests on the working days of the canton of Vaud', async () => {
    const { digests, summary } = await play('vaud', { agents: '60', launch: '2026-08-20', region: 'CH-VD' });
    expect(summary).toMatchObject({ agents: 60, launch: '2026-08-20', region: 'CH-VD', days: 95 });
    // J+15 is a Friday. J+30 is Saturday 19 September, and the Monday after is the Lundi du Jeûne.
    expect(digests.map(({ data }) => data.postedAt)).toEqual([
      '2026-09-04T09:00',
      '2026-09-22T09:00',
      '2026-11-18T09:00',
    ]);
    expectAllTold(summary);
    const [, , last] = digests;
    expect(last?.data.sections.adoption).toHaveProperty('users');
    const png = await readFile(join(folder, 'vaud', 'J90.png'));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(summary.answers.accepted).toBeGreaterThan(300);
    const csv = await readFile(join(folder, 'vaud', 'agents.csv'), 'utf8');
    const { people, problems } = parsePeople(csv, 'agents.csv');
    expect({ count: people.length, problems }).toEqual({ count: 60, problems: [] });
    expect(formatPeople(people)).toBe(csv);
  });

  it('takes the people of a programme folder, and stops where it is told', async () => {
    const { digests, summary } = await play('folder', { programme: 'programme/exemple', days: '17' });
    expect(summary.agents).toBe(60);
    expect(digests.map(({ name }) => name)).toEqual(['J15']);
    expectAllTold(summary);
  });
});
