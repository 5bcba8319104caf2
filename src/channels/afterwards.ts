/** How long closing waits for what is under way, in milliseconds. */
const FAREWELL = 5000;

/** What goes on after a platform was answered: a card that is drawn again, say. A channel that closes waits for it. */
export function createAfterwards() {
  const works = new Set<Promise<unknown>>();
  return {
    /** Passes it on. */
    add<T>(work: Promise<T>): Promise<T> {
      works.add(work);
      const done = () => void works.delete(work);
      work.then(done, done);
      return work;
    },
    /** Resolves when all is done, or has had its time. */
    async settled(): Promise<void> {
      const farewell = new Promise((resolve) => setTimeout(resolve, FAREWELL).unref());
      await Promise.race([Promise.allSettled(works), farewell]);
    },
  };
}
