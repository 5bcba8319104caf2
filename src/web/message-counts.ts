import { createSlicedCount, SLICE } from '../engine/sliced-count.ts';
import type { Store } from '../store/store.ts';
import { countMessages, type StatusCount } from '../store/tally.ts';

/** Messages by status, reminders left out: exact while they are few, else as they were within ten minutes. */
export function createMessageCounts(
  store: Store,
  { slice = SLICE, now }: { slice?: number; now?: () => number } = {},
): () => Promise<StatusCount[]> {
  const count = createSlicedCount<StatusCount>(
    (after) => store.transaction((tx) => countMessages(tx, after, slice)),
    { keyOf: ({ status }) => status, now },
  );
  return async () => (await count()).toSorted((one, other) => one.status.localeCompare(other.status));
}
