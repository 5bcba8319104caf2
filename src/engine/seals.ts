import type { Random } from './random.ts';
import { createSeal, type Seal } from './seal.ts';

/** More rounds than are ever open at once. */
const MOST = 100;

/** The seals of open rounds: the keys of a round are derived once, not at each answer. */
export type Seals = { of(salt: Uint8Array): Seal; forget(): void };

export function createSeals(secret: Uint8Array, random: Random): Seals {
  const seals = new Map<string, Seal>();
  return {
    of(salt) {
      const key = Buffer.from(salt).toString('hex');
      const known = seals.get(key);
      if (known) return known;
      if (seals.size > MOST) seals.clear();
      const made = createSeal(secret, salt, random);
      seals.set(key, made);
      return made;
    },
    forget: () => seals.clear(),
  };
}
