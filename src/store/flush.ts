import { type FileHandle, open } from 'node:fs/promises';

/** Sees to it that what was committed survives a power cut. */
export type Flush = {
  /** Resolves once all that was committed before is on the disk; those who ask meanwhile share the next wait. */
  (): Promise<void>;
  close(): Promise<void>;
};

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
 */
export function createFlush(database: string): Flush {
  let log: FileHandle | null = null;
  let underWay: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  const flush = () => {
    if (underWay === null) return start();
    // What is under way may have begun before this commit.
    next ??= underWay
      .catch(() => {})
      .then(() => {
        next = null;
        return start();
      });
    return next;
  };
  return Object.assign(flush, {
    async close() {
      await underWay?.catch(() => {});
      await log?.close();
    },
  });

  function start(): Promise<void> {
    underWay = synchronise().finally(() => {
      underWay = null;
    });
    return underWay;
  }

  async function synchronise(): Promise<void> {
    try {
      // There from the first commit to the end: SQLite removes it with the last connection only.
      log ??= await open(`${database}-wal`, 'r+');
      await log.datasync();
    } catch (error) {
      throw new NotFlushed(error);
    }
  }
}
