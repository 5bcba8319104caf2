import type { types } from '@slack/bolt';

const WORD_JOINER = '\u2060';
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** At most `max` UTF-16 units, ending in « … » when something was cut; never half a character. */
export function cut(text: string, max: number): string {
  const whole = text.toWellFormed();
  if (whole.length <= max) return whole;
  let kept = whole.slice(0, max - 1);
  if (/[\uD800-\uDBFF]$/.test(kept)) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

/** Cuts a long text in pieces of at most `max`, at a line end or a space where there is one. */
export function pieces(text: string, max: number): string[] {
  const found: string[] = [];
  let rest = text.toWellFormed();
  while (rest.length > max) {
    const head = rest.slice(0, max);
    const soft = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
    let at = soft > max / 2 ? soft : max;
    if (/[\uD800-\uDBFF]$/.test(rest.slice(0, at))) at -= 1;
    found.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  if (rest.trim()) found.push(rest);
  return found;
}

/** A text object that Slack shows as it is: no markup, no mention, no `:emoji:`. */
export function plain(text: string, max: number): types.PlainTextElement {
  return { type: 'plain_text', text: cut(text, max), emoji: false };
}

/**
 * The same words for a place where Slack reads mrkdwn (a message's `text`): control characters are escaped, and a
 * word joiner takes the life out of paired markers and of quotes at the start of a line.
 */
export function withoutMarkup(text: string): string {
  const escaped = text.toWellFormed().replace(/[&<>]/g, (character) => ESCAPES[character] ?? character);
  const paired = /([*_~`])[\s\S]*\1/.test(escaped)
    ? escaped.replace(/[*_~`]/g, (marker) => `${WORD_JOINER}${marker}${WORD_JOINER}`)
    : escaped;
  return paired.replace(/^(?=&gt;)/gm, WORD_JOINER);
}

/**
 * What somebody typed, as they see it: mentions removed, links and escapes undone. Slack escapes a `<` that is typed, so
 * that no link holds one: looking no further than the next, a text of nothing else is read once, not once for each.
 */
export function readableText(slackText: string): string {
  return slackText
    .replace(/<[@!][^<>]*>/g, ' ')
    .replace(/<#[^<|>]*(?:\|([^<>]*))?>/g, '#$1')
    .replace(/<([^<|>]*)\|([^<>]*)>/g, '$2')
    .replace(/<([^<>]*)>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}
