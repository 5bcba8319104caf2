import { strToU8, type Zippable, zipSync } from 'fflate';
import type { Collected } from './collect.ts';
import { formatCsv } from './csv.ts';
import { exportData, exportSchema, SCHEMA_FILE } from './export-schema.ts';
import { dictionary, filesOf, tableOf } from './tables.ts';

/** The archive of the open data, wherever it is offered. */
export const EXPORT_NAME = 'percolateur.zip';
/** An archive of the same data has the same bytes: its files bear no other date. Zip knows none before. */
const NO_DATE = new Date(1980, 0, 1);

/** Everything publishable in open formats, by file name. */
export function exportFiles({ published, reviews }: Collected): Map<string, string> {
  const names = filesOf(published);
  const files = new Map([
    ['dictionnaire.csv', formatCsv(dictionary(names))],
    ['percolateur.json', pretty(exportData(published))],
    [SCHEMA_FILE, pretty(exportSchema())],
  ]);
  for (const name of names) files.set(name, formatCsv(tableOf(name, published)));
  for (const { wave, milestone, long } of reviews) files.set(`bilans/${wave}-${milestone}.md`, long);
  return files;
}

export function exportZip(collected: Collected): Uint8Array {
  const entries: Zippable = {};
  for (const [name, content] of exportFiles(collected)) entries[name] = strToU8(content);
  return zipSync(entries, { level: 6, mtime: NO_DATE });
}

function pretty(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
