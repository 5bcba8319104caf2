import { createHash } from 'node:crypto';
import { eachCard } from '../../store/messages.ts';
import { type Finding, leak } from './finding.ts';
import type { Scene } from './scene.ts';
import { typedIn } from './texts.ts';

/** Which message a button is about: all that tells the cards of a campaign apart. */
const ABOUT = /"m":"[\w-]+"/g;

/** Inputs of what is confidential. */
const INPUTS = /^(q_.+|time|useCase|tool|blocker)$/;

/**
 * What the bot shows is read by whoever reads chats: no card repeats what was typed, none starts from an answer. What
 * people type themselves is theirs, and stays in their chat.
 */
export function checkCards(scene: Scene): Finding[] {
  const codes = new Set<'card_echo' | 'card_filled'>();
  const isTyped = typedIn(scene);
  const seen = new Set<string>();
  eachCard(scene.file, ({ sender, text, card }) => {
    if (sender !== 'bot') return;
    const all = `${text}\n${card ?? ''}`.replace(ABOUT, '');
    const print = createHash('sha256').update(all).digest('base64');
    if (seen.has(print)) return;
    seen.add(print);
    if (isTyped(all)) codes.add('card_echo');
    if (card?.includes('"Input.') && isFilled(JSON.parse(card))) codes.add('card_filled');
  });
  return [...codes].sort().map((code) => leak(code));
}

function isFilled(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(isFilled);
  if (node === null || typeof node !== 'object') return false;
  const { type, id, value }: { type?: unknown; id?: unknown; value?: unknown } = node;
  const own =
    String(type).startsWith('Input.') && INPUTS.test(String(id)) && value !== undefined && value !== '';
  return own || Object.values(node).some(isFilled);
}
