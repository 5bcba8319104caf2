import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** The addresses, or networks (`10.0.0.0/8`), of the reverse proxies in front of us; null when one cannot be read. */
export function readProxies(entries: readonly string[]): BlockList | null {
  const proxies = new BlockList();
  for (const entry of entries) {
    const [address = '', bits, more] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    const most = family === 'ipv6' ? 128 : 32;
    const length = bits === undefined ? most : Number(bits);
    const isRight = /^\d{1,3}$/.test(bits ?? '0') && length <= most && more === undefined;
    if (!isIP(address) || !isRight) return null;
    proxies.addSubnet(address, length, family);
  }
  return proxies;
}

/**
 * Who sent a request, to count by. A proxy of ours is believed about whom it speaks for (`X-Forwarded-For`, from the
 * right, up to the first that is none of ours); anybody else who says so is not. Of IPv6 the network (/64) counts: one
 * subscriber has all of it.
 */
export function clientAddress(request: IncomingMessage, proxies: BlockList): string {
  let client = plain(request.socket.remoteAddress ?? '');
  const said = String(request.headers['x-forwarded-for'] ?? '').split(',');
  while (isIP(client) && proxies.check(client, isIPv6(client) ? 'ipv6' : 'ipv4')) {
    const next = plain(said.pop()?.trim() ?? '');
    if (!isIP(next)) break;
    client = next;
  }
  return isIPv6(client) ? network(client) : client;
}

/** Without brackets, port or zone; an IPv4 address written as IPv6 is one of IPv4. */
function plain(address: string): string {
  const bare = address.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/%.*$/, '');
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare) ?? [];
  return mapped ?? bare.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
}

/** The first four groups, written out. */
function network(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: Math.max(0, gap) }, () => '0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
