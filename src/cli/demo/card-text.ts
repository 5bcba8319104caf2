import type { Card } from '../../channels/channel.ts';

/** The words of a card, one line a block, in reading order. */
export function cardText(card: Card): string {
  return linesOf(card.body).join('\n');
}

function linesOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(linesOf);
  if (node === null || typeof node !== 'object') return [];
  if ('type' in node && node.type === 'TextBlock') return 'text' in node ? [String(node.text)] : [];
  if ('type' in node && node.type === 'RichTextBlock' && 'inlines' in node) return [run(node.inlines)];
  return Object.values(node).flatMap(linesOf);
}

function run(inlines: unknown): string {
  if (!Array.isArray(inlines)) return '';
  return inlines.map((inline) => (typeof inline === 'string' ? inline : String(inline?.text ?? ''))).join('');
}
