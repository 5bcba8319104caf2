import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { z } from 'zod';

const Acknowledgement = z.object({ envelope_id: z.string(), payload: z.unknown() });
export type Acknowledgement = z.infer<typeof Acknowledgement>;

/** Slack's side of Socket Mode: greets, sends envelopes, notes acknowledgements. */
export async function startSocketServer() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const acknowledgements: Acknowledgement[] = [];
  const waiting = new Map<string, (ack: Acknowledgement) => void>();
  let connections = 0;
  let onConnection: (() => void)[] = [];
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const ack = Acknowledgement.parse(JSON.parse(String(data)));
      acknowledgements.push(ack);
      waiting.get(ack.envelope_id)?.(ack);
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
    connections += 1;
    for (const tell of onConnection.splice(0)) tell();
  });
  const broadcast = (text: string) => {
    for (const socket of server.clients) socket.send(text);
  };

  return {
    url: `ws://127.0.0.1:${port}/link`,
    acknowledgements,
    /** Resolves once the bot has connected `times` times in all. */
    async connected(times = 1) {
      while (connections < times) await new Promise<void>((resolve) => onConnection.push(resolve));
    },
    /** Resolves once the bot has hung up. */
    async left() {
      for (const client of server.clients) await once(client, 'close');
    },
    /** Sends any text at all. */
    raw: broadcast,
    /** Sends an envelope, and resolves with its acknowledgement. */
    deliver(type: 'events_api' | 'slash_commands' | 'interactive', id: string, payload: unknown) {
      const acknowledged = new Promise<Acknowledgement>((resolve) => waiting.set(id, resolve));
      broadcast(JSON.stringify({ type, envelope_id: id, payload, accepts_response_payload: true }));
      return acknowledged;
    },
    /** Slack asks the bot to connect again. */
    recycle: () => broadcast(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' })),
    async close() {
      onConnection = [];
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
