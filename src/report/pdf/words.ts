import { plainText } from '../../domain/plain-text.ts';
import { COLOUR, MARGIN, makeRoom, type Sheet, WIDTH } from './sheet.ts';

type Style = { size: number; font: 'regular' | 'bold'; colour: string; before: number; after: number };

/** Points at scale 1. */
const HEADINGS: Record<1 | 2 | 3 | 4, Style> = {
  1: { size: 14, font: 'bold', colour: COLOUR.accent, before: 0, after: 6 },
  2: { size: 11.5, font: 'bold', colour: COLOUR.accent, before: 8, after: 4 },
  3: { size: 9.5, font: 'bold', colour: COLOUR.accent, before: 6, after: 2 },
  4: { size: 9, font: 'bold', colour: COLOUR.ink, before: 4, after: 2 },
};
const BODY = 8.5;
const TONES = {
  strong: { size: BODY, font: 'bold', colour: COLOUR.ink, before: 1, after: 3 },
  quiet: { size: BODY, font: 'regular', colour: COLOUR.quiet, before: 0, after: 3 },
  plain: { size: BODY, font: 'regular', colour: COLOUR.ink, before: 0, after: 3 },
} as const satisfies Record<string, Style>;
/** What follows a heading stays with it: a section's first line and the head of its table, or the next line. */
const KEPT = { section: 66, line: 34 };
const LINE_GAP = 1.2;
const INDENT = 11;

export function drawHeading(sheet: Sheet, level: 1 | 2 | 3 | 4, text: string): void {
  drawLine(sheet, `H${level}`, text, HEADINGS[level], level === 4 ? KEPT.line : KEPT.section);
}

export function drawText(sheet: Sheet, text: string, tone: keyof typeof TONES): void {
  // A bold line is the title of what follows.
  drawLine(sheet, 'P', text, TONES[tone], tone === 'strong' ? KEPT.line : 0);
}

function drawLine(sheet: Sheet, tag: string, written: string, style: Style, kept: number): void {
  const { pdf, root, scale } = sheet;
  const text = shown(written);
  pdf.font(style.font).fontSize(style.size * scale);
  const options = { width: WIDTH, lineGap: LINE_GAP * scale };
  const height = pdf.heightOfString(text, options);
  makeRoom(sheet, (style.before + style.after + kept) * scale + height);
  sheet.y += style.before * scale;
  const at = sheet.y;
  root.add(pdf.struct(tag, {}, () => void pdf.fillColor(style.colour).text(text, MARGIN.side, at, options)));
  sheet.y = at + height + style.after * scale;
}

export function drawList(sheet: Sheet, items: readonly { label?: string; text: string }[]): void {
  const { pdf, root, scale } = sheet;
  const list = pdf.struct('L');
  root.add(list);
  for (const { label, text } of items) {
    const indent = INDENT * scale;
    const options = { width: WIDTH - indent, lineGap: LINE_GAP * scale };
    const head = label === undefined ? '' : `${shown(label)}\u00a0: `;
    const body = shown(text);
    // Bold is wider: a height that is surely enough.
    pdf.font(head === '' ? 'regular' : 'bold').fontSize(BODY * scale);
    makeRoom(sheet, pdf.heightOfString(head + body, options));
    const at = sheet.y;
    const item = pdf.struct('LI');
    list.add(item);
    item.add(
      pdf.struct(
        'Lbl',
        {},
        () => void pdf.font('regular').fillColor(COLOUR.quiet).text('•', MARGIN.side, at),
      ),
    );
    item.add(
      pdf.struct('LBody', {}, () => {
        const x = MARGIN.side + indent;
        pdf.fillColor(COLOUR.ink);
        if (head !== '') {
          pdf.font('bold').text(head, x, at, { ...options, continued: true });
          pdf.font('regular').text(body, options);
        } else pdf.font('regular').text(body, x, at, options);
      }),
    );
    item.end();
    sheet.y = pdf.y + 1.5 * scale;
  }
  list.end();
  sheet.y += 2 * scale;
}

/** One paragraph of what somebody may have typed. */
export function shown(text: string): string {
  return plainText(text).replace(/[\n\t]+/g, ' ');
}
