import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { clientAddress, readProxies } from '../../src/web/address.ts';

function from(address: string, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: address });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
}

function proxies(...entries: string[]) {
  const read = readProxies(entries);
  if (!read) throw new Error('unreadable');
  return read;
}

describe('who sent a request', () => {
  it('is the connection, whatever it says of itself', () => {
    expect(clientAddress(from('203.0.113.5', '10.0.0.1'), proxies())).toBe('203.0.113.5');
    expect(clientAddress(from('203.0.113.5', '10.0.0.1'), proxies('10.0.0.0/8'))).toBe('203.0.113.5');
  });

  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['1.1.1.1, 198.51.100.7', '198.51.100.7'],
    ['1.1.1.1, 198.51.100.7, 10.9.9.9', '198.51.100.7'],
    ['198.51.100.7:4711', '198.51.100.7'],
    ['[2001:db8:1:2:3::4]:80', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['nonsense', '10.0.0.4'],
    ['', '10.0.0.4'],
    ['198.51.100.7, <script>', '10.0.0.4'],
  ])('behind our proxy, « %s » is %s', (forwarded, client) => {
    expect(clientAddress(from('10.0.0.4', forwarded), proxies('10.0.0.0/8'))).toBe(client);
    expect(clientAddress(from('::ffff:10.0.0.4', forwarded), proxies('10.0.0.0/8'))).toBe(client);
  });

  it('is one for all the addresses of a subscriber', () => {
    const one = clientAddress(from('2001:db8:a:b:1::1'), proxies());
    expect(clientAddress(from('2001:db8:a:b:ffff:1:2:3'), proxies())).toBe(one);
    expect(clientAddress(from('2001:db8:a:c::1'), proxies())).not.toBe(one);
  });

  it.each(['10.0.0', '10.0.0.0/33', '10.0.0.0/', 'proxy.example', '::/129', '10.0.0.0/8/8', '10.0.0.1/-1'])(
    'no proxy is called « %s »',
    (entry) => expect(readProxies([entry])).toBeNull(),
  );
});
