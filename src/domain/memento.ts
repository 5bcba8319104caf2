import { type Line, plainLine, type Weight } from './passage.ts';

/** The rules of use of AI, one version at a time. */
export type Memento = {
  version: string;
  title: string;
  /** Full text on the intranet, or null. */
  link: string | null;
  introduction: Line[];
  /** Each under a title of its own. */
  rules: Rule[];
  /** Two questions at most, to check oneself with; nothing of the answers is kept. */
  check: CheckQuestion[];
};

/** `section`: the title over a group of rules, or null. */
export type Rule = { title: string; section: string | null; lines: Line[] };

/** `right`: the place of the right choice, from 0. */
export type CheckQuestion = { question: string; choices: string[]; right: number; why: string };

/**
 * What a card can show of each, and of a page of them together. The least of what Teams (28 KB) and Slack (50 blocks,
 * about 10,000 characters) take, less what the rest of the card needs.
 */
export const INTRODUCTION_ROOM: Weight = { lines: 8, runs: 30, characters: 1000 };
export const RULE_ROOM: Weight = { lines: 20, runs: 60, characters: 2000 };
export const PAGE_ROOM: Weight = { lines: 38, runs: 120, characters: 6000 };

/** A rule as it is remembered of a version: its words, and where its links lead. */
export type RuleText = { title: string; text: string };

export function ruleText({ title, lines }: Rule): RuleText {
  const links = lines.flatMap(({ runs }) => runs.flatMap(({ url }) => url ?? []));
  return { title, text: [...lines.map(plainLine), ...links].join('\n') };
}

/** What `after` says that `before` did not, by title; and what it says no more. */
export type RuleChanges = { added: Set<string>; changed: Set<string>; removed: string[] };

/**
 * Rules are the same by their title, or by their text when the title alone has changed. Their order, their sections,
 * capitals, spaces and punctuation say nothing new.
 */
export function compareRules(before: readonly RuleText[], after: readonly RuleText[]): RuleChanges {
  const titles = new Set(after.map(({ title }) => letters(title)));
  const old = new Map(before.map((rule) => [letters(rule.title), letters(rule.text)]));
  const gone = new Map(
    before
      .filter(({ title }) => !titles.has(letters(title)))
      .map(({ title, text }) => [letters(text), title]),
  );
  const kept = new Set<string>();
  const changes: RuleChanges = { added: new Set(), changed: new Set(), removed: [] };
  for (const { title, text } of after) {
    const known = old.get(letters(title));
    if (known === letters(text)) continue;
    const renamed = known === undefined ? gone.get(letters(text)) : undefined;
    if (renamed !== undefined) kept.add(renamed);
    if (known !== undefined || renamed !== undefined) changes.changed.add(title);
    else changes.added.add(title);
  }
  for (const { title } of before) {
    if (!titles.has(letters(title)) && !kept.has(title)) changes.removed.push(title);
  }
  return changes;
}

/** All that rules say, the same for two versions between which nothing is new. */
export function wordsOf(rules: readonly RuleText[]): string {
  const spoken = rules.map(({ title, text }) => `${letters(title)}\n${letters(text)}`);
  return spoken.sort().join('\n\n');
}

/** What is read aloud of a text, so that a comma put right is no new rule. */
function letters(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/(?!%)\p{P}|\s/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}
