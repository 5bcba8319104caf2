import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type PDFDocument from 'pdfkit';
import encodeQr from 'qr';
import { FONT_FILES } from '../../charts/font.ts';
import { printedCode } from '../../domain/code.ts';

/** What is printed on each slip. `lines` are read in order, under the title. */
export type Sheet = {
  organisation: string;
  title: string;
  lines: readonly string[];
  /** Address of the form, as people type it, and as a QR code holds it before « # » and the code. */
  address: string;
  codes: readonly string[];
};

type Pdf = InstanceType<typeof PDFDocument>;

/** A4 in points, and slips to cut: two columns of four. */
const PAGE = { width: 595.28, height: 841.89 };
const MARGIN = 28;
const COLUMNS = 2;
const ROWS = 4;
const SLIP = {
  width: (PAGE.width - 2 * MARGIN) / COLUMNS,
  height: (PAGE.height - 2 * MARGIN) / ROWS,
};
const PADDING = 12;
const QR = 92;

/** Writes the sheet, for its owner's eyes only. Slips bear no name and come in no order. */
export async function writeSheet(file: string, sheet: Sheet): Promise<void> {
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    autoFirstPage: false,
    info: { Title: sheet.title, Author: sheet.organisation },
  });
  document.registerFont('regular', FONT_FILES.regular);
  document.registerFont('bold', FONT_FILES.bold);
  const written = document.pipe(createWriteStream(file, { mode: 0o600, flags: 'wx' }));
  const done = once(written, 'finish');
  const root = document.struct('Document');
  document.addStructure(root);
  for (const [index, code] of sheet.codes.entries()) {
    const place = index % (COLUMNS * ROWS);
    if (place === 0) document.addPage();
    const x = MARGIN + SLIP.width * (place % COLUMNS);
    const y = MARGIN + SLIP.height * Math.floor(place / COLUMNS);
    const slip = document.struct('Sect');
    root.add(slip);
    drawSlip(document, slip, { x, y }, sheet, code);
    slip.end();
  }
  root.end();
  document.end();
  await done;
}

type Structure = ReturnType<Pdf['struct']>;

function drawSlip(
  document: Pdf,
  slip: Structure,
  at: { x: number; y: number },
  sheet: Sheet,
  code: string,
): void {
  const decoration = (draw: () => void) => {
    document.markContent('Artifact', { type: 'Layout' });
    draw();
    document.endMarkedContent();
  };
  const say = (tag: string, draw: () => void) => slip.add(document.struct(tag, {}, draw));
  const left = at.x + PADDING;
  const width = SLIP.width - 2 * PADDING;
  decoration(() =>
    document
      .rect(at.x, at.y, SLIP.width, SLIP.height)
      .dash(3, { space: 3 })
      .lineWidth(0.5)
      .stroke('#777777')
      .undash(),
  );
  say('P', () =>
    document
      .font('regular')
      .fontSize(8)
      .fillColor('#333333')
      .text(sheet.organisation, left, at.y + PADDING, { width }),
  );
  say('H2', () =>
    document
      .font('bold')
      .fontSize(11)
      .fillColor('#000000')
      .text(sheet.title, left, document.y + 2, { width }),
  );
  const top = document.y + 6;
  const narrow = width - QR - 8;
  for (const [index, line] of sheet.lines.entries()) {
    const y = index === 0 ? top : document.y + 3;
    say('P', () => document.font('regular').fontSize(8.5).text(line, left, y, { width: narrow }));
  }
  const bottom = at.y + SLIP.height - PADDING - 16;
  say('P', () =>
    document.font('bold').fontSize(14).text(printedCode(code), left, bottom, { width, characterSpacing: 1 }),
  );
  const alt = `${sheet.address} ${printedCode(code)}`;
  slip.add(
    document.struct('Figure', { alt }, () =>
      drawQr(document, left + width - QR, top, `${sheet.address}#${code}`),
    ),
  );
}

/** One square a dark module, on white; its own border of four modules is part of the sign. */
function drawQr(document: Pdf, x: number, y: number, content: string): void {
  const modules = encodeQr(content, 'raw', { ecc: 'medium', border: 4 });
  const size = QR / modules.length;
  for (const [row, line] of modules.entries()) {
    for (const [column, dark] of line.entries()) {
      if (dark) document.rect(x + column * size, y + row * size, size, size);
    }
  }
  document.fill('#000000');
}
