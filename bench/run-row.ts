import type { Size } from './rows/row.ts';
import { ROWS } from './rows.ts';

/** Measures one row, in the process that `measured.ts` starts for it, and tells the figure. */
const [, , id, size = 'tiny'] = process.argv;
const row = ROWS.find((one) => one.id === id);
if (!row) throw new Error(`no row ${id}`);
const figure = await row.measure(sizeOf(size));
process.send?.(figure, () => process.exit());

function sizeOf(text: string): Size {
  return text === 'full' || text === 'quick' ? text : 'tiny';
}
