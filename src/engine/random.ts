import { randomBytes } from 'node:crypto';

/** Unpredictable bytes; a simulation with a seed gives its own. */
export type Random = (size: number) => Buffer;

export const secureRandom: Random = (size) => randomBytes(size);

/** An identifier nobody can guess, short enough for a button: 16 bytes in base64url. */
export function newId(random: Random): string {
  return random(16).toString('base64url');
}
