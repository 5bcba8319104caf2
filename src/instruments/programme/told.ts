/** Of one file: what says something else, and what that does to what is planned; sentences of the catalogue. */
export type Told = { file: string; what: string[]; planned: string[] };

/** How a list differs from another, item by item under their ids. */
export type Differences<T> = { added: T[]; removed: T[]; changed: { before: T; after: T }[] };

export function differences<T extends { id: string }>(
  before: readonly T[],
  after: readonly T[],
): Differences<T> {
  const known = new Map(before.map((item) => [item.id, item]));
  const kept = new Set(after.map(({ id }) => id));
  return {
    added: after.filter(({ id }) => !known.has(id)),
    removed: before.filter(({ id }) => !kept.has(id)),
    changed: after.flatMap((item) => {
      const old = known.get(item.id);
      return old && !same(old, item) ? [{ before: old, after: item }] : [];
    }),
  };
}

/** Whether two plain values say the same. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
