import { Refusal } from '../../domain/errors.ts';
import type { WaveDefinition } from '../../domain/wave.ts';
import type { Turn } from '../../engine/turn.ts';
import { findPrepared } from '../../store/wave.ts';

export function findWave(turn: Turn, id: string): WaveDefinition | null {
  return turn.programme.waves.find((wave) => wave.id === id) ?? null;
}

export function requireWave(turn: Turn, id: string): WaveDefinition {
  const wave = findWave(turn, id);
  if (!wave) throw new Refusal('unknown_action');
  return wave;
}

/** A wave in force, or one that was just confirmed or dropped. */
export async function waveNamed(turn: Turn, id: string): Promise<{ name: string } | null> {
  return findWave(turn, id) ?? (await findPrepared(turn.tx, id));
}
