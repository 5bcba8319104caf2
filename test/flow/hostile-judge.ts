import type { Outgoing } from '../../src/channels/channel.ts';
import { compose } from '../../src/channels/slack/blocks.ts';
import { ButtonTooLong } from '../../src/channels/slack/buttons.ts';
import { messageActivity } from '../../src/channels/teams/message.ts';
import { blockKitProblems } from '../platforms/block-kit.ts';

/** What Teams would read in a string that it takes for Markdown. Written apart from what takes it out. */
export const MARKDOWN =
  /\]\(|^\s*\[[^\]]+\]:|<\/?[a-z!@#]|\*\*\S|(?:^|\W)_\S[^_]*_(?:\W|$)|`[^`]+`|~~\S|^\s*(?:#{1,6} |> |[-+*] |\d+[.)] )|&[a-z#]\w*;|\{\{(?:DATE|TIME)\(/im;
/** What Slack would read in a string that it takes for mrkdwn. */
export const MRKDWN = /<[!@#]|<https?:|<mailto:/;
export const UNREADABLE = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069\u2028\u2029\ufff9-\ufffb]/u;

type Node = Record<string, unknown>;

/** Everything in a message that would be more than words for somebody who reads it, in each chat. Empty: nothing. */
export function alive(message: Pick<Outgoing, 'text' | 'card'>): string[] {
  const found: string[] = [];
  const outgoing = { id: 'm', images: [], ...message };
  visit(messageActivity(outgoing), (node, key, text) => {
    const isRead =
      (node.type === 'TextBlock' && key === 'text') ||
      (key === 'title' && ('value' in node || node.type === 'Input.Toggle')) ||
      (key === 'value' && 'title' in node && !('type' in node) && !('id' in node) && isFact(node));
    if (isRead && MARKDOWN.test(text)) found.push(`Teams, ${key}: ${text.slice(0, 80)}`);
    if (key === 'url' && /evil|javascript:/.test(text)) found.push(`Teams, link: ${text.slice(0, 80)}`);
  });
  visit(message, (_node, key, text) => {
    if (['text', 'title', 'label', 'placeholder', 'altText'].includes(key) && UNREADABLE.test(text))
      found.push(`unreadable: ${JSON.stringify(text.slice(0, 80))}`);
    if (!text.isWellFormed()) found.push('half a character');
  });
  try {
    const { text, blocks } = compose(outgoing);
    if (MRKDWN.test(text)) found.push(`Slack, text: ${text.slice(0, 80)}`);
    found.push(...blockKitProblems(blocks).map((problem) => `Slack: ${problem}`));
    visit(blocks, (node, key, value) => {
      if (node.type === 'mrkdwn') found.push(`Slack, mrkdwn: ${value.slice(0, 80)}`);
      if (key === 'url' && /evil|javascript:/.test(value)) found.push(`Slack, link: ${value.slice(0, 80)}`);
    });
  } catch (error) {
    if (!(error instanceof ButtonTooLong)) throw error;
    found.push('Slack: a button too long');
  }
  return found;
}

function isFact(node: Node): boolean {
  return Object.keys(node).length === 2;
}

/** Every string below a value, with what holds it; what buttons carry is no text. */
function visit(value: unknown, see: (node: Node, key: string, text: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  const node: Node = { ...value };
  for (const [key, inner] of Object.entries(node)) {
    if (key === 'data') continue;
    if (typeof inner === 'string') see(node, key, inner);
    else visit(inner, see);
  }
}
