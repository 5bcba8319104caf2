/**
 * The words people type. In Teams without the slash (which opens Teams' own menu), as slash commands in Slack.
 * Both manifests are made from this list, so none knows a command that the code does not.
 * Titles and descriptions are in the catalogue under `commands.<name>`, who may use them in `permissions.ts`.
 */
export const COMMANDS = [
  { name: 'sondage' },
  { name: 'bilan' },
  { name: 'cafe' },
  { name: 'memento' },
  { name: 'vague' },
  { name: 'pause' },
  { name: 'reprendre' },
  { name: 'mes-donnees' },
  { name: 'aide' },
] as const satisfies readonly { name: string }[];

export type CommandName = (typeof COMMANDS)[number]['name'];

/** How a mention arrives: Teams' `<at>…</at>`, Slack's `<@U…>`, or typed at the start of the line. */
const MENTION = /<at\b[^>]*>.*?<\/at>|<@[^>]*>|^\s*@\S+/gis;

/** A line of words is short: what comes after so many characters is not read. */
const LONGEST = 1000;

/** Lower case, without accents, slash, mention or final punctuation: « /Mémento ! » and « memento » are one word. */
export function normalise(text: string): string {
  return text
    .slice(0, LONGEST)
    .replace(/\p{Cf}/gu, '')
    .replace(MENTION, ' ')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[’ʼ]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/^[ /]+|[ .,;:!?…]+$/g, '');
}

/** The command a typed line starts with, and the words after it; null when it starts with none. */
export function parseCommand(text: string): { name: CommandName; words: string } | null {
  const [first = '', ...rest] = normalise(text).split(' ');
  const command = COMMANDS.find(({ name }) => name === first);
  return command ? { name: command.name, words: rest.join(' ') } : null;
}

/** What follows the first `count` words of a line, as it was typed: capitals, accents and lines kept, no mention. */
export function textAfter(line: string, count: number): string {
  const typed = line
    .slice(0, LONGEST)
    .replace(MENTION, ' ')
    .replace(/^[\s/]+/, '');
  return typed.replace(new RegExp(`^(?:\\S+\\s*){${count}}`), '').trim();
}
