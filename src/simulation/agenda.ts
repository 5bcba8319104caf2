/** Things to come, the earliest first; two of the same moment stay in the order they were added. */
export type Agenda<T> = {
  add(at: number, item: T): void;
  /** The moment of the next one, or null. */
  nextAt(): number | null;
  /** Takes the next one out when its moment has come. */
  take(now: number): T | null;
};

type Entry<T> = { at: number; order: number; item: T };

/** A binary heap: thousands of answers wait at a time. */
export function createAgenda<T>(): Agenda<T> {
  const heap: Entry<T>[] = [];
  let order = 0;
  const before = (a: Entry<T>, b: Entry<T>) => a.at < b.at || (a.at === b.at && a.order < b.order);
  return {
    add(at, item) {
      const entry = { at, order: order++, item };
      let place = heap.length;
      while (place > 0) {
        const above = (place - 1) >> 1;
        const parent = heap[above];
        if (!parent || !before(entry, parent)) break;
        heap[place] = parent;
        place = above;
      }
      heap[place] = entry;
    },
    nextAt: () => heap[0]?.at ?? null,
    take(now) {
      const [first] = heap;
      if (!first || first.at > now) return null;
      const last = heap.pop();
      if (last && heap.length > 0) sink(last);
      return first.item;
    },
  };

  function sink(entry: Entry<T>): void {
    let place = 0;
    for (;;) {
      const left = heap[2 * place + 1];
      const right = heap[2 * place + 2];
      const rightFirst = left && right && before(right, left);
      const child = rightFirst ? right : left;
      if (!child || !before(child, entry)) break;
      heap[place] = child;
      place = 2 * place + (rightFirst ? 2 : 1);
    }
    heap[place] = entry;
  }
}
