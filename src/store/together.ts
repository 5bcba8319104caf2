import type Database from 'better-sqlite3';
import type { Tx } from './store.ts';

/** Pieces of work of one commit, at most: those behind them wait for a bounded time. */
const MOST = 64;

type Piece = {
  /** Does it in `tx`; resolves with how to tell whoever asked, once it is stored. */
  run(tx: Tx): Promise<() => void>;
  reject(error: unknown): void;
};

/**
 * Runs what comes at once in one transaction, so that many answers share one wait for the disk. Each piece is whole or
 * not at all, and whoever asked is told after the commit: what one of them throws undoes its own work only, and when
 * the commit fails, nobody's was stored.
 *
 * @param open runs work in a transaction of `sqlite`
 */
export function createTogether(
  sqlite: Database.Database,
  open: (work: (tx: Tx) => Promise<void>) => Promise<void>,
): <T>(work: (tx: Tx) => Promise<T>) => Promise<T> {
  const waiting: Piece[] = [];
  const savepoint = sqlite.prepare('savepoint piece');
  const release = sqlite.prepare('release piece');
  const undo = sqlite.prepare('rollback to piece');
  let isRunning = false;

  return (work) =>
    new Promise((resolve, reject) => {
      const run = async (tx: Tx) => {
        const result = await work(tx);
        return () => resolve(result);
      };
      waiting.push({ run, reject });
      if (isRunning) return;
      isRunning = true;
      // After what this turn of the event loop has read: it comes in bursts.
      setImmediate(drain);
    });

  async function drain(): Promise<void> {
    while (waiting.length > 0) await commit(waiting.splice(0, MOST));
    isRunning = false;
  }

  async function commit(pieces: Piece[]): Promise<void> {
    const told: (() => void)[] = [];
    try {
      await open(async (tx) => {
        for (const piece of pieces) told.push(await attempt(tx, piece));
      });
    } catch (error) {
      for (const { reject } of pieces) reject(error);
      return;
    }
    for (const tell of told) tell();
  }

  async function attempt(tx: Tx, { run, reject }: Piece): Promise<() => void> {
    savepoint.run();
    try {
      const tell = await run(tx);
      release.run();
      return tell;
    } catch (error) {
      // A full disk ends the whole transaction by itself.
      if (!sqlite.inTransaction) throw error;
      undo.run();
      release.run();
      return () => reject(error);
    }
  }
}
