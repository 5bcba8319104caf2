/**
 * One reply at a time for each conversation, shown in the order in which answers were stored.
 * The result is the work's own; one that fails does not stop those behind it.
 */
export function conversationQueue(): <T>(conversation: string, work: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>();
  return (conversation, work) => {
    const previous = tails.get(conversation) ?? Promise.resolve();
    const result = previous.then(work, work);
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
