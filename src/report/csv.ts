export type Cell = string | number | null;
export type Table = { columns: readonly string[]; rows: readonly (readonly Cell[])[] };

/** LibreOffice and Excel then read the file as UTF-8. */
const BOM = '\uFEFF';
/**
 * A cell that starts so is a formula to a spreadsheet, some of which pass over spaces before it. Source: OWASP, « CSV
 * injection ».
 */
const FORMULA = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/**
 * A table for French spreadsheets: `;` between cells, CRLF line ends, byte-order mark, a comma before decimals (with a
 * point, 1.5 would be read as the first of May); no text is ever a formula.
 */
export function formatCsv({ columns, rows }: Table): string {
  return `${BOM}${[columns, ...rows].map((row) => `${row.map(formatCell).join(';')}\r\n`).join('')}`;
}

function formatCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell).replace('.', ',');
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
