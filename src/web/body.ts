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
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > BODY_LIMIT) throw new BodyError(413);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += chunk.length;
      if (size > BODY_LIMIT) throw new BodyError(413);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof BodyError ? error : new BodyError(400);
  }
  return Buffer.concat(chunks);
}
