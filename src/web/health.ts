import { monitorEventLoopDelay } from 'node:perf_hooks';
import type restify from 'restify';
import { stamp } from '../engine/clock.ts';
import type { Counters } from '../engine/counters.ts';
import type { Engine } from '../engine/engine.ts';
import { queues } from '../store/queue.ts';
import type { Store } from '../store/store.ts';
import type { Latency } from './latency.ts';
import { createMessageCounts } from './message-counts.ts';
import { metricsText, type Stored } from './metrics.ts';

/** Since when a schedule that has not come to the end of a pass is stuck, in milliseconds; it wakes every minute. */
const STUCK = 5 * 60_000;

export type Health = { engine: Engine; store: Store; counters: Counters; latency: Latency };

/**
 * `/healthz`: the process lives. `/readyz`: it can do its work, and if not, what is missing; a full disk and credentials
 * that a platform refuses are told, but starting again would not mend them, and whoever taps then must still be told
 * so. `/metrics`: for Prometheus.
 */
export function mountHealth(server: restify.Server, { engine, store, counters, latency }: Health): void {
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();
  const countMessages = createMessageCounts(store);
  server.on('close', () => loop.disable());

  server.get('/healthz', (_request, response, next) => {
    response.send(200, { status: 'ok' });
    next();
  });
  server.get('/readyz', (_request, response, next) => {
    const ticked = engine.ticked();
    const database = store.answers();
    const storage = store.stores();
    const schedule = ticked === null || Date.now() - ticked < STUCK;
    const ready = database && schedule;
    response.send(ready ? 200 : 503, {
      status: ready ? 'ready' : 'not_ready',
      database,
      storage,
      schedule,
      credentials: counters.halted.size === 0,
    });
    next();
  });
  server.get('/metrics', async (_request, response) => {
    const stored = await read().catch(() => null);
    const body = metricsText({
      stored,
      stores: store.stores(),
      counters,
      latency,
      loop,
      size: store.size(),
      ticked: engine.ticked(),
    });
    loop.reset();
    response.sendRaw(200, body, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
  });

  async function read(): Promise<Stored> {
    const messages = await countMessages();
    return engine.inTurn(async (turn) => {
      const waiting = await queues(turn.tx, stamp(turn.now));
      const [oldest] = waiting.flatMap((queue) => queue.oldest ?? []).sort();
      const age = oldest === undefined ? 0 : turn.now.epochMilliseconds - Date.parse(oldest);
      return {
        messages,
        queues: waiting,
        oldestDue: Math.max(0, Math.round(age / 1000)),
      };
    });
  }
}
