import { Worker } from 'node:worker_threads';
import type { CardElement } from '../channels/channel.ts';

export type ToDraw = { id: number; chart: CardElement; width: number };
export type Drawn = { id: number; svg: string } | { id: number; failed: string };

/** Milliseconds without a picture after which the thread is let go, with what its libraries hold in memory. */
const REST = 60_000;

type Waiting = { resolve(svg: string): void; reject(error: Error): void };

/**
 * `chartSvg` in a thread of its own, which starts with the first picture: loading the drawing libraries takes a
 * second, a picture some hundredths, and whoever writes to the bot meanwhile is answered.
 */
export function createDrawer(): (chart: CardElement, width: number) => Promise<string> {
  let thread: Worker | null = null;
  let rest: NodeJS.Timeout | undefined;
  let last = 0;
  const waiting = new Map<number, Waiting>();

  function start(): Worker {
    const worker = new Worker(new URL('./svg-thread.ts', import.meta.url));
    worker.unref();
    worker.on('message', (drawn: Drawn) => {
      const one = waiting.get(drawn.id);
      waiting.delete(drawn.id);
      if ('svg' in drawn) one?.resolve(drawn.svg);
      else one?.reject(new Error(drawn.failed));
      if (waiting.size === 0) rest = setTimeout(() => letGo(worker), REST).unref();
    });
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      // Let go of, it had nothing left to draw; what waits now waits for the next one.
      if (thread !== worker) return;
      thread = null;
      for (const { reject } of waiting.values()) reject(new Error('the drawing thread ended'));
      waiting.clear();
    });
    return worker;
  }

  function letGo(worker: Worker): void {
    thread = null;
    void worker.terminate();
  }

  return (chart, width) =>
    new Promise((resolve, reject) => {
      clearTimeout(rest);
      thread ??= start();
      waiting.set(++last, { resolve, reject });
      thread.postMessage({ id: last, chart, width } satisfies ToDraw);
    });
}
