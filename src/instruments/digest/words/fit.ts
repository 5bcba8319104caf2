import type { CardElement } from '../../../channels/channel.ts';
import { text } from '../../../engine/texts.ts';
import { clip } from './figures.ts';
import type { Line } from './lines.ts';

/** Characters of text in a digest card, whatever shows it: a chart counts for its fallback. */
export const CARD_TEXT = 1200;
/** What each of the three first lines may take, so that they always fit with a note and the decisions. */
export const HEAD_LINE = 220;
/** What the decisions may take. */
export const DECISIONS = 150;

/** Lines that come before a second chart. */
const BEFORE_CHART = 5;

/** What must be in the card, and what is in it as far as there is room, most useful first. */
export type Parts = { fixed: readonly string[]; lines: readonly Line[]; charts: readonly CardElement[] };

/** Chooses the lines and charts of a card. The first chart is always there; without room its fallback is its title. */
export function fitCard({ fixed, lines, charts }: Parts): { lines: Line[]; charts: CardElement[] } {
  let room = CARD_TEXT - fixed.reduce((sum, words) => sum + words.length, 0);
  const take = (size: number): boolean => {
    if (size > room) return false;
    room -= size;
    return true;
  };
  const takeLine = (line: Line) => take(lineLength(line));
  const [first, second] = charts;
  const kept: CardElement[] = [];
  if (first) {
    const whole = take(textLength(first));
    const chart = whole ? first : shortFallback(first);
    if (!whole) take(textLength(chart));
    kept.push(chart);
  }
  const told = lines.slice(0, BEFORE_CHART).filter(takeLine);
  if (second && take(textLength(second))) kept.push(second);
  return { lines: [...told, ...lines.slice(BEFORE_CHART).filter(takeLine)], charts: kept };
}

export function lineLength({ label, text: words }: Line): number {
  return labelText(label).length + words.length;
}

/** « Freins : », as it stands before its line. */
export function labelText(label: string): string {
  return `${label}\u00a0: `;
}

/** Characters that somebody may read in an element: its texts, or those of its fallback. */
function textLength(node: unknown): number {
  if (Array.isArray(node)) return node.reduce((sum: number, item) => sum + textLength(item), 0);
  if (typeof node !== 'object' || node === null) return 0;
  const own = Object.entries(node).filter(([key]) => ['text', 'title', 'value'].includes(key));
  if ('type' in node && String(node.type).startsWith('Chart.')) {
    return 'fallback' in node ? textLength(node.fallback) : 0;
  }
  const words = own.reduce((sum, [, value]) => sum + (typeof value === 'string' ? value.length : 0), 0);
  const inner = Object.values(node).filter((value) => typeof value === 'object');
  return words + textLength(inner);
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
