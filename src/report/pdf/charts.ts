import { MARGIN, makeRoom, type Sheet, WIDTH } from './sheet.ts';

/** A chart that was drawn, and the words that say the same. */
export type Picture = { png: Uint8Array; alt: string };

/** Two side by side; one alone takes no more room than it needs. */
const GAP = 14;
const ALONE = 0.62;

export function drawCharts(sheet: Sheet, pictures: readonly Picture[]): void {
  const { pdf, root, scale } = sheet;
  for (let index = 0; index < pictures.length; index += 2) {
    const pair = pictures.slice(index, index + 2);
    const width = (pair.length === 1 ? ALONE * WIDTH : (WIDTH - GAP) / 2) * Math.min(1, scale + 0.08);
    const height = width * Math.max(...pair.map(({ png }) => shapeOf(png)));
    makeRoom(sheet, height + 6 * scale);
    for (const [column, { png, alt }] of pair.entries()) {
      const x = MARGIN.side + column * (width + GAP);
      const box: { alt: string; bbox: number[] } = {
        alt,
        bbox: [x, sheet.y, x + width, sheet.y + width * shapeOf(png)],
      };
      root.add(pdf.struct('Figure', box, () => void pdf.image(Buffer.from(png), x, sheet.y, { width })));
    }
    sheet.y += height + 6 * scale;
  }
}

/** Height over width. Source: PNG specification, IHDR: both are the first things in the file. */
function shapeOf(png: Uint8Array): number {
  const head = new DataView(png.buffer, png.byteOffset);
  return head.getUint32(20) / head.getUint32(16);
}
