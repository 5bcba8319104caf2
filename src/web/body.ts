import type { IncomingMessage } from 'node:http';

/** The most a request may carry, in bytes. Source: the contract of the HTTP surface (docs/reference.md). */
export const BODY_LIMIT = 256 * 1024;

/** A body that cannot be taken; `status` is the HTTP answer. */
export class BodyError extends Error {
  readonly status: 400 | 413;

  constructor(status: 400 | 413) {
    super(`body ${status}`);
    this.name = 'BodyError';
    this.status = status;
  }
}

/** The raw bytes of a request, whole: a signature covers them as they came. Slow senders are cut by the server's timeout. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const refuse = (status: 400 | 413) => {
      request.off('data', take);
      request.pause();
      reject(new BodyError(status));
    };
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > BODY_LIMIT) return refuse(413);
      chunks.push(chunk);
    };
    if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) return refuse(413);
    // Plain events: reading with a loop takes several times as long, and every answer of everybody passes here.
    request.on('data', take);
    request.once('end', () => {
      request.off('close', cut);
      resolve(Buffer.concat(chunks));
    });
    const cut = () => refuse(400);
    request.once('error', cut);
    request.once('close', cut);
  });
}
