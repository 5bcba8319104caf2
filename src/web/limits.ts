import type { IncomingMessage } from 'node:http';
import type { BlockList } from 'node:net';
import type restify from 'restify';
import { clientAddress } from './address.ts';

/** Where platforms and probes ask, as often as they like: what they send is signed, or costs nothing. */
const UNCOUNTED = new Set(['/api/messages', '/slack/events', '/healthz', '/readyz', '/metrics']);
/**
 * Requests an address may make in a minute. A survey by code takes seven, from the page to the thanks: a room of two
 * hundred people behind one address, all at once.
 */
const MOST = 1500;
const MINUTE = 60_000;
/** Addresses remembered at most: the oldest goes first. */
const REMEMBERED = 10_000;

const addresses = new WeakMap<IncomingMessage, string>();

/** Who sent a request, behind the proxies that are ours. */
export function addressOf(request: IncomingMessage): string {
  return addresses.get(request) ?? request.socket.remoteAddress ?? '';
}

/** Counts what each address asks of our pages, in memory only, and answers 429 beyond what people do. */
export function limitByAddress(
  server: restify.Server,
  proxies: BlockList,
  now: () => number = () => performance.now(),
): void {
  const seen = new Map<string, { count: number; until: number }>();
  server.pre((request, response, next) => {
    if (UNCOUNTED.has(request.path())) return next();
    const address = clientAddress(request, proxies);
    addresses.set(request, address);
    const known = seen.get(address);
    const entry = known && known.until > now() ? known : { count: 0, until: now() + MINUTE };
    entry.count += 1;
    seen.delete(address);
    seen.set(address, entry);
    const [oldest] = seen.keys();
    if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
    if (entry.count <= MOST) return next();
    if (!request.complete) response.setHeader('Connection', 'close');
    response.setHeader('Retry-After', String(Math.max(1, Math.ceil((entry.until - now()) / 1000))));
    response.send(429, { code: 'too_many' });
    return next(false);
  });
}
