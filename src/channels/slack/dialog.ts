import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Card, CardElement, Outgoing } from '../channel.ts';
import { markedCard } from '../marked.ts';
import { cardToBlocks } from './blocks.ts';
import { children, isElement, isRecord, words } from './draft.ts';
import { plain } from './text.ts';

// Source: Slack's reference, « Modal views ».
const TITLE = 24;
const METADATA = 3000;

/** Where a dialog was asked for: its answer is shown there. What is null: the private chat. */
const originSchema = z.object({
  channel: z.string().nullable(),
  ts: z.string().nullable(),
  ephemeral: z.boolean(),
  responseUrl: z.string().nullable(),
});
export type Origin = z.infer<typeof originSchema>;

const metadataSchema = z.object({ data: z.looseObject({ v: z.string().min(1) }), origin: originSchema });

/**
 * A card with inputs as a dialog: its heading is the title, its button that sends the inputs the dialog's own, the one
 * that does not (`associatedInputs: none`) its way out. Null when Slack could not show it: it is then a message.
 */
export function dialogOf(message: Outgoing, origin: Origin): types.ModalView | null {
  const card = markedCard(message);
  if (!card) return null;
  const buttons = submitsOf(card);
  const submit = buttons.find((button) => button.associatedInputs !== 'none');
  const leave = buttons.find((button) => button.associatedInputs === 'none');
  if (!submit || !isRecord(submit.data)) return null;
  const private_metadata = JSON.stringify({ data: submit.data, origin });
  const [title, body] = titleOf(card);
  if (private_metadata.length > METADATA || words(submit.title).length > TITLE) return null;
  const blocks = cardToBlocks({ ...card, body: withoutSubmits(body), actions: [] });
  return {
    type: 'modal',
    callback_id: 'percolateur',
    title: plain(title, TITLE),
    submit: plain(words(submit.title), TITLE),
    ...(leave ? { close: plain(words(leave.title), TITLE) } : {}),
    private_metadata,
    blocks: blocks.map((block) => (block.type === 'input' ? { ...block, ...needOf(block, card) } : block)),
  };
}

/** What a sent dialog carries, and where its answer goes; null: it is none of ours. */
export function readDialog(metadata: string) {
  try {
    return metadataSchema.parse(JSON.parse(metadata));
  } catch {
    return null;
  }
}

/** In a dialog Slack itself asks for what is missing, unless an input says that it may stay empty. */
function needOf({ element }: types.InputBlock, card: Card): { optional: boolean } {
  const id = 'action_id' in element ? element.action_id : undefined;
  const input = elementsOf(card.body).find((one) => one.type.startsWith('Input.') && one.id === id);
  return { optional: input?.isRequired !== true };
}

/** A short heading on top of the card is its title; a longer one stays where it is. */
function titleOf(card: Card): [string, CardElement[]] {
  const [first, ...rest] = card.body;
  const heading = first?.style === 'heading' ? words(first.text) : '';
  return heading && heading.length <= TITLE ? [heading, rest] : ['Percolateur', card.body];
}

function submitsOf(card: Card) {
  const sets = elementsOf(card.body).filter(({ type }) => type === 'ActionSet');
  return [...sets.map(({ actions }) => actions), card.actions]
    .flatMap((actions) => (Array.isArray(actions) ? actions.filter(isElement) : []))
    .filter(({ type }) => type === 'Action.Submit');
}

/** A dialog has its own buttons: of the card's, only links stay. */
function withoutSubmits(elements: CardElement[]): CardElement[] {
  return elements.flatMap((element) => {
    if (element.type === 'Container') return { ...element, items: withoutSubmits(children(element.items)) };
    if (element.type !== 'ActionSet') return element;
    const links = (Array.isArray(element.actions) ? element.actions : []).filter(
      (action) => isElement(action) && action.type === 'Action.OpenUrl',
    );
    return links.length > 0 ? { ...element, actions: links } : [];
  });
}

function elementsOf(elements: CardElement[]): CardElement[] {
  return elements.flatMap((element) => [element, ...elementsOf(children(element.items))]);
}
