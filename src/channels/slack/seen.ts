import type { types } from '@slack/bolt';
import type { Card, SeenPart } from '../channel.ts';
import { cardToBlocks } from './blocks.ts';
import { isRecord, words } from './draft.ts';

/** A card as it reads in Slack: what our translation to Block Kit leaves of it, cuts included. */
export function seenInSlack(card: Card): SeenPart[] {
  return cardToBlocks(card).flatMap(seen);
}

function seen(block: types.KnownBlock): SeenPart | [] {
  switch (block.type) {
    case 'header':
      return { kind: 'title', text: block.text.text };
    case 'section':
      return { kind: 'text', text: textOf(block.text) || (block.fields ?? []).map(textOf).join(' · ') };
    case 'rich_text':
      return { kind: 'text', text: runsOf(block.elements) };
    case 'context':
      return { kind: 'note', text: block.elements.map(textOf).join(' ') };
    case 'input':
      return question(block);
    case 'actions':
      return {
        kind: 'buttons',
        titles: block.elements.map((button) => textOf('text' in button && button.text)),
      };
    default:
      return [];
  }
}

const CONTROLS: Record<string, 'one' | 'several' | 'menu'> = {
  radio_buttons: 'one',
  checkboxes: 'several',
  static_select: 'menu',
  multi_static_select: 'menu',
};

function question({ label, element }: types.InputBlock): SeenPart {
  const options = 'options' in element && Array.isArray(element.options) ? element.options : [];
  return {
    kind: 'question',
    label: label.text,
    control: CONTROLS[element.type] ?? 'typed',
    choices: options.filter(isRecord).map((option) => textOf(option.text)),
    hint: textOf('placeholder' in element && element.placeholder),
  };
}

/** The words of a text object. */
function textOf(object: unknown): string {
  return isRecord(object) ? words(object.text) : '';
}

function runsOf(elements: unknown): string {
  const parts = Array.isArray(elements) ? elements.filter(isRecord) : [];
  return parts
    .map((part) => (Array.isArray(part.elements) ? runsOf(part.elements) : words(part.text)))
    .join('');
}
