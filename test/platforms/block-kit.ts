/**
 * Says what Slack would refuse in a message's blocks. Written from Slack's Block Kit reference (« Blocks », « Block
 * elements », « Composition objects »), apart from our own drawing of blocks, so that it can judge it.
 * An empty list: a message Slack takes.
 */
export function blockKitProblems(blocks: unknown): string[] {
  const problems: string[] = [];
  if (!Array.isArray(blocks)) return ['blocks: not a list'];
  if (blocks.length === 0) problems.push('blocks: empty');
  if (blocks.length > 50) problems.push(`blocks: ${blocks.length} of at most 50`);
  const ids = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    checkBlock(block, ids, (problem) => problems.push(`blocks[${index}] ${problem}`));
  }
  // Undocumented: `msg_blocks_too_long` has been reported from 11,341 characters on.
  const characters = countText(blocks);
  if (characters > 11_000) problems.push(`${characters} characters in all, of about 11,000`);
  return problems;
}

function checkBlock(block: unknown, ids: Set<string>, say: Say) {
  if (!isRecord(block) || typeof block.type !== 'string') return say('is no block');
  if (block.block_id !== undefined) {
    checkLength(block.block_id, 'block_id', 255, say);
    if (ids.has(String(block.block_id))) say('block_id used twice');
    ids.add(String(block.block_id));
  }
  const check = BLOCKS[block.type];
  if (check) check(block, say);
  else say(`unknown type ${block.type}`);
}

type Say = (problem: string) => unknown;
type Thing = Record<string, unknown>;
type Check = (thing: Thing, say: Say) => void;

const BLOCKS: Record<string, Check> = {
  divider() {},
  header: (block, say) => checkText(block.text, 'header text', 150, say, true),
  section(block, say) {
    const fields = block.fields === undefined ? [] : list(block.fields, 'fields', 1, 10, say);
    if (block.text === undefined && fields.length === 0) say('section without text or fields');
    if (block.text !== undefined) checkText(block.text, 'section text', 3000, say);
    for (const field of fields) checkText(field, 'field', 2000, say);
    if (block.accessory !== undefined) checkElement(block.accessory, say);
  },
  context(block, say) {
    for (const element of list(block.elements, 'context elements', 1, 10, say)) {
      if (isRecord(element) && element.type === 'image') checkImage(element, say);
      else checkText(element, 'context text', 2000, say);
    }
  },
  actions(block, say) {
    const elements = list(block.elements, 'actions', 1, 25, say);
    const ids = elements.map((element) => (isRecord(element) ? element.action_id : undefined));
    if (new Set(ids).size !== ids.length) say('action_id used twice');
    for (const element of elements) {
      if (isRecord(element) && !ACTION_ELEMENTS.has(String(element.type)))
        say(`${element.type} not in actions`);
      checkElement(element, say);
    }
  },
  input(block, say) {
    checkText(block.label, 'label', 2000, say, true);
    if (block.hint !== undefined) checkText(block.hint, 'hint', 2000, say, true);
    if (isRecord(block.element) && !INPUT_ELEMENTS.has(String(block.element.type))) {
      say(`${block.element.type} not an input in a message`);
    }
    checkElement(block.element, say);
  },
  image: (block, say) => checkImage(block, say),
  rich_text(block, say) {
    for (const section of list(block.elements, 'rich text', 1, 100, say)) {
      if (!isRecord(section) || section.type !== 'rich_text_section') return say('unknown rich text');
      for (const run of list(section.elements, 'runs', 1, 1000, say)) {
        if (!isRecord(run) || (run.type !== 'text' && run.type !== 'link'))
          return say('a run that is no text and no link');
        if (run.type === 'link') checkLength(run.url, 'link url', 3000, say);
        if (typeof run.text !== 'string' || run.text.length < 1 || run.text.length > 3000)
          say('run of a bad length');
      }
    }
  },
};

const ACTION_ELEMENTS = new Set([
  'button',
  'static_select',
  'multi_static_select',
  'radio_buttons',
  'checkboxes',
]);
const INPUT_ELEMENTS = new Set([
  'plain_text_input',
  'static_select',
  'multi_static_select',
  'radio_buttons',
  'checkboxes',
  'datepicker',
  'timepicker',
]);

