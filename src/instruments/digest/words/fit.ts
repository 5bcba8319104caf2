import type { CardElement } from '../../../channels/channel.ts';
import { text } from '../../../engine/texts.ts';
import { clip } from './figures.ts';
import type { Line } from './lines.ts';

/** Characters of text in a digest card, with those around its charts where they are not drawn. */
export const CARD_TEXT = 1200;
/** What each of the three first lines may take, so that they always fit with a note and the decisions. */
export const HEAD_LINE = 220;
/** What the decisions may take. */
export const DECISIONS = 120;

/** Lines that come before the other recommendations, and before a second chart. */
const BEFORE_ADVICE = 2;
const BEFORE_CHART = 4;

/**
 * What must be in the card, and what is in it as far as there is room, most useful first. `reserved`: characters
 * kept for what is written later, the decisions.
 */
export type Parts = {
  fixed: readonly string[];
  reserved: number;
  ending: string;
  advice: readonly string[];
  lines: readonly Line[];
  charts: readonly CardElement[];
};
export type Fitted = { ending: string; advice: string[]; lines: Line[]; charts: CardElement[] };

/** Chooses the lines and charts of a card. The first chart is always there; without room its fallback is its title. */
export function fitCard({ fixed, reserved, ending, advice, lines, charts }: Parts): Fitted {
  let room = CARD_TEXT - reserved - fixed.reduce((sum, words) => sum + words.length, 0);
  const take = (size: number): boolean => {
    if (size > room) return false;
    room -= size;
    return true;
  };
  const takeLine = (line: Line): Line[] => {
    const fitting = [line.text, line.short ?? line.text].find((words) =>
      take(lineLength({ ...line, text: words })),
    );
    return fitting === undefined ? [] : [{ label: line.label, text: fitting }];
  };
  const [first, second] = charts;
  const kept: CardElement[] = [];
  if (first) {
    const whole = take(textLength(first));
    const chart = whole ? first : shortFallback(first);
    if (!whole) take(textLength(chart));
    kept.push(chart);
  }
  const ended = take(ending.length) ? ending : '';
  const told = lines.slice(0, BEFORE_ADVICE).flatMap(takeLine);
  const advised = advice.filter((words) => take(words.length));
  told.push(...lines.slice(BEFORE_ADVICE, BEFORE_CHART).flatMap(takeLine));
  if (second && take(textLength(second))) kept.push(second);
  told.push(...lines.slice(BEFORE_CHART).flatMap(takeLine));
  return { ending: ended, advice: advised, lines: told, charts: kept };
}

function lineLength({ label, text: words }: Line): number {
  return labelText(label).length + words.length;
}

/** « Freins : », as it stands before its line. */
export function labelText(label: string): string {
  return `${label}\u00a0: `;
}

/** Characters of the texts around a chart, or of those that stand for it; its figures are the chart. */
function textLength(node: unknown): number {
  if (Array.isArray(node)) return node.reduce((sum: number, item) => sum + textLength(item), 0);
  if (typeof node !== 'object' || node === null || !('type' in node)) return 0;
  if (node.type === 'TextBlock' && 'text' in node) return String(node.text).length;
  if ('fallback' in node) return textLength(node.fallback);
  return 'items' in node ? textLength(node.items) : 0;
}

function shortFallback(chart: CardElement): CardElement {
  const title = clip(typeof chart.title === 'string' ? chart.title : '', 40);
  const words = {
    type: 'TextBlock',
    text: text('digest.chart.short', { title }),
    wrap: true,
    isSubtle: true,
  };
  return chart.type.startsWith('Chart.') ? { ...chart, fallback: words } : words;
}
