import { writesIn } from './ready.ts';
import type { Tx } from './store.ts';

/**
 * A reading that answers again from memory for the same words, in the same transaction, as long as nothing was written
 * in it since: cards drawn together ask the same. What it resolves with is shared: nobody changes it.
 */
export function remembered<Words extends string[], Result>(
  read: (tx: Tx, ...words: Words) => Promise<Result>,
): (tx: Tx, ...words: Words) => Promise<Result> {
  const known = new WeakMap<Tx, { writes: number; results: Map<string, Promise<Result>> }>();
  return async (tx, ...words) => {
    const writes = writesIn(tx);
    let kept = known.get(tx);
    if (kept?.writes !== writes) {
      kept = { writes, results: new Map() };
      known.set(tx, kept);
    }
    const key = words.join('\0');
    const found = kept.results.get(key);
    if (found) return found;
    const result = read(tx, ...words);
    const { results } = kept;
    results.set(key, result);
    // A reading that failed holds up nobody else.
    result.catch(() => results.delete(key));
    return result;
  };
}
