import type restify from 'restify';
import type { Card } from '../../channels/channel.ts';
import { chartsOf } from '../../charts/find.ts';
import { chartPng } from '../../charts/png.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import { findSandboxMessage } from '../../store/sandbox.ts';
import { sampleCard } from './gallery.ts';
import { cardOf } from './messages.ts';
import { isForeign } from './origin.ts';

/** The charts of messages and of sample cards, as pictures: `…/charts/0.png` is the first of its card. */
export function mountCharts(server: restify.Server, engine: Engine): void {
  server.get(
    '/sandbox/messages/:id/charts/:number',
    picture(async (id) => {
      const row = await engine.inTurn((turn) => findSandboxMessage(turn.tx, id));
      return row ? cardOf(row) : null;
    }),
  );
  server.get(
    '/sandbox/cards/:id/charts/:number',
    picture(async (name) => (await sampleCard(name)).card),
  );
}

function picture(find: (id: string) => Promise<Card | null>) {
  return async (request: restify.Request, response: restify.Response) => {
    if (isForeign(request)) {
      response.send(403, { code: 'foreign_origin' });
      return;
    }
    const card = await find(String(request.params.id)).catch((error) => {
      if (error instanceof Refusal) return null;
      throw error;
    });
    const chart = card ? chartsOf(card)[Number.parseInt(String(request.params.number), 10)] : undefined;
    if (!chart) {
      response.send(404, { code: 'unknown_message' });
      return;
    }
    const { png } = await chartPng(chart);
    response.sendRaw(200, Buffer.from(png), { 'Content-Type': 'image/png', 'Cache-Control': 'no-cache' });
  };
}
