import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request as bytes on the wire, made before the block that sends it. */
export type Request = Buffer;

export type Volley = {
  /** Milliseconds from the first byte sent to the last answer. */
  time: number;
  /** Answers by HTTP status. */
  statuses: Map<number, number>;
  /** Milliseconds each answer took, in the order they came. */
  latencies: number[];
};

export type Gun = {
  /** Sends them all, one at a time on each connection; resolves when all are answered. */
  fire(requests: readonly Request[]): Promise<Volley>;
  /**
   * Sends them spread evenly over so many milliseconds, whether or not those before are answered; resolves with the
   * latencies, from when each should have left.
   */
  over(milliseconds: number, requests: readonly Request[]): Promise<number[]>;
  close(): void;
};

/**
 * Kept-alive raw sockets: on two cores a generator that parses as much as the server would measure itself.
 * `connections` requests are under way at once.
 */
export async function createGun(port: number, connections: number): Promise<Gun> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  /** A server hangs up on whoever was silent for some seconds. */
  const kept = async (index: number): Promise<Socket> => {
    const socket = sockets[index];
    if (socket && !socket.destroyed && !socket.readableEnded) return socket;
    socket?.destroy();
    const fresh = await open(port);
    sockets[index] = fresh;
    return fresh;
  };
  /** Once more on a new connection, when the server was just hanging up on the old one. */
  const ask = async (index: number, request: Request): Promise<number> => {
    const socket = await kept(index);
    try {
      return await exchange(socket, request);
    } catch {
      socket.destroy();
      return exchange(await kept(index), request);
    }
  };
  return {
    async fire(requests) {
      const statuses = new Map<number, number>();
      const latencies: number[] = [];
      const queue = requests.values();
      const start = performance.now();
      const shoot = async (index: number) => {
        for (const request of queue) {
          const sent = performance.now();
          const status = await ask(index, request);
          latencies.push(performance.now() - sent);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }
      };
      await Promise.all(sockets.map((_socket, index) => shoot(index)));
      return { time: performance.now() - start, statuses, latencies };
    },
    async over(milliseconds, requests) {
      const start = performance.now();
      const queue = requests.entries();
      const latencies: number[] = [];
      const shoot = async (own: number) => {
        for (const [index, request] of queue) {
          const due = start + (index * milliseconds) / requests.length;
          if (due > performance.now()) await sleep(due - performance.now());
          if ((await ask(own, request)) !== 200) throw new Error('an answer was not taken');
          latencies.push(performance.now() - due);
        }
      };
      await Promise.all(sockets.map((_socket, index) => shoot(index)));
      return latencies;
    },
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.setNoDelay(true)));
    socket.once('error', reject);
  });
}

/** Writes a request, resolves with the status of its answer once it has come whole. */
function exchange(socket: Socket, request: Request): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = '';
    const done = (work: () => void) => {
      socket.off('data', hear);
      socket.off('close', cut);
      work();
    };
    const cut = () => done(() => reject(new Error('the server hung up')));
    const hear = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (isWhole(text)) done(() => resolve(Number(text.slice(9, 12))));
    };
    socket.on('data', hear);
    socket.on('close', cut);
    socket.write(request);
  });
}

/** Whether an HTTP answer has come to its end. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = text.slice(0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return text.length >= end + 4 + Number(length);
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return text.endsWith('0\r\n\r\n');
  return /^HTTP\/1.1 (204|304)/.test(head);
}

/** The bytes of a POST. */
export function postOf(path: string, headers: Record<string, string>, body: string): Request {
  const lines = Object.entries({
    host: '127.0.0.1',
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
  });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${head}\r\n${body}`);
}
