import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import restify from 'restify';
import { StartupError } from '../domain/errors.ts';
import { errorName, type Log } from '../log.ts';

/** How long a connection may take to send a request whole, in milliseconds: slow ones are cut. */
const PATIENCE = 15_000;

/** The one HTTP server. No body parser: each route reads its body raw, as signatures need it. */
export function createServer(log: Log): restify.Server {
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false });
  cutSlowClients(server);
  server.pre((_request, response, next) => {
    response.removeHeader('Server');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    next();
  });
  server.on('restifyError', (_request, response, error, done) => {
    // Unknown paths and methods are the sender's fault; anything else is ours, and says nothing of itself.
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error('request failed', { status, error: errorName(error) });
    response.send(status, { code: status >= 500 ? 'internal' : 'not_found' });
    return done();
  });
  return server;
}

/**
 * Node looks at its own timeouts every half minute only, which is too late: a connection that has not sent a whole
 * request in time is cut here. Answers may take as long as they need.
 */
function cutSlowClients(server: restify.Server): void {
  const timers = new WeakMap<Socket, NodeJS.Timeout>();
  const arm = (socket: Socket) => {
    disarm(socket);
    timers.set(socket, setTimeout(() => socket.destroy(), PATIENCE).unref());
  };
  const disarm = (socket: Socket) => clearTimeout(timers.get(socket));
  server.server.on('connection', (socket: Socket) => {
    arm(socket);
    socket.once('close', () => disarm(socket));
  });
  server.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    if (request.complete) disarm(socket);
    else request.once('end', () => disarm(socket));
    response.once('close', () => {
      if (!socket.destroyed) arm(socket);
    });
  });
}

/** Why a port cannot be had, and which variable to change. */
const REFUSALS: Record<string, string> = {
  EADDRINUSE: `PORT : déjà pris par un autre programme ; arrêtez-le, ou choisissez un autre port.`,
  EACCES: `PORT : réservé par le système ; choisissez un port au-dessus de 1023.`,
  EADDRNOTAVAIL: `HOST : cette adresse n'est pas celle de cette machine.`,
  ENOTFOUND: `HOST : ce nom est inconnu ; écrivez une adresse, comme 127.0.0.1.`,
};

/** Listens; resolves with the port taken. Throws a StartupError when it cannot be had. */
export function listen(server: restify.Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // Restify says again, under its own name, what its HTTP server says.
    server.once('error', (error: NodeJS.ErrnoException) => {
      const refusal = REFUSALS[error.code ?? ''];
      reject(refusal ? new StartupError([refusal]) : error);
    });
    server.listen(port, host, () => {
      const address = server.server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Stops listening and ends what is still connected. */
export function closeServer(server: restify.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.server.closeIdleConnections();
    setTimeout(() => server.server.closeAllConnections(), 2000).unref();
  });
}
