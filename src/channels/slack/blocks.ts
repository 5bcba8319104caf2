import { randomBytes } from 'node:crypto';
import type { types } from '@slack/bolt';
import { onceOf } from '../../domain/once.ts';
import type { Card, CardElement, Outgoing } from '../channel.ts';
import { ANY_ID, isPlainId, markedCard } from '../marked.ts';
import { drawButtons } from './buttons.ts';
import { children, type Draft, isElement, isRecord, type Picture, words } from './draft.ts';
import { fit } from './fit.ts';
import { drawInput } from './inputs.ts';
import { drawFacts, drawRichText, drawRuns, drawText, isBold } from './paragraphs.ts';
import { cut, pieces, plain, withoutMarkup } from './text.ts';

const FALLBACK_TEXT = 3000;
const FIELDS = 10;
const FIELD = 2000;
const ALT = 2000;

/** What goes into `chat.postMessage` and its like. `text` is what notifications and screen readers say. */
export type Content = { text: string; blocks: types.KnownBlock[] };

/** A message in Slack's own words. `pictures` are the message's images, once at Slack; without them charts fall back. */
export function compose(message: Outgoing, pictures: Picture[] = []): Content {
  const text = withoutMarkup(cut(message.text.trim() || '…', FALLBACK_TEXT));
  const blocks = message.card ? blocksOf(message, message.card, pictures) : [];
  return { text, blocks: blocks.length > 0 ? blocks : linesToBlocks(message.text.trim() || '…', pictures) };
}

/** Messages that share a card are drawn once: what tells them apart is put in its place. */
function blocksOf(message: Outgoing, card: Card, pictures: Picture[]): types.KnownBlock[] {
  const { id } = message;
  if (pictures.length > 0 || id === null || !isPlainId(id))
    return cardToBlocks(markedCard(message) ?? card, pictures);
  const text = drawnFor(card).replaceAll(ANY_ID, id).replaceAll(ANY_NONCE, newNonce());
  const blocks: types.KnownBlock[] = JSON.parse(text);
  return blocks;
}

const ANY_NONCE = 'any_nonce0';
const newNonce = () => randomBytes(5).toString('hex');

const drawnFor = onceOf((card: Card) =>
  JSON.stringify(cardToBlocks(markedCard({ id: ANY_ID, card }) ?? card, [], ANY_NONCE)),
);

/** An Adaptive Card of our subset as Block Kit, within Slack's limits. Throws `ButtonTooLong`. */
export function cardToBlocks(card: Card, pictures: Picture[] = [], nonce = newNonce()): types.KnownBlock[] {
  const draft: Draft = { blocks: [], pictures: [...pictures], nonce, count: 0 };
  drawAll(card.body, draft);
  for (const picture of draft.pictures.splice(0)) drawPicture(picture, draft);
  drawButtons(card.actions, draft);
  return fit(draft.blocks);
}

function linesToBlocks(text: string, pictures: Picture[]): types.KnownBlock[] {
  const lines = pieces(text, 3000).map((piece) => ({ type: 'TextBlock', text: piece }));
  return cardToBlocks({ type: 'AdaptiveCard', version: '1.5', body: lines }, pictures);
}

function drawAll(elements: unknown, draft: Draft) {
  for (const element of children(elements)) {
    if (element.separator === true && draft.blocks.length && draft.blocks.at(-1)?.type !== 'divider') {
      draft.blocks.push({ type: 'divider' });
    }
    draw(element, draft);
  }
}

function draw(element: CardElement, draft: Draft) {
  switch (element.type) {
    case 'TextBlock':
      return drawText(element, draft);
    case 'RichTextBlock':
      return drawRichText(element, draft);
    case 'FactSet':
      return drawFacts(element, draft);
    case 'Container':
      return drawAll(element.items, draft);
    case 'ColumnSet':
      return drawColumns(element, draft);
    case 'Table':
      return drawTable(element, draft);
    case 'ActionSet':
      return drawButtons(element.actions, draft);
    case 'Image':
      return drawImage(element, draft);
    default:
      if (element.type.startsWith('Input.')) return drawInput(element, draft);
      return drawChart(element, draft);
  }
}

/** Columns of one text each stand side by side, as a row does; anything richer is read column after column. */
function drawColumns(element: CardElement, draft: Draft) {
  const columns = (Array.isArray(element.columns) ? element.columns : [])
    .filter(isRecord)
    .filter((column) => column.isVisible !== false)
    .map((column) => children(column.items));
  const texts = columns.map((items) =>
    items.length === 1 && items[0]?.type === 'TextBlock' ? words(items[0].text) : '',
  );
  const row =
    texts.length > 1 && texts.length <= FIELDS && texts.every((text) => text.trim() && text.length <= FIELD);
  if (row) draft.blocks.push({ type: 'section', fields: texts.map((text) => plain(text, FIELD)) });
  else for (const items of columns) drawAll(items, draft);
}

/** One line a row, cells set apart by a middle dot; the first row is bold when it holds the headings. */
function drawTable(element: CardElement, draft: Draft) {
  const rows = (Array.isArray(element.rows) ? element.rows : []).filter(isRecord);
  const runs = rows.map((row, index) => {
    const cells = (Array.isArray(row.cells) ? row.cells : []).filter(isRecord);
    const line = cells.map((cell) => cellText(children(cell.items))).join(' · ');
    const bold = (index === 0 && element.firstRowAsHeaders !== false) || isBold(row);
    return { text: `${index ? '\n' : ''}${line}`, bold };
  });
  drawRuns(runs, draft);
}

function cellText(items: CardElement[]): string {
  const texts = items.map((item) => {
    const inlines = Array.isArray(item.inlines) ? item.inlines : [];
    return (
      words(item.text) || inlines.map((inline) => words(isRecord(inline) ? inline.text : inline)).join('')
    );
  });
  return texts.join(' ').trim() || '–';
}

function drawImage(element: CardElement, draft: Draft) {
  const url = words(element.url);
  const alt = words(element.altText).trim();
  if (!/^https?:\/\//i.test(url) || url.length > 3000 || !alt) return;
  draft.blocks.push({ type: 'image', image_url: url, alt_text: cut(alt, ALT) });
}

/** Slack draws no chart of ours: its picture stands in, else what the card says instead. */
function drawChart(element: CardElement, draft: Draft) {
  const picture = element.type.startsWith('Chart.') ? draft.pictures.shift() : undefined;
  if (picture) return drawPicture(picture, draft);
  if (isElement(element.fallback)) drawAll([element.fallback], draft);
}

function drawPicture({ fileId, alt }: Picture, draft: Draft) {
  draft.blocks.push({ type: 'image', slack_file: { id: fileId }, alt_text: cut(alt || '…', ALT) });
}
