import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type restify from 'restify';
import { answer } from './receive.ts';

/** How long requests under way may take to be answered once the service stops, in milliseconds. */
const PATIENCE = 5000;
/** How long a busy door stays open to say no, in milliseconds: a proxy sends on connections it holds. */
const LINGER = 250;

type Door = { busy: Set<ServerResponse>; closing: boolean };

const doors = new WeakMap<object, Door>();

/** Watches what is under way, so that the server can stop without cutting anybody off. Before any route. */
export function watchDoor(server: restify.Server): void {
  const door: Door = { busy: new Set(), closing: false };
  doors.set(server, door);
  server.server.on('request', (_request: unknown, response: ServerResponse) => {
    door.busy.add(response);
    response.once('close', () => door.busy.delete(response));
  });
  server.first((_request, response) => {
    if (!door.closing) return true;
    response.setHeader('Connection', 'close');
    response.setHeader('Retry-After', '5');
    answer(response, 503, { code: 'stopping' });
    return false;
  });
}

/**
 * From now on new requests are answered 503, on connections that end with it; resolves once those that were under way
 * are answered, or have had their time.
 */
export async function drain(server: restify.Server): Promise<void> {
  const door = doors.get(server);
  if (!door || door.closing) return;
  door.closing = true;
  const underWay = [...door.busy];
  if (underWay.length === 0) return;
  for (const response of underWay) if (!response.headersSent) response.setHeader('Connection', 'close');
  const answered = underWay.map((response) => new Promise((resolve) => response.once('close', resolve)));
  await Promise.race([Promise.all(answered), sleep(PATIENCE, undefined, { ref: false })]);
  await sleep(LINGER);
}
