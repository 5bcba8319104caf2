import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { collect } from '../../src/report/collect.ts';
import { formatCsv } from '../../src/report/csv.ts';
import { exportFiles, exportZip } from '../../src/report/export-files.ts';
import { exportData, exportSchema } from '../../src/report/export-schema.ts';
import { readMarkdown } from '../../src/report/read-markdown.ts';
import { paperMarkdown } from '../../src/report/write-markdown.ts';
import { recordDecision } from '../../src/store/decision.ts';
import { ordinaryWave } from '../instruments/digest/answers.ts';
import { createWorld } from '../instruments/digest/world.ts';
import { playReviews, takeAway, typed } from './reading.ts';

test('the data are what their published schema says, and the archive the same bytes again', async () => {
  const schema = exportSchema();
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    '../../docs/reference/percolateur.schema.json',
  );
  const world = await createWorld();
  await ordinaryWave(world);
  await playReviews(world);
  const collected = await world.turn(({ tx, calendar }) => collect(tx, calendar));
  const files = exportFiles(collected);
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  const data = JSON.parse(files.get('percolateur.json') ?? '');
  expect(validate(data), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...data, version: 2 })).toBe(false);
  // Reviews are in it as they were posted, key by key.
  expect(data.digests.map(({ data: review }: { data: unknown }) => review)).toEqual(
    collected.reviews.map(({ data: review }) => JSON.parse(JSON.stringify(review))),
  );
  const again = await world.turn(({ tx, calendar }) => collect(tx, calendar));
  expect(Buffer.from(exportZip(again)).equals(exportZip(collected))).toBe(true);
});

test('what the schema does not name is not written, wherever it came from', async () => {
  const leaking = {
    rounds: [],
    digests: [],
    decisions: [
      { wave: 'pilote', role: 'leadership', decision: 'extend', on: '2027-03-03', person: 'Ursule' },
    ],
    deliveries: null,
  } as const;
  const { rounds, digests, decisions, deliveries } = leaking;
  const data = exportData({
    rounds: [...rounds],
    digests: [...digests],
    decisions: [...decisions],
    deliveries,
  });
  expect(JSON.stringify(data)).not.toContain('Ursule');
});

test('a decision is of the day it was taken on where it was taken', async () => {
  const world = await createWorld();
  await ordinaryWave(world);
  await playReviews(world);
  await world.turn(async ({ tx, programme }) => {
    const [leader] = programme.people.filter(({ roles }) => roles.includes('leadership'));
    // Half past midnight on the 3rd in Paris, still the 2nd overseas.
    await recordDecision(tx, 'pilote', leader?.id ?? '', 'extend', '2027-03-02T23:30:00Z');
  });
  const daysIn = async (zone?: string) => {
    const { published } = await world.turn(({ tx, calendar }) => collect(tx, zone ? { zone } : calendar));
    return published.decisions.map(({ on }) => on);
  };
  expect(await daysIn()).toEqual(['2027-03-03']);
  expect(await daysIn('America/Martinique')).toEqual(['2027-03-02']);
  const taken = await takeAway(world);
  expect(taken.table('decisions.csv').map(({ le }) => le)).toEqual(['2027-03-03']);
  expect(typed(Buffer.from(taken.paper('note-pilote.md')).toString())).toContain('le 3 mars 2027');
});

test('decimals have a comma', () => {
  expect(formatCsv({ columns: ['a'], rows: [[36.2], [-4], [null]] })).toBe('\uFEFFa\r\n36,2\r\n-4\r\n\r\n');
});

test('what people typed is read from Markdown and written to it as they typed it', () => {
  const words = '**gras** | [lien](http://x) <b> # ~ \\ `code`';
  const paper = {
    title: '',
    organisation: '',
    date: '2027-03-01',
    blocks: [
      { kind: 'heading', level: 2, text: words },
      { kind: 'text', text: `a ${words}` },
      { kind: 'text', text: words, tone: 'strong' },
      { kind: 'list', items: [{ text: words }, { label: words, text: words }] },
      {
        kind: 'table',
        head: ['a', words],
        rows: [
          [words, '1'],
          ['', words],
        ],
      },
    ],
  } satisfies Parameters<typeof paperMarkdown>[0];
  expect(readMarkdown(paperMarkdown(paper))).toEqual(paper.blocks);
});
