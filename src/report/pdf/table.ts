import { textWidth, type Weight } from '../../charts/font.ts';
import { COLOUR, decorate, MARGIN, makeRoom, PAGE, type Sheet, type Structure, WIDTH } from './sheet.ts';
import { shown } from './words.ts';

const SIZE = 7.5;
const PADDING = { x: 4, y: 1.8 };
/** Choices of a question stand side by side up to so many; what takes less room is as easy to read. */
const MOST_ACROSS = 10;
/** A table of this height at most, in points, is not cut in two. */
const TOGETHER = 170;
/** What a column may have beyond its words, in points at scale 1. */
const SPARE = 24;

type Grid = { head: string[]; rows: string[][]; widths: number[]; size: number };

/** A table with its header cells; its head comes again on each page, as decoration. */
export function drawTable(sheet: Sheet, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const { pdf, root, scale } = sheet;
  const cells = { head: head.map(shown), rows: rows.map((row) => row.map(shown)) };
  const turned = turn(cells);
  const shape = leastWidth(sheet, turned) <= WIDTH ? turned : cells;
  const grid = { ...shape, widths: widthsOf(sheet, shape), size: SIZE * scale };
  const table = pdf.struct('Table');
  root.add(table);
  const heads = rowHeight(sheet, grid, grid.head, 'bold');
  const heights = grid.rows.map((row) => rowHeight(sheet, grid, row, 'regular'));
  const whole = heights.reduce((sum, height) => sum + height, heads);
  makeRoom(sheet, whole <= TOGETHER ? whole : heads + (heights[0] ?? 0));
  drawRow(sheet, grid, { row: grid.head, height: heads, kind: 'head' }, table);
  for (const [index, row] of grid.rows.entries()) {
    const height = heights[index] ?? 0;
    if (sheet.y + height > PAGE.height - MARGIN.bottom) {
      makeRoom(sheet, PAGE.height);
      drawRow(sheet, grid, { row: grid.head, height: heads, kind: 'head' }, null);
    }
    drawRow(sheet, grid, { row, height, kind: 'body' }, table);
  }
  table.end();
  sheet.y += 5 * scale;
}

/** A list of choices with one number each takes two rows instead of ten. */
function turn({ head, rows }: Pick<Grid, 'head' | 'rows'>): Pick<Grid, 'head' | 'rows'> {
  const isCount =
    head.length === 2 && rows.length > 1 && rows.every(([, count = '']) => /^\d[\d\s]*$/.test(count));
  if (!isCount || rows.length > MOST_ACROSS) return { head, rows };
  const [name = '', count = ''] = head;
  return {
    head: [name, ...rows.map(([choice = '']) => choice)],
    rows: [[count, ...rows.map(([, number = '']) => number)]],
  };
}

type Need = { least: number; most: number };

/** What a column needs not to break a word, and not to break a line. */
function needsOf({ scale }: Sheet, { head, rows }: Pick<Grid, 'head' | 'rows'>): Need[] {
  const padding = 2 * PADDING.x + 1;
  return head.map((title, column) => {
    const cells = [title, ...rows.map((row) => row[column] ?? '')];
    const widest = (parts: string[]) =>
      Math.max(...parts.map((part) => textWidth(part, SIZE * scale, 'bold'))) + padding;
    return { least: widest(cells.flatMap((cell) => cell.split(' '))), most: widest(cells) };
  });
}

function sumOf(needs: readonly Need[], name: keyof Need): number {
  return needs.reduce((total, need) => total + need[name], 0);
}

function leastWidth(sheet: Sheet, shape: Pick<Grid, 'head' | 'rows'>): number {
  return sumOf(needsOf(sheet, shape), 'least');
}

/** Each column has room for its longest word; what is left goes to those with more to say. */
function widthsOf(sheet: Sheet, shape: Pick<Grid, 'head' | 'rows'>): number[] {
  const needs = needsOf(sheet, shape);
  const [least, most] = [sumOf(needs, 'least'), sumOf(needs, 'most')];
  if (most <= WIDTH) {
    // Numbers stay near their name: a wide table of few columns is hard to follow with the eye.
    const room = Math.min(WIDTH - most, needs.length * SPARE * sheet.scale);
    return needs.map((need) => need.most + room / needs.length);
  }
  if (least >= WIDTH) return needs.map((need) => (need.least * WIDTH) / least);
  return needs.map((need) => need.least + ((WIDTH - least) * (need.most - need.least)) / (most - least));
}

function rowHeight(
  { pdf, scale }: Sheet,
  { widths, size }: Grid,
  row: readonly string[],
  font: Weight,
): number {
  pdf.fontSize(size);
  const heights = row.map((cell, column) => {
    const weight = font === 'bold' || column === 0 ? 'bold' : 'regular';
    const width = (widths[column] ?? 0) - 2 * PADDING.x;
    pdf.font(weight);
    // Most cells are one line: no need to look where it would break.
    if (textWidth(cell, size, weight) < width - 0.5) return pdf.currentLineHeight(true);
    return pdf.heightOfString(cell, { width });
  });
  return Math.max(...heights) + 2 * PADDING.y * scale;
}

type Drawn = { row: readonly string[]; height: number; kind: 'head' | 'body' };

/** `table` null: a head again, for the eye only. */
function drawRow(sheet: Sheet, grid: Grid, { row, height, kind }: Drawn, table: Structure | null): void {
  const { pdf, scale } = sheet;
  const top = sheet.y;
  const width = grid.widths.reduce((sum, one) => sum + one, 0);
  decorate(sheet, () => {
    if (kind === 'head') pdf.rect(MARGIN.side, top, width, height).fill(COLOUR.tint);
    pdf.moveTo(MARGIN.side, top + height).lineTo(MARGIN.side + width, top + height);
    pdf.lineWidth(0.5).stroke(COLOUR.rule);
  });
  const line = table && pdf.struct('TR');
  if (line) table.add(line);
  let x = MARGIN.side;
  for (const [column, cell] of row.entries()) {
    const isHead = kind === 'head' || column === 0;
    const at = x + PADDING.x;
    const draw = () => {
      pdf
        .font(isHead ? 'bold' : 'regular')
        .fontSize(grid.size)
        .fillColor(COLOUR.ink);
      const align = isNumeric(grid.rows, column) ? 'right' : 'left';
      pdf.text(cell, at, top + PADDING.y * scale, {
        width: (grid.widths[column] ?? 0) - 2 * PADDING.x,
        align,
      });
    };
    const options: { alt?: string; scope?: string } = isHead
      ? { scope: kind === 'head' ? 'Column' : 'Row' }
      : {};
    if (line) line.add(pdf.struct(isHead ? 'TH' : 'TD', options, draw));
    else decorate(sheet, draw);
    x += grid.widths[column] ?? 0;
  }
  line?.end();
  sheet.y = top + height;
}

/** « 12 », « −3 », « 1 234 », « 38 % », or nothing: figures stand under figures. */
const NUMBER = /^(\u2212?\d[\d\s,]*%?|–?)$/;

function isNumeric(rows: readonly (readonly string[])[], column: number): boolean {
  return column > 0 && rows.every((row) => NUMBER.test(row[column] ?? ''));
}
