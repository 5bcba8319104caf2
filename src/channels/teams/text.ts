import type { TeamsActivity } from './activity.ts';

const ENTITIES: Record<string, string> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#160': ' ',
};
/** The tags Teams writes into a message, those that end a word apart; « < 30 min » is none of them. */
const INLINE = /<\/?(?:at|span|b|i|s|u|a|em|strong|strike|code)(?:\s[^<>]*)?>/gi;
const BLOCK = /<\/?(?:p|div|br|ul|ol|li|pre|blockquote|h[1-6])(?:\s[^<>]*)?\/?>/gi;

/** What somebody typed, without the mention of the bot and without formatting. */
export function typedText(activity: TeamsActivity): string {
  let text = activity.text ?? '';
  for (const mention of mentionsOf(activity, activity.recipient?.id)) text = text.replaceAll(mention, ' ');
  return text
    .replace(INLINE, '')
    .replace(BLOCK, ' ')
    .replace(/&(#?\w{2,5});/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .replace(/\s+/g, ' ')
    .trim();
}

function mentionsOf(activity: TeamsActivity, id: string | undefined): string[] {
  return (activity.entities ?? []).flatMap((entity) => {
    const { type, text, mentioned } = entity;
    const whom =
      typeof mentioned === 'object' && mentioned !== null && 'id' in mentioned ? mentioned.id : undefined;
    return type === 'mention' && id !== undefined && whom === id && typeof text === 'string' && text !== ''
      ? [text]
      : [];
  });
}
