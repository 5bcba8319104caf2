import { type FileHandle, open } from 'node:fs/promises';

/** The disk did not take what was committed: nobody may be told that it is stored. */
export class NotFlushed extends Error {
  constructor(cause: unknown) {
    super('the log could not be synchronised', { cause });
    this.name = 'NotFlushed';
  }
}

/**
 * Waits for the disk beside the work. SQLite would wait in the middle of each commit, and the whole process with it:
 * here it only writes (`synchronous = NORMAL`), and its log is synchronised by a thread, as SQLite does under `FULL`.
 *
 * After a failure the log is not trusted: a system tells it once, and takes what it lost for written. What it holds has
 * to be moved to the database (`empty`, true when it was) before anything is said to be stored again.
 *
 * @param log the path of the log, as SQLite opened it
 */
export function createFlush(log: string, empty: () => Promise<boolean>) {
  let handle: FileHandle | null = null;
  let underWay: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let isLost = false;

  /** Resolves once all that was committed before is on the disk; those who ask meanwhile share the next wait. */
  const flush = (): Promise<void> => {
    // What is under way may have begun before this commit.
    next ??= (underWay ?? Promise.resolve()).catch(() => {}).then(start);
    return next;
  };

  return {
    flush,
    /** The wait for what is committed and may not be on the disk yet; null: nothing is. */
    pending: () => next ?? underWay ?? (isLost ? flush() : null),
    /** False from a failure on, until what the log held is safe. At once. */
    works: () => !isLost,
    async close() {
      for (let last = next ?? underWay; last; last = next ?? underWay) await last.catch(() => {});
      await handle?.close();
    },
  };

  function start(): Promise<void> {
    next = null;
    const mine = synchronise().finally(() => {
      if (underWay === mine) underWay = null;
    });
    underWay = mine;
    return mine;
  }

  async function synchronise(): Promise<void> {
    try {
      if (isLost) {
        if (!(await empty())) throw new Error('the log could not be emptied');
        isLost = false;
        return;
      }
      // There from the first commit to the end: SQLite removes it with the last connection only.
      handle ??= await open(log, 'r+');
      await handle.datasync();
    } catch (error) {
      isLost = true;
      throw new NotFlushed(error);
    }
  }
}
