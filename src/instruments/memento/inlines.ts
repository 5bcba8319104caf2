import type { CardElement } from '../../channels/channel.ts';
import type { Line, Run } from '../../domain/passage.ts';

/** A line of a card: what a `RichTextBlock` holds, and how far it stands from the line above. */
export type LineData = { inlines: CardElement[]; spacing: 'Default' | 'Small' };

/** One step to the right, for a list within a list. */
const STEP = '\u00a0'.repeat(4);

export function lineData(line: Line): LineData {
  const lead = STEP.repeat(line.depth) + (line.mark && `${line.mark}\u00a0`);
  const inlines = lead ? [{ type: 'TextRun', text: lead }] : [];
  return { inlines: [...inlines, ...line.runs.map(inline)], spacing: line.mark ? 'Small' : 'Default' };
}

function inline({ text, bold, italic, strike, code, url }: Run): CardElement {
  return {
    type: 'TextRun',
    text,
    ...(bold ? { weight: 'Bolder' } : {}),
    ...(italic ? { italic } : {}),
    ...(strike ? { strikethrough: strike } : {}),
    ...(code ? { fontType: 'Monospace' } : {}),
    ...(url ? { color: 'Accent', selectAction: { type: 'Action.OpenUrl', url } } : {}),
  };
}
