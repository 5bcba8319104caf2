import { createRandom } from '../domain/random.ts';

/** Draws that depend only on a seed and on what is decided: the same question always gets the same answer. */
export type Chance = {
  happens(probability: number): boolean;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<T>(items: readonly T[]): T | undefined;
  /** A key, each as likely as its weight. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K | undefined;
};

export function chanceOf(seed: number, ...about: (string | number)[]): Chance {
  const random = createRandom(hash(`${seed} ${about.join(' ')}`));
  // The first number of close seeds looks alike: it is thrown away.
  random();
  return {
    happens: (probability) => random() < probability,
    between: (least, most) => least + Math.floor(random() * (most - least + 1)),
    pick: (items) => items[Math.floor(random() * items.length)],
    weighted(weights) {
      const keys = keysOf(weights);
      let left = random() * keys.reduce((sum, key) => sum + (weights[key] ?? 0), 0);
      for (const key of keys) {
        left -= weights[key] ?? 0;
        if (left < 0) return key;
      }
      return keys.at(-1);
    },
  };
}

function keysOf<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K[] {
  const keys: K[] = [];
  for (const key in weights) keys.push(key);
  return keys;
}

/** FNV-1a on UTF-16 units. Source: Fowler, Noll and Vo (public domain). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
