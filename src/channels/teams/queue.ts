/**
 * One reply at a time for each conversation, shown in the order in which answers were stored. Of those that wait to show
 * the same `card` again, the last one counts: the others are left out, and resolve when their turn comes. One that fails
 * does not stop those behind it.
 */
export function conversationQueue(): (
  conversation: string,
  work: () => Promise<void>,
  card?: string,
) => Promise<void> {
  const tails = new Map<string, Promise<unknown>>();
  /** What is to show each card, of those that wait. */
  const latest = new Map<string, () => Promise<void>>();
  return (conversation, work, card) => {
    const key = card === undefined ? null : JSON.stringify([conversation, card]);
    if (key !== null) latest.set(key, work);
    const show = async () => {
      if (key === null) return work();
      if (latest.get(key) !== work) return;
      latest.delete(key);
      return work();
    };
    const previous = tails.get(conversation) ?? Promise.resolve();
    const result = previous.then(show, show);
    const tail = result.then(
      () => undefined,
      () => undefined,
    );
    tails.set(conversation, tail);
    void tail.then(() => {
      if (tails.get(conversation) === tail) tails.delete(conversation);
    });
    return result;
  };
}
