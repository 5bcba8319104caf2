import type restify from 'restify';
import { stamp } from '../engine/clock.ts';
import type { Engine } from '../engine/engine.ts';
import { nextDue } from '../store/outbox.ts';
import { countMessages } from '../store/tally.ts';

/** `/healthz`: the process lives. `/readyz`: the database answers. `/metrics`: counts for Prometheus, no name in them. */
export function mountHealth(server: restify.Server, engine: Engine): void {
  server.get('/healthz', (_request, response, next) => {
    response.send(200, { status: 'ok' });
    next();
  });
  server.get('/readyz', async (_request, response) => {
    await engine.inTurn((turn) => nextDue(turn.tx));
    response.send(200, { status: 'ready' });
  });
  server.get('/metrics', async (_request, response) => {
    const body = await engine.inTurn(async (turn) => {
      const messages = await countMessages(turn.tx);
      const due = await nextDue(turn.tx);
      const age = due !== null && due <= stamp(turn.now) ? ageOf(due, turn.now.epochMilliseconds) : 0;
      return [
        '# HELP percolateur_messages Messages of the outbox by outcome, reminders left out.',
        '# TYPE percolateur_messages gauge',
        ...messages.map(({ status, count }) => `percolateur_messages{status="${status}"} ${count}`),
        '# HELP percolateur_oldest_due_seconds Age of the oldest message that is due and not sent.',
        '# TYPE percolateur_oldest_due_seconds gauge',
        `percolateur_oldest_due_seconds ${age}`,
        '',
      ].join('\n');
    });
    response.sendRaw(200, body, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
  });
}

function ageOf(due: string, now: number): number {
  return Math.max(0, Math.round((now - Date.parse(due)) / 1000));
}
