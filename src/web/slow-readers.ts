import type { Socket } from 'node:net';
import type restify from 'restify';

/** How often connections are looked at, in milliseconds. */
const LOOK = 5000;

/**
 * Cuts connections that do not take what was written to them within `patience` milliseconds: who asks for much and reads
 * nothing would make us keep it. An answer that we are still working on has nothing written yet, and is left alone.
 */
export function cutSlowReaders(server: restify.Server, patience: number): void {
  const waitingSince = new Map<Socket, number>();
  server.server.on('connection', (socket: Socket) => {
    waitingSince.set(socket, Number.POSITIVE_INFINITY);
    socket.once('close', () => waitingSince.delete(socket));
  });
  const timer = setInterval(() => {
    const now = performance.now();
    for (const [socket, since] of waitingSince) {
      if (socket.writableLength === 0) waitingSince.set(socket, Number.POSITIVE_INFINITY);
      else if (now - since > patience) socket.destroy();
      else if (since > now) waitingSince.set(socket, now);
    }
  }, LOOK).unref();
  server.server.once('close', () => clearInterval(timer));
}
