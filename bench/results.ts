import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { picture } from './picture.ts';
import { NOTES, REASONS } from './reasons.ts';
import type { Figure, Row } from './rows/row.ts';

export type Measured = { row: Row; figure: Figure };

/** Whether the ratio, and what else the goal asks, was reached. */
export function isMet({ row: { goal }, figure: { ratio, missed = [] } }: Measured): boolean {
  const inBounds = 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost;
  return inBounds && missed.length === 0;
}

export function goalText({ goal }: Row): string {
  return 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
}

export function ratioText({ ratio }: Figure): string {
  return Number.isNaN(ratio) ? 'not measured' : ratio.toFixed(2);
}

/** Writes `bench/RESULTS.md` and `bench/results.svg`. */
export async function writeResults(measured: readonly Measured[], minutes: number): Promise<void> {
  await writeFile(join(import.meta.dirname, 'RESULTS.md'), markdown(measured, minutes));
  await writeFile(join(import.meta.dirname, 'results.svg'), await picture(measured));
}

/** The text of RESULTS.md. */
export function markdown(measured: readonly Measured[], minutes: number): string {
  const rows = measured.map((each) => {
    const { row, figure } = each;
    return `| ${row.what} | ${row.against} | ${goalText(row)} | **${ratioText(figure)}** | ${isMet(each) ? 'met' : 'missed'} |`;
  });
  const details = measured.flatMap((each) => {
    const { row, figure } = each;
    const { missed = [] } = figure;
    const because = isMet(each) ? [] : [`Missed. ${REASONS[row.id] ?? 'The reason is not known yet.'}`];
    const notes = [...because, NOTES[row.id] ?? []].flat();
    return [
      `### ${row.id}`,
      '',
      ...[...figure.details, ...missed].map((line) => `- ${line}`),
      ...notes.flatMap((note) => ['', note]),
      '',
    ];
  });
  return [
    '# Bench',
    '',
    'Written by `npm run bench`; do not edit. The ratios are what counts: times depend on the machine and on who else uses',
    'it.',
    '',
    ...machine().map((line) => `- ${line}`),
    `- ${new Date().toISOString().slice(0, 10)}, ${Math.round(minutes)} minutes`,
    '',
    '| what | against | goal | ratio | |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    '![How far each ratio is from its goal](results.svg)',
    '',
    '## How it is measured',
    '',
    '- Every figure is a ratio measured in one run, each row in a process of its own. The servers are processes of their',
    '  own too, ours as `npm start` runs it, waiting for the disk before each acknowledgement; the load and the stand-ins of the platforms are in',
    '  another, on raw sockets, so that they take little of the processor.',
    '- Answers: both sides take turns in short blocks after a long warm-up, on the same requests, 24 under way at once.',
    '  A noisy machine slows neighbours alike: each pair of blocks gives a ratio, and the median of these counts.',
    '  Single blocks differ by a factor of two here; under a difference of 25 % nothing is shown.',
    '- Planning, digests and starts: medians of several rounds, ours and theirs in turn.',
    '- The town is the example programme with as many people as the row says. Who answers has the card of the first',
    '  week in front of them; each answer differs from the one before, so that each is written.',
    '',
    '## Behind the ratios',
    '',
    ...details,
  ].join('\n');
}

function machine(): string[] {
  const database = new Database(':memory:');
  const sqlite = database
    .prepare<[], { version: string }>('select sqlite_version() as version')
    .get()?.version;
  database.close();
  const versions = ['@slack/bolt', 'botbuilder', 'restify', 'better-sqlite3', 'kysely'].map(
    (name) => `${name} ${versionOf(name)}`,
  );
  return [
    `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}`,
    `Node ${process.versions.node}, SQLite ${sqlite}`,
    versions.join(', '),
  ];
}

function versionOf(name: string): string {
  const file = join(import.meta.dirname, '../node_modules', name, 'package.json');
  const { version }: { version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return version;
}
