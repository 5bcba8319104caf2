import type PDFDocument from 'pdfkit';
import { FONT_FILES } from '../../charts/font.ts';
import type { Paper } from '../paper.ts';

export type Pdf = InstanceType<typeof PDFDocument>;
export type Structure = ReturnType<Pdf['struct']>;

/** A4 in points. */
export const PAGE = { width: 595.28, height: 841.89 };
export const MARGIN = { side: 48, top: 44, bottom: 52 };
export const WIDTH = PAGE.width - 2 * MARGIN.side;
/** Contrast with white: ink 15:1, quiet 6:1; tints carry no meaning. */
export const COLOUR = {
  ink: '#1b2733',
  quiet: '#55626e',
  accent: '#14384f',
  rule: '#c9d1d8',
  tint: '#eef2f5',
};

/** Where the next thing is drawn, on the last page, and how large: 1 is the size that reads best. */
export type Sheet = { pdf: Pdf; root: Structure; scale: number; y: number };

/** A tagged document in French that any machine draws the same: its fonts are in it, its dates are its figures'. */
export async function openSheet({ title, organisation, date }: Paper, scale: number): Promise<Sheet> {
  // With the first paper, not before: the service starts without.
  const { default: PDFDocument } = await import('pdfkit');
  const made = new Date(`${date.slice(0, 10)}T12:00:00Z`);
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    autoFirstPage: false,
    bufferPages: true,
    info: { Title: title, Author: organisation, CreationDate: made, ModDate: made },
  });
  pdf.registerFont('regular', FONT_FILES.regular);
  pdf.registerFont('bold', FONT_FILES.bold);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  pdf.addPage();
  return { pdf, root, scale, y: MARGIN.top };
}

/** Turns the page when so much does not fit on this one any more. */
export function makeRoom(sheet: Sheet, height: number): void {
  if (sheet.y + height <= PAGE.height - MARGIN.bottom || sheet.y <= MARGIN.top) return;
  sheet.pdf.addPage();
  sheet.y = MARGIN.top;
}

/** What has no meaning for a reader of words: rules, tints, page numbers, a head that comes again. */
export function decorate({ pdf }: Sheet, draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
  pdf.markContent('Artifact', { type });
  draw();
  pdf.endMarkedContent();
}

/** Numbers the pages, and ends; resolves with the file. */
export async function closeSheet(sheet: Sheet, { title, organisation }: Paper): Promise<Uint8Array> {
  const { pdf, root } = sheet;
  const { start, count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    pdf.switchToPage(start + index);
    const y = PAGE.height - MARGIN.bottom + 18;
    const number = `${index + 1}\u00a0/\u00a0${count}`;
    decorate(
      sheet,
      () => {
        pdf.font('regular').fontSize(7).fillColor(COLOUR.quiet);
        pdf.text(`${organisation} – ${title}`, MARGIN.side, y, {
          width: WIDTH - 50,
          height: 9,
          ellipsis: true,
        });
        pdf.text(number, MARGIN.side, y, { width: WIDTH, align: 'right', lineBreak: false });
      },
      'Pagination',
    );
  }
  root.end();
  pdf.end();
  const parts: Buffer[] = [];
  for await (const part of pdf) parts.push(Buffer.from(part));
  return new Uint8Array(Buffer.concat(parts));
}

export function pageCount({ pdf }: Sheet): number {
  return pdf.bufferedPageRange().count;
}
