import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import type { Random } from './random.ts';

/**
 * How an answer waits for the closing of its round. The key comes from the installation's secret, which is never
 * in the database, and the round's salt, which is destroyed at closing: without both, a row says neither who
 * answered nor what.
 */
export type Seal = {
  /** HMAC-SHA-256 of a person's id: the same for every answer of theirs in the round, unlike any other round. */
  token(personId: string): Buffer;
  /** AES-256-GCM of a JSON value, padded to `size` bytes: all boxes of a round have one length. */
  close(token: Uint8Array, value: unknown, size?: number): Buffer;
  open(token: Uint8Array, box: Uint8Array): unknown;
};

const NONCE = 12;
const TAG = 16;
/** How much longer a box is than what it holds, padding included. */
export const OVERHEAD = NONCE + TAG;

/**
 * Room for a service's name (80 characters) and a week's answers, in bytes. A row of more than about a thousand spills
 * over into a page of its own, which makes storing it twice as long.
 */
export const BOX_SIZE = 768;

export function createSeal(secret: Uint8Array, salt: Uint8Array, random: Random): Seal {
  // As key objects: Node takes five times as long to seal with bytes, which it makes into one each time.
  const derived = (purpose: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', secret, salt, purpose, 32)));
  const tokenKey = derived('percolateur token');
  const boxKey = derived('percolateur box');
  return {
    token: (personId) => createHmac('sha256', tokenKey).update(personId).digest(),
    close(token, value, size = BOX_SIZE) {
      const plain = Buffer.from(JSON.stringify(value));
      if (plain.length + 4 > size) throw new RangeError('a sealed value is longer than its box');
      const padded = Buffer.alloc(size);
      padded.writeUInt32BE(plain.length, 0);
      plain.copy(padded, 4);
      const nonce = random(NONCE);
      const cipher = createCipheriv('aes-256-gcm', boxKey, nonce).setAAD(token);
      return Buffer.concat([nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
    },
    open(token, box) {
      const bytes = Buffer.from(box);
      const decipher = createDecipheriv('aes-256-gcm', boxKey, bytes.subarray(0, NONCE)).setAAD(token);
      decipher.setAuthTag(bytes.subarray(-TAG));
      const padded = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
      return JSON.parse(padded.subarray(4, 4 + padded.readUInt32BE(0)).toString());
    },
  };
}

/** A token that only the secret can make, for facts that must not name anybody in the database. */
export function secretToken(secret: Uint8Array, purpose: string, value: string): Buffer {
  return createHmac('sha256', secret).update(`percolateur ${purpose}\0${value}`).digest();
}
