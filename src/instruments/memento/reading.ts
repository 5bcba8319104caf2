import { compareRules, type Rule, ruleText } from '../../domain/memento.ts';
import type { Turn } from '../../engine/turn.ts';
import { acknowledgedVersions } from '../../store/acknowledgement.ts';
import { listMementoVersions, versionsSaying } from '../../store/memento-version.ts';
import type { Person } from '../../store/person.ts';

/** A rule with its place in the memento, from 1, and what is new about it for its reader. */
export type ShownRule = { rule: Rule; number: number; change: 'added' | 'changed' | null };

/** What somebody has in front of them. */
export type Reading = {
  /** The version they had read: news are told from there; null: they have read none, or all. */
  since: string | null;
  /** Only what is new is shown. */
  newsOnly: boolean;
  rules: ShownRule[];
  /** Titles of the rules that are no more. */
  removed: string[];
  acknowledged: boolean;
};

/** How a card was asked to show it: `since` a version, or since what its reader had read; `whole`: all rules. */
export type View = { since?: string | undefined; whole?: boolean | undefined };

export async function readingOf(turn: Turn, person: Person, view: View): Promise<Reading> {
  const { memento } = turn.programme;
  const known = new Map((await listMementoVersions(turn.tx)).map(({ version, rules }) => [version, rules]));
  const same = new Set(await versionsSaying(turn.tx, memento));
  const read = await acknowledgedVersions(turn.tx, person.id);
  const acknowledged = read.some((version) => same.has(version));
  const last = acknowledged ? undefined : read.find((version) => known.has(version));
  const since = view.since && known.has(view.since) ? view.since : last;
  const everything = memento.rules.map(
    (rule, index): ShownRule => ({
      rule,
      number: index + 1,
      change: null,
    }),
  );
  const before = since === undefined ? undefined : known.get(since);
  if (since === undefined || before === undefined || same.has(since)) {
    return { since: null, newsOnly: false, rules: everything, removed: [], acknowledged };
  }
  const { added, changed, removed } = compareRules(before, memento.rules.map(ruleText));
  const rules = everything.map((shown): ShownRule => {
    const { title } = shown.rule;
    return { ...shown, change: added.has(title) ? 'added' : changed.has(title) ? 'changed' : null };
  });
  const newsOnly = view.whole !== true;
  return {
    since,
    newsOnly,
    rules: newsOnly ? rules.filter(({ change }) => change !== null) : rules,
    removed,
    acknowledged,
  };
}
