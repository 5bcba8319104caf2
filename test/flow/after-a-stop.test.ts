import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import type { AgendaItem } from '../../src/engine/schedule.ts';
import { wakeAt } from '../support/clock.ts';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';

const reference = readFileSync(join(import.meta.dirname, '../../docs/reference.md'), 'utf8');
const [, section = ''] = reference.split('\n## After a stop\n');
const [table = ''] = section.split('\n## ');
const ROWS = [...table.matchAll(/^\| (`[^|]+`) \| ([^|]+) \|/gm)].flatMap(([, names = '', policy = '']) =>
  [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({ name, policy })),
);

/** `cafe/remind`, `digest/post`, else the first word of a key. */
function nameOf(key: string): string {
  const [kind = '', second = ''] = key.split('/');
  if (kind === 'cafe') return `${kind}/${second}`;
  return kind === 'digest' ? `${kind}/${key.split('/').at(-1)}` : kind;
}

const people = [
  ...staff('Finances', 14),
  { id: 'pil', department: 'Finances', roles: 'pilote' },
  { id: 'dgs', department: 'Finances', roles: 'direction' },
];

it('the table of what is done late says what the code does', async () => {
  const program = await startProgram({
    people,
    edits: [['programme.yml', '  plafond_hebdo: 2', '  note_hebdo: oui\n  plafond_hebdo: 2']],
  });
  const seen = new Map<string, AgendaItem[]>();
  const look = async () => {
    for (const item of await program.engine().agenda()) {
      if (item.outcome !== null) continue;
      const name = nameOf(item.key);
      seen.set(name, [...(seen.get(name) ?? []), item]);
    }
  };
  await look();
  await program.travel('2026-11-17T10:00');
  await look();
  await program.become('p14', 'notInstalled');
  await program.travel('2026-12-04T10:00');
  await program.become('p14', 'active');
  await look();
  await program.act('pil', 'survey.launch', { survey: 'climat', department: '*' });
  await program.travel('2026-12-12T10:00');
  await look();
  await wakeAt(program, '2027-03-02T12:00');
  await program.act('dgs', 'digest.decide', { decision: 'extend', wave: 'pilote', milestone: 'J90' });
  await look();

  const policies = new Map(ROWS.map(({ name, policy }) => [name, policy]));
  expect([...seen.keys()].filter((name) => !policies.has(name))).toEqual([]);
  // Those that only an edit, a departure or a publication brings about.
  const brought = ['answers', 'cafe/change', 'cafe/check', 'cafe/seats', 'memento', 'results', 'rules'];
  expect(brought).toEqual(expect.arrayContaining([...policies.keys()].filter((name) => !seen.has(name))));
  const zone = 'Europe/Paris';
  for (const [name, items] of seen) {
    const policy = policies.get(name) ?? '';
    const isBounded = /\buntil\b|\bfor\b/.test(policy);
    for (const { key, at, until } of items) {
      expect(until !== null, key).toBe(isBounded);
      const days = /(?:for |, )(\d+) days/.exec(policy)?.[1];
      if (!until || days === undefined) continue;
      const date = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(zone).toPlainDate();
      expect(date(at).until(date(until)).days, key).toBe(Number(days));
    }
  }
  expect(seen.size).toBeGreaterThan(12);
});

it('every kind of thing that the calendar of the sandbox shows is in the table', () => {
  const texts = Object.keys(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../src/locales/fr/sandbox.json'), 'utf8')),
  );
  const kinds = texts.flatMap((key) => /^sandbox\.calendar\.(\w+)$/.exec(key)?.[1] ?? []);
  const shown = kinds
    .filter((kind) => !kind.startsWith('session') && kind !== 'holiday')
    .map((kind) => kind.replace(/^(cafe|digest)_/, '$1/'));
  expect(shown.length).toBeGreaterThan(15);
  expect(shown.filter((kind) => !ROWS.some(({ name }) => name === kind))).toEqual([]);
});
