import type { types } from '@slack/bolt';
import type { CardElement } from '../channel.ts';
import { type Draft, isRecord, words } from './draft.ts';
import { plain } from './text.ts';

// Source: Slack's Block Kit reference, « Input block », « Option object », « Radio buttons », « Select menu ».
const LABEL = 2000;
const OPTION_TEXT = 75;
const OPTION_VALUE = 150;
const PLACEHOLDER = 150;
const LISTED = 10;
const IN_MENU = 100;
const TYPED = 3000;

/**
 * An input of the card as an input block. Its Adaptive id travels as the action id; a toggle's « off » value, which
 * Slack does not know, travels in the block id (see `answers.ts`).
 */
export function drawInput(element: CardElement, draft: Draft) {
  const input = control(element);
  if (!input) return;
  const label = words(element.label) || words(element.title) || words(element.placeholder) || '…';
  const off = element.type === 'Input.Toggle' ? `:toggle:${words(element.valueOff) || 'false'}` : '';
  draft.blocks.push({
    type: 'input',
    block_id: `${draft.nonce}:${draft.count++}${off}`,
    label: plain(label, LABEL),
    // Slack marks optional inputs in its own words; the label already says it, where it is so.
    optional: false,
    element: input,
  });
}

function control(element: CardElement): types.InputBlock['element'] | null {
  const action_id = words(element.id).slice(0, 255);
  if (!action_id) return null;
  if (element.type === 'Input.ChoiceSet') return choices(element, action_id);
  if (element.type === 'Input.Toggle') return toggle(element, action_id);
  if (element.type === 'Input.Date') return day(element, action_id);
  if (element.type === 'Input.Time') return time(element, action_id);
  if (element.type === 'Input.Text' || element.type === 'Input.Number') return typed(element, action_id);
  return null;
}

/** Numbers are typed as text too: Slack documents its number input for modals, not for messages. */
function typed(element: CardElement, action_id: string): types.PlainTextInput {
  const asked = typeof element.maxLength === 'number' ? Math.trunc(element.maxLength) : TYPED;
  const max_length = Math.max(1, Math.min(asked, TYPED));
  const initial_value = words(element.value).slice(0, max_length);
  return {
    type: 'plain_text_input',
    action_id,
    multiline: element.isMultiline === true,
    max_length,
    ...placeholder(element),
    ...(initial_value ? { initial_value } : {}),
  };
}

function choices(element: CardElement, action_id: string): types.InputBlock['element'] | null {
  const listed = (Array.isArray(element.choices) ? element.choices : []).filter(isRecord).map(option);
  const options = [...new Map(listed.map((item) => [item.value, item])).values()].slice(0, IN_MENU);
  if (options.length === 0) return null;
  const chosen = new Set(words(element.value).split(','));
  const initial = options.filter(({ value }) => chosen.has(value));
  const short = words(element.style).toLowerCase() === 'expanded' && options.length <= LISTED;
  if (element.isMultiSelect === true) {
    const initials = initial.length ? { initial_options: initial } : {};
    if (short) return { type: 'checkboxes', action_id, options, ...initials };
    return { type: 'multi_static_select', action_id, options, ...placeholder(element), ...initials };
  }
  const first = initial[0] ? { initial_option: initial[0] } : {};
  if (short) return { type: 'radio_buttons', action_id, options, ...first };
  return { type: 'static_select', action_id, options, ...placeholder(element), ...first };
}

function toggle(element: CardElement, action_id: string): types.Checkboxes {
  const on = { title: element.title ?? element.label, value: element.valueOn ?? 'true' };
  const options = [option(on)];
  const initials = element.value === on.value ? { initial_options: options } : {};
  return { type: 'checkboxes', action_id, options, ...initials };
}

/** Both write dates and times as a card does, `2026-12-17` and `14:00`; an unreadable one would be refused. */
function day(element: CardElement, action_id: string): types.Datepicker {
  const date = words(element.value);
  return { type: 'datepicker', action_id, ...(/^\d{4}-\d\d-\d\d$/.test(date) ? { initial_date: date } : {}) };
}

function time(element: CardElement, action_id: string): types.Timepicker {
  const value = words(element.value);
  return { type: 'timepicker', action_id, ...(/^\d\d:\d\d$/.test(value) ? { initial_time: value } : {}) };
}

function option({ title, value }: Record<string, unknown>): types.PlainTextOption & { value: string } {
  return {
    text: plain(words(title) || words(value) || '…', OPTION_TEXT),
    value: words(value).slice(0, OPTION_VALUE),
  };
}

function placeholder(element: CardElement) {
  const text = words(element.placeholder);
  return text.trim() ? { placeholder: plain(text, PLACEHOLDER) } : {};
}
