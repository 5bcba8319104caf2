import { parseArgs } from 'node:util';
import { measured } from './measured.ts';
import { goalText, isMet, type Measured, ratioText, writeResults } from './results.ts';
import type { Size } from './rows/row.ts';
import { ROWS } from './rows.ts';

/**
 * `npm run bench`: every row, then bench/RESULTS.md and bench/results.svg. `-- --only slack-answers` (as often as
 * wanted) measures some rows, `--quick` takes a look at smaller sizes, `--tiny` only sees that it works; with any of
 * these nothing is written.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean' },
    tiny: { type: 'boolean' },
  },
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));
const size: Size = values.tiny ? 'tiny' : values.quick ? 'quick' : 'full';
const wanted = ROWS.filter(({ id }) => values.only === undefined || values.only.includes(id));
if (wanted.length === 0) throw new Error(`--only takes ${ROWS.map(({ id }) => id).join(', ')}`);
const all: Measured[] = [];
const start = performance.now();
for (const [index, row] of wanted.entries()) {
  console.log(`[${index + 1}/${wanted.length}] ${row.id}: ${row.what}, against ${row.against}`);
  const begun = performance.now();
  const each = { row, figure: await measured(row, size) };
  all.push(each);
  const seconds = Math.round((performance.now() - begun) / 1000);
  const verdict = isMet(each) ? 'met' : 'missed';
  console.log(`  ${ratioText(each.figure)} (goal ${goalText(row)}): ${verdict}, in ${seconds} s`);
  for (const line of [...each.figure.details, ...(each.figure.missed ?? [])]) console.log(`  - ${line}`);
}
if (size === 'full' && wanted.length === ROWS.length) {
  await writeResults(all, (performance.now() - start) / 60_000);
}
