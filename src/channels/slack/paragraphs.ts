import type { types } from '@slack/bolt';
import type { CardElement } from '../channel.ts';
import { type Draft, isRecord, words } from './draft.ts';
import { pieces, plain } from './text.ts';

// Source: Slack's Block Kit reference, « Header block », « Section block », « Context block ».
const HEADER = 150;
const SECTION = 3000;
const CONTEXT = 2000;

/**
 * Card texts are literal. Plain text objects and rich text runs carry them without any markup being read, so no
 * mrkdwn is ever written: a name like `<!channel>` or `*x*` is shown, not obeyed.
 */
export function drawText(element: CardElement, draft: Draft) {
  const text = words(element.text);
  const size = words(element.size).toLowerCase();
  const heading =
    words(element.style).toLowerCase() === 'heading' || size === 'large' || size === 'extralarge';
  if (heading && text.trim() && text.length <= HEADER) {
    draft.blocks.push({ type: 'header', text: plain(text.replace(/\s+/g, ' '), HEADER) });
    return;
  }
  if (heading || isBold(element)) return drawRuns([{ text, bold: true }], draft);
  const subtle = element.isSubtle === true || size === 'small';
  for (const piece of pieces(text, subtle ? CONTEXT : SECTION)) {
    if (subtle) draft.blocks.push({ type: 'context', elements: [plain(piece, CONTEXT)] });
    else draft.blocks.push({ type: 'section', text: plain(piece, SECTION) });
  }
}

/** A `RichTextBlock`: runs, some of them bold, italic, struck through, monospaced or leading somewhere. */
export function drawRichText(element: CardElement, draft: Draft) {
  const inlines = Array.isArray(element.inlines) ? element.inlines : [];
  const runs = inlines.map((inline): Run => {
    if (!isRecord(inline)) return { text: words(inline) };
    const { text, italic, strikethrough, fontType, selectAction } = inline;
    return {
      text: words(text),
      bold: isBold(inline),
      italic: italic === true,
      strike: strikethrough === true,
      code: words(fontType).toLowerCase() === 'monospace',
      url: isRecord(selectAction) ? words(selectAction.url) : '',
    };
  });
  drawRuns(runs, draft);
}

/** A `FactSet`: one line a fact, its title in bold. */
export function drawFacts(element: CardElement, draft: Draft) {
  const facts = (Array.isArray(element.facts) ? element.facts : []).filter(isRecord);
  const runs = facts.flatMap((fact, index): Run[] => [
    { text: `${index ? '\n' : ''}${words(fact.title).replace(/\s*:\s*$/, '')}\u00a0: `, bold: true },
    { text: words(fact.value) },
  ]);
  drawRuns(runs, draft);
}

/** One run of letters with one look; `url`: where it leads. */
export type Run = {
  text: string;
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
  url?: string;
};

/** A paragraph of runs. What would be too long for one block goes on in the next. */
export function drawRuns(runs: Run[], draft: Draft) {
  let line: (types.RichTextText | types.RichTextLink)[] = [];
  let length = 0;
  const flush = () => {
    if (line.some(({ text = '' }) => text.trim())) {
      draft.blocks.push({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: line }] });
    }
    line = [];
    length = 0;
  };
  for (const { text, url = '', ...look } of runs) {
    const style = Object.fromEntries(Object.entries(look).filter(([, on]) => on));
    const whole = text.toWellFormed();
    for (const piece of whole.length > SECTION ? pieces(whole, SECTION) : [whole]) {
      if (!piece) continue;
      if (length + piece.length > SECTION) flush();
      const run = { text: piece, ...(Object.keys(style).length ? { style } : {}) };
      line.push(/^https?:\/\//i.test(url) ? { type: 'link', url, ...run } : { type: 'text', ...run });
      length += piece.length;
    }
  }
  flush();
}

export function isBold(element: Record<string, unknown>): boolean {
  return words(element.weight).toLowerCase() === 'bolder';
}