function checkElement(element: unknown, say: Say) {
  if (!isRecord(element)) return say('element missing');
  checkLength(element.action_id, 'action_id', 255, say);
  switch (element.type) {
    case 'button':
      checkText(element.text, 'button text', 75, say, true);
      if (element.value !== undefined) checkLength(element.value, 'button value', 2000, say);
      if (element.url !== undefined) checkLength(element.url, 'button url', 3000, say);
      if (element.style !== undefined && element.style !== 'primary' && element.style !== 'danger')
        say('button style');
      return;
    case 'static_select':
    case 'multi_static_select':
      return checkOptions(element, 100, say);
    case 'radio_buttons':
    case 'checkboxes':
      return checkOptions(element, 10, say);
    case 'datepicker':
      if (element.initial_date !== undefined && !/^\d{4}-\d\d-\d\d$/.test(String(element.initial_date)))
        say('initial_date');
      return;
    case 'timepicker':
      if (element.initial_time !== undefined && !/^\d\d:\d\d$/.test(String(element.initial_time)))
        say('initial_time');
      return;
    case 'plain_text_input':
      if (element.placeholder !== undefined) checkText(element.placeholder, 'placeholder', 150, say, true);
      if (
        element.max_length !== undefined &&
        !(Number(element.max_length) >= 1 && Number(element.max_length) <= 3000)
      ) {
        say('max_length out of 1 to 3000');
      }
      return;
    default:
      say(`unknown element ${String(element.type)}`);
  }
}

function checkOptions(element: Thing, max: number, say: Say) {
  const options = list(element.options, 'options', 1, max, say);
  const seen = new Set(options.map((option) => JSON.stringify(option)));
  const values = options.map((option) => (isRecord(option) ? option.value : undefined));
  if (new Set(values).size !== values.length) say('option value used twice');
  for (const option of options) {
    if (!isRecord(option)) return say('an option that is none');
    checkText(option.text, 'option text', 75, say);
    checkLength(option.value, 'option value', 150, say);
  }
  if (element.placeholder !== undefined) checkText(element.placeholder, 'placeholder', 150, say, true);
  const initial = element.initial_option === undefined ? [] : [element.initial_option];
  const initials =
    element.initial_options === undefined ? initial : list(element.initial_options, 'initial', 1, max, say);
  for (const option of initials)
    if (!seen.has(JSON.stringify(option))) say('initial option not among the options');
}

function checkImage(image: Thing, say: Say) {
  checkLength(image.alt_text, 'alt_text', 2000, say);
  const file = isRecord(image.slack_file) ? image.slack_file : null;
  if (file) {
    if (!/^F[A-Z0-9]{8,}$/.test(String(file.id))) say('slack_file without a file id');
  } else if (!/^https?:\/\//.test(String(image.image_url)) || String(image.image_url).length > 3000)
    say('image_url');
}

function checkText(text: unknown, what: string, max: number, say: Say, plainOnly = false) {
  if (!isRecord(text)) return say(`${what} missing`);
  if (text.type !== 'plain_text' && text.type !== 'mrkdwn') return say(`${what} of unknown type`);
  if (plainOnly && text.type !== 'plain_text') say(`${what} must be plain_text`);
  if (text.type === 'mrkdwn' && text.emoji !== undefined) say(`${what}: emoji with mrkdwn`);
  checkLength(text.text, what, max, say);
}

function checkLength(value: unknown, what: string, max: number, say: Say) {
  if (typeof value !== 'string') return say(`${what} missing`);
  if (value.length < 1 || value.length > max) say(`${what}: ${value.length} characters of 1 to ${max}`);
  if (!value.isWellFormed()) say(`${what}: half a character`);
}

function list(value: unknown, what: string, min: number, max: number, say: Say): unknown[] {
  if (!Array.isArray(value)) {
    say(`${what} missing`);
    return [];
  }
  if (value.length < min || value.length > max) say(`${what}: ${value.length} of ${min} to ${max}`);
  return value;
}

function countText(value: unknown, key = ''): number {
  if (typeof value === 'string')
    return ['text', 'alt_text', 'value', 'initial_value'].includes(key) ? value.length : 0;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + countText(item), 0);
  if (!isRecord(value)) return 0;
  return Object.entries(value).reduce((sum, [name, item]) => sum + countText(item, name), 0);
}

function isRecord(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
