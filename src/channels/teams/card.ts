import type { Card, Outgoing } from '../channel.ts';
import { hasMarkdown, literalText } from './literal.ts';

const SCHEMA = 'http://adaptivecards.io/schemas/adaptive-card.json';
type Node = Record<string, unknown>;
type Version = '1.2' | '1.3' | '1.4' | '1.5';

/** How a TextBlock looks, in the words of a TextRun; and what its place in the card is. */
const RUN_KEYS = ['size', 'weight', 'color', 'isSubtle', 'fontType'];
const BLOCK_KEYS = ['id', 'spacing', 'separator', 'horizontalAlignment', 'height', 'isVisible'];

/**
 * A card as Teams needs it: texts that stay literal, the lowest version that shows it (phones refuse a higher
 * one than they know, or none), and a text for clients that cannot show it. Native charts keep their fallback.
 */
export function teamsCard(card: Card, text: string, images: Outgoing['images']): Node {
  const charts = [...images];
  const body = prepareElement(card, charts);
  return { ...body, $schema: SCHEMA, version: lowestVersion(body), fallbackText: text };
}

/** A look, not a schema: every piece of every card passes here each time it is shown. */
function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function prepare(value: unknown, charts: Outgoing['images']): unknown {
  if (Array.isArray(value)) return value.map((item) => prepare(item, charts));
  return isNode(value) ? prepareElement(value, charts) : value;
}

function prepareElement(element: Node, charts: Outgoing['images']): Node {
  const type = typeof element.type === 'string' ? element.type : '';
  if (type === 'TextBlock') return textBlock(element);
  if (type.startsWith('Chart.')) return chart(element, charts);
  if (type === 'Input.Toggle' || type === 'Input.ChoiceSet' || type === 'FactSet')
    return withLiterals(element);
  // What a button carries comes back to us: it is data, not text.
  return Object.fromEntries(
    Object.entries(element).map(([key, inner]) => [key, key === 'data' ? inner : prepare(inner, charts)]),
  );
}

/** Rich text is never read as Markdown. It has no lines, so each line is its own. */
function textBlock(block: Node): Node {
  const text = typeof block.text === 'string' ? block.text : '';
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (!hasMarkdown(text) && lines.length < 2) return { wrap: true, ...block };
  const [first = '', ...rest] = lines;
  if (rest.length === 0) return richText(block, first);
  const { spacing, separator, id, isVisible, height } = block;
  const items = lines.map((line, index) =>
    richText(
      { ...pick(block, [...RUN_KEYS, 'horizontalAlignment']), spacing: index ? 'small' : undefined },
      line,
    ),
  );
  return defined({ type: 'Container', id, spacing, separator, isVisible, height, items });
}

function richText(block: Node, text: string): Node {
  const run = {
    type: 'TextRun',
    text: text.replace(/\{\{(?=DATE\(|TIME\()/g, '{\u2060{'),
    ...pick(block, RUN_KEYS),
  };
  return { type: 'RichTextBlock', ...pick(block, BLOCK_KEYS), inlines: [run] };
}

/** Titles and values that only take a string, and that Teams reads as Markdown all the same. */
function withLiterals(element: Node): Node {
  const literals = (item: unknown): unknown => {
    if (!isNode(item)) return item;
    const keys = element.type === 'FactSet' ? ['title', 'value'] : ['title'];
    return Object.fromEntries(
      Object.entries(item).map(([key, inner]) => [
        key,
        keys.includes(key) && typeof inner === 'string' ? literalText(inner) : inner,
      ]),
    );
  };
  const list = element.type === 'FactSet' ? 'facts' : 'choices';
  const items = element[list];
  if (Array.isArray(items)) return { ...element, [list]: items.map(literals) };
  return typeof element.title === 'string' ? { ...element, title: literalText(element.title) } : element;
}

/** A chart that a client does not know leaves a hole: its picture's description takes its place. */
function chart(element: Node, charts: Outgoing['images']): Node {
  const alt = charts.shift()?.alt;
  const fallback =
    element.fallback === undefined
      ? alt === undefined
        ? 'drop'
        : { type: 'TextBlock', text: alt }
      : element.fallback;
  return { ...element, fallback: prepare(fallback, []) };
}

/** Source: the « version » column of the Adaptive Cards schema explorer. */
function lowestVersion(value: unknown): Version {
  if (Array.isArray(value)) return value.map(lowestVersion).reduce(higher, '1.2');
  if (!isNode(value)) return '1.2';
  const own = ownVersion(value);
  // A chart's inside is no card element.
  if (String(value.type).startsWith('Chart.')) return own;
  return Object.entries(value)
    .filter(([key]) => key !== 'data' && key !== 'fallback')
    .map(([, inner]) => lowestVersion(inner))
    .reduce(higher, own);
}

/** What an element cannot do without. A `style` is left out on purpose: ignored, the text is still there. */
function ownVersion(element: Node): Version {
  const type = String(element.type);
  if (type === 'Table' || type.startsWith('Chart.')) return '1.5';
  if (type.startsWith('Action.') && ('mode' in element || 'isEnabled' in element || 'tooltip' in element))
    return '1.5';
  if (type === 'Action.Execute' || 'refresh' in element) return '1.4';
  const input = type.startsWith('Input.');
  return input && ('label' in element || 'isRequired' in element || 'errorMessage' in element)
    ? '1.3'
    : '1.2';
}

function higher(one: Version, other: Version): Version {
  return one > other ? one : other;
}

function pick(element: Node, keys: string[]): Node {
  return defined(Object.fromEntries(keys.map((key) => [key, element[key]])));
}

function defined(element: Node): Node {
  return Object.fromEntries(Object.entries(element).filter(([, value]) => value !== undefined));
}
