import type { types } from '@slack/bolt';
import { cut } from './text.ts';

/** Source: Slack's Block Kit reference, « Blocks ». */
const BLOCKS = 50;
/** Slack refuses messages from about 11,300 characters with `msg_blocks_too_long`, and documents no such limit. */
const CHARACTERS = 10_500;
const SECTION = 3000;

type Block = types.KnownBlock;

/** The same message within what Slack takes: long texts end in « … », buttons and inputs are always kept. */
export function fit(blocks: Block[]): Block[] {
  return fitCount(fitLength(blocks));
}

const COUNTED = new Set(['text', 'alt_text', 'value', 'initial_value']);

/** Characters of a block that Slack counts: what is shown, and what buttons and choices carry. */
export function weight(value: unknown, key = ''): number {
  if (typeof value === 'string') return COUNTED.has(key) ? value.length : 0;
  if (typeof value !== 'object' || value === null) return 0;
  let sum = 0;
  if (Array.isArray(value)) for (const item of value) sum += weight(item);
  else for (const name of Object.keys(value)) sum += weight(Reflect.get(value, name), name);
  return sum;
}

function isReading(block: Block): boolean {
  return ['section', 'context', 'header', 'rich_text', 'divider'].includes(block.type);
}

function fitLength(blocks: Block[]): Block[] {
  const kept = blocks.filter((block) => !isReading(block));
  let room = CHARACTERS - kept.reduce((sum, block) => sum + weight(block), 0);
  return blocks.flatMap((block) => {
    if (!isReading(block)) return block;
    const size = weight(block);
    if (size <= room) {
      room -= size;
      return block;
    }
    const left = room;
    room = 0;
    return shorten(block, left) ?? [];
  });
}

/** What fits in `room` characters, or null when nothing worth reading does. */
function shorten(block: Block, room: number): Block | null {
  if (room < 20) return null;
  if (block.type === 'section' && block.text) {
    return { ...block, text: { ...block.text, text: cut(block.text.text, room) } };
  }
  if (block.type !== 'rich_text') return null;
  const [section] = block.elements;
  if (section?.type !== 'rich_text_section') return null;
  let left = room;
  const elements = section.elements.flatMap((run) => {
    if ((run.type !== 'text' && run.type !== 'link') || left < 1) return [];
    const { text: whole = '' } = run;
    const text = cut(whole, left);
    left -= whole.length;
    return { ...run, text };
  });
  return { ...block, elements: [{ ...section, elements }] };
}

function fitCount(blocks: Block[]): Block[] {
  if (blocks.length <= BLOCKS) return blocks;
  const merged = mergeSections(blocks.filter(({ type }) => type !== 'divider'));
  const kept: Block[] = [];
  let surplus = merged.length - BLOCKS;
  for (const block of merged.toReversed()) {
    if (surplus > 0 && isReading(block)) surplus -= 1;
    else kept.push(block);
  }
  return kept.reverse().slice(0, BLOCKS);
}

function mergeSections(blocks: Block[]): Block[] {
  const merged: Block[] = [];
  for (const block of blocks) {
    const last = merged.at(-1);
    const text =
      last?.type === 'section' && block.type === 'section' && last.text && block.text
        ? `${last.text.text}\n${block.text.text}`
        : null;
    if (last?.type === 'section' && last.text && text !== null && text.length <= SECTION) {
      merged[merged.length - 1] = { ...last, text: { ...last.text, text } };
    } else merged.push(block);
  }
  return merged;
}
