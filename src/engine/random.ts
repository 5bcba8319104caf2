import { randomBytes } from 'node:crypto';

/** Unpredictable bytes; a simulation with a seed gives its own. */
export type Random = (size: number) => Buffer;

/** Bytes asked of the system at once: for a few, asking takes longer than sealing an answer with them. */
const POOL = 4096;

/** No byte is given twice. */
export const secureRandom: Random = createPool((size) => randomBytes(size));

function createPool(source: Random): Random {
  let pool: Buffer = Buffer.alloc(0);
  return (size) => {
    if (size > POOL) return source(size);
    if (pool.length < size) pool = source(POOL);
    // A copy, and nothing of it stays behind: what was given is somebody's key.
    const given = Buffer.from(pool.subarray(0, size));
    pool.fill(0, 0, size);
    pool = pool.subarray(size);
    return given;
  };
}

/** An identifier nobody can guess, short enough for a button: 16 bytes in base64url. */
export function newId(random: Random): string {
  return random(16).toString('base64url');
}
