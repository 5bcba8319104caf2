import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

export type Heard = { method: string; path: string; body: string };
type Said = { json: string };

/** A platform's API on raw sockets: Node's own HTTP server would take as much CPU as what is measured. */
export async function startPlatform(answer: (heard: Heard) => Said) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let waiting: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
      for (let taken = take(waiting); taken; taken = take(waiting)) {
        waiting = waiting.subarray(taken.bytes);
        respond(socket, taken.heard);
      }
    });
  });

  function respond(socket: Socket, heard: Heard) {
    const { json } = answer(heard);
    const length = Buffer.byteLength(json);
    socket.write(
      `HTTP/1.1 200 x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${json}`,
    );
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The first whole request of what has come, and how many bytes it takes; null when it is not whole yet. */
function take(bytes: Buffer): { heard: Heard; bytes: number } | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const [method = '', path = ''] = head.split(' ', 2);
  const start = end + 4;
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return takeChunks(bytes, start, method, path);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  if (bytes.length < start + length) return null;
  return {
    heard: { method, path, body: bytes.toString('utf8', start, start + length) },
    bytes: start + length,
  };
}

function takeChunks(bytes: Buffer, start: number, method: string, path: string) {
  let body = '';
  for (let at = start; ; ) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    const next = line + 2 + size + 2;
    if (bytes.length < next) return null;
    if (size === 0) return { heard: { method, path, body }, bytes: next };
    body += bytes.toString('utf8', line + 2, line + 2 + size);
    at = next;
  }
}
