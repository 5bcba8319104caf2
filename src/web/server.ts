import type { IncomingMessage, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import restify from 'restify';
import { StartupError } from '../domain/errors.ts';
import { namesThisMachine } from '../domain/loopback.ts';
import { errorName, type Log } from '../log.ts';
import { watchDoor } from './drain.ts';
import { setSecurityHeaders } from './headers.ts';
import { answer } from './receive.ts';
import { cutSlowReaders } from './slow-readers.ts';

/** How long a connection may take to send a request whole, in milliseconds: slow ones are cut. */
const PATIENCE = 15_000;
/** Connections at once; those beyond are closed before they cost anything. */
const CONNECTIONS = 4000;

/** `https`: people come by HTTPS. `onlyHere`: a request under any other name than this machine's is refused. */
export type ServerOptions = { https?: boolean; onlyHere?: boolean };

/** The one HTTP server. No body parser: each route reads its body raw, as signatures need it. */
export function createServer(
  log: Log,
  { https = false, onlyHere = false }: ServerOptions = {},
): restify.Server {
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false });
  server.server.maxConnections = CONNECTIONS;
  // Restify listens, to say it again: whoever asks for another protocol would get no answer, where HTTP is one.
  server.server.removeAllListeners('upgrade');
  watchDoor(server);
  cutSlowClients(server);
  cutSlowReaders(server, PATIENCE);
  server.first((request, response) => {
    setSecurityHeaders(response, https);
    if (!isAddressed(request)) {
      answer(response, 400, { code: 'address' });
      return false;
    }
    if (!onlyHere || namesThisMachine(request.headers.host)) return true;
    // A name that was made to point here: the page that did it would read the answers.
    answer(response, 403, { code: 'foreign_host' });
    return false;
  });
  server.pre((_request, response, next) => {
    response.removeHeader('Server');
    return next();
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

/** A host name or address, with or without a port; nothing for whoever names none. */
const HOST = /^(?:(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{0,5})?)?$/i;

/**
 * Whether what was asked for and the `Host` it came under make one address. Restify puts them together, finds the path
 * in the whole, and throws where there is none, outside of any request: the process would end.
 */
function isAddressed({ url = '', headers: { host = '' } }: IncomingMessage): boolean {
  const base = `http://${host || 'localhost'}`;
  return HOST.test(host) && (url.startsWith('/') ? URL.canParse(`${base}${url}`) : URL.canParse(url, base));
}

/**
 * Node looks at its own timeouts every half minute only, which is too late: a connection that has not sent a whole
 * request in time is cut here. Answers may take as long as they need.
 */
function cutSlowClients(server: restify.Server): void {
  const timers = new WeakMap<Socket, NodeJS.Timeout>();
  const asked = new WeakMap<Socket, IncomingMessage>();
  const arm = (socket: Socket) => {
    clearTimeout(timers.get(socket));
    asked.delete(socket);
    const cut = () => {
      // A request without a body never says that it ended: what counts is whether it is there.
      if (!asked.get(socket)?.complete) socket.destroy();
    };
    timers.set(socket, setTimeout(cut, PATIENCE).unref());
  };
  server.server.on('connection', (socket: Socket) => {
    arm(socket);
    socket.once('close', () => clearTimeout(timers.get(socket)));
  });
  server.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    asked.set(socket, request);
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

/** Milliseconds that whoever has just connected has to say what they want, and be answered. */
const GRACE = 100;

/** Stops listening, and ends what is still connected. */
export async function closeServer(server: restify.Server): Promise<void> {
  const { server: http } = server;
  if (!http.listening) return;
  const closed = new Promise<void>((resolve) => http.once('close', () => resolve()));
  const connected = await new Promise<number>((resolve) =>
    http.getConnections((_error, count) => resolve(count)),
  );
  // Not its own `close`, which cuts off at once those who have just come in.
  NetServer.prototype.close.call(http);
  if (connected > 0) await sleep(GRACE);
  http.closeIdleConnections();
  const last = setTimeout(() => http.closeAllConnections(), 1000);
  await closed;
  clearTimeout(last);
}
