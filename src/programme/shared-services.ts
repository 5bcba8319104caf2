import { overlap, overOn, type WaveDefinition } from '../domain/wave.ts';
import type { YamlSource } from './yaml-source.ts';

/**
 * Two waves that run at the same time and both name a service: its people would be in two. « Everybody » in one of
 * them is everybody who is in no other, and needs no naming.
 */
export function reportSharedServices(source: YamlSource, waves: readonly WaveDefinition[]): void {
  for (const [index, wave] of waves.entries()) {
    for (const [place, department] of wave.departments.entries()) {
      const other = waves
        .slice(0, index)
        .find((candidate) => candidate.departments.includes(department) && overlap(candidate, wave));
      if (!other) continue;
      const line = source.lineOf(['vagues', waves.indexOf(other), 'services']);
      const fix = `retirez-le d'une des deux, ou lancez l'une à partir du ${laterEnd(other, wave)}`;
      source.report(
        ['vagues', index, 'services', place],
        `service « ${department} » déjà dans la vague « ${other.id} » (ligne ${line}) aux mêmes dates ; ${fix}`,
      );
    }
  }
}

/** When the one that starts first is over. */
function laterEnd(a: WaveDefinition, b: WaveDefinition): string {
  return overOn(a.launchDate <= b.launchDate ? a : b).toString();
}
