import { dice } from '../platforms/limited/chance.ts';

const isSmall = process.env.FAULTS === 'small' || process.env.FAULTS === 'ci';
/** The seed of every random choice; a finding is told with it. */
export const SEED = Number(process.env.FAULTS_SEED ?? 7);

/** How much of everything: as it is meant, or as one waits for it. */
export function size(full: number, small: number): number {
  return isSmall ? small : full;
}

/** Random numbers from 0 to 1 of one scenario, the same for the same seed. */
export function chanceOf(scenario: string): () => number {
  const own = [...scenario].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  return dice(own ^ SEED);
}
