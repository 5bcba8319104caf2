import type { types } from '@slack/bolt';
import { type Draft, isElement, isRecord, words } from './draft.ts';
import { plain } from './text.ts';

// Source: Slack's Block Kit reference, « Actions block » and « Button element ».
const IN_ONE_BLOCK = 25;
const LABEL = 75;
const VALUE = 2000;
const URL_LENGTH = 3000;

/** A press of this button sends no inputs (`associatedInputs: none` of the card). */
export const ALONE = 'alone';

/** A button that Slack would refuse: what it carries is longer than its value may be. */
export class ButtonTooLong extends Error {
  constructor() {
    super('button value over 2000 characters');
    this.name = 'ButtonTooLong';
  }
}

/** The buttons of a card or of an `ActionSet`. Their action ids only tell them apart: the value says what they do. */
export function drawButtons(actions: unknown, draft: Draft) {
  const buttons = (Array.isArray(actions) ? actions : [])
    .filter(isElement)
    .filter((action) => action.isVisible !== false && action.isEnabled !== false)
    .flatMap((action) => button(action, draft) ?? []);
  for (let start = 0; start < buttons.length; start += IN_ONE_BLOCK) {
    draft.blocks.push({
      type: 'actions',
      block_id: `${draft.nonce}:${draft.count++}`,
      elements: buttons.slice(start, start + IN_ONE_BLOCK),
    });
  }
}

function button(action: Record<string, unknown>, draft: Draft): types.Button | null {
  const text = plain(words(action.title).trim() || '…', LABEL);
  const look = { type: 'button', text, ...style(words(action.style)) } as const;
  if (action.type === 'Action.OpenUrl') {
    const url = words(action.url);
    if (!/^https?:\/\//i.test(url) || url.length > URL_LENGTH) return null;
    return { ...look, action_id: `link${draft.count++}`, url };
  }
  if (action.type !== 'Action.Submit' && action.type !== 'Action.Execute') return null;
  const value = JSON.stringify(isRecord(action.data) ? action.data : {});
  if (value.length > VALUE) throw new ButtonTooLong();
  const name = action.associatedInputs === 'none' ? ALONE : 'press';
  return { ...look, action_id: `${name}${draft.count++}`, value };
}

function style(name: string): { style?: 'primary' | 'danger' } {
  if (name === 'positive') return { style: 'primary' };
  if (name === 'destructive') return { style: 'danger' };
  return {};
}
