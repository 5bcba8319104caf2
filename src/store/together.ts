import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { Commit } from './commit.ts';
import { noteUndone } from './ready.ts';
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
  open: Commit,
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
      void drain();
    });

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      await gather();
      await commit(waiting.splice(0, MOST));
    }
    isRunning = false;
  }

  /** They come in bursts: as long as each turn of the event loop brings more, the disk can wait. */
  async function gather(): Promise<void> {
    let before: number;
    do {
      before = waiting.length;
      await nextTurn();
    } while (waiting.length > before && waiting.length < MOST);
  }

  async function commit(pieces: Piece[]): Promise<void> {
    const told: (() => void)[] = [];
    const fail = (error: unknown) => {
      for (const { reject } of pieces) reject(error);
    };
    try {
      const { stays } = await open(async (tx) => {
        for (const piece of pieces) told.push(await attempt(tx, piece));
      });
      // The next ones are stored while these wait for the disk.
      Promise.resolve(stays).then(() => {
        for (const tell of told) tell();
      }, fail);
    } catch (error) {
      fail(error);
    }
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
      noteUndone(tx);
      release.run();
      return () => reject(error);
    }
  }
}
