import { type Memento, type RuleText, ruleText, wordsOf } from '../domain/memento.ts';
import type { Tx } from './store.ts';

/** The rules of a version when it was first seen, local day `firstOn`. */
export type MementoVersion = { version: string; rules: RuleText[]; firstOn: string };

/** Every version seen so far, the first one first. */
export async function listMementoVersions(tx: Tx): Promise<MementoVersion[]> {
  const rows = await tx.selectFrom('memento_version').selectAll().orderBy('first_on').execute();
  return rows.map(({ version, rules, first_on }) => ({
    version,
    rules: JSON.parse(rules),
    firstOn: first_on,
  }));
}

export async function saveMementoVersion(tx: Tx, { version, rules }: Memento, day: string): Promise<void> {
  await tx
    .insertInto('memento_version')
    .values({ version, rules: JSON.stringify(rules.map(ruleText)), first_on: day })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The version in force, and all that say the same: who has read one of them has nothing new to read. */
export async function versionsSaying(tx: Tx, { version, rules }: Memento): Promise<string[]> {
  const words = wordsOf(rules.map(ruleText));
  const same = (await listMementoVersions(tx)).filter((known) => wordsOf(known.rules) === words);
  return [...new Set([version, ...same.map((known) => known.version)])];
}
