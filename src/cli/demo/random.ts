import { createCipheriv, createHash } from 'node:crypto';
import type { Random } from '../../engine/random.ts';

/** A repeatable stream of bytes, which stands in for the secrets of a real installation: AES-256-CTR under the seed. */
export function seededRandom(seed: number): Random {
  const key = createHash('sha256').update(`percolateur demo ${seed}`).digest();
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return (size) => stream.update(Buffer.alloc(size));
}
