import { textOf } from '../engine/texts.ts';
import { FAMILIES, type FamilyCounts } from '../store/personal.ts';

/** « Réponses aux Cafés et présences : 3 », for each family that has something. */
export function familyLines(counts: FamilyCounts): string[] {
  return FAMILIES.filter((family) => counts[family] > 0).map((family) => {
    const name = textOf(`rights.family.${family}`) ?? family;
    return `  ${name.charAt(0).toUpperCase()}${name.slice(1)}\u00a0: ${counts[family]}`;
  });
}
