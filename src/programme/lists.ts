import { nearest } from './suggest.ts';
import type { Path } from './yaml-position.ts';
import type { YamlSource } from './yaml-source.ts';

/** What is true of a whole list, checked on the raw values so that one wrong line does not hide the others. */

/** Each item's `id` once. */
export function reportDuplicates(source: YamlSource, list: Path, key = 'id'): void {
  const lines = new Map<string, number>();
  for (const path of itemPaths(source, list)) {
    const value = source.get([...path, key]);
    if (typeof value !== 'string') continue;
    const first = lines.get(value);
    if (first === undefined) lines.set(value, source.lineOf([...path, key]));
    else
      source.report(
        [...path, key],
        `« ${value} » est déjà pris à la ligne ${first} ; choisissez-en un autre`,
      );
  }
}

/**
 * Each item's `services` among those of the people file; `known` is null when that file could not be read. Where
 * `needed` is false a service may have nobody yet (a prompt for a trade to come): only a likely typo is a mistake.
 */
export function reportUnknownServices(
  source: YamlSource,
  list: Path,
  known: readonly string[] | null,
  needed: boolean,
): void {
  if (!known) return;
  for (const path of itemPaths(source, list)) {
    for (const place of itemPaths(source, [...path, 'services'])) {
      const name = source.get(place);
      if (typeof name !== 'string' || known.includes(name.trim())) continue;
      // The services are not listed: a shifted column of the people file would show names here.
      const near = nearest(name, known);
      if (!near && !needed) continue;
      source.report(
        place,
        `service « ${name} » absent de agents.csv ; ${near ? `vouliez-vous dire « ${near} » ?` : "recopiez le nom tel que vous l'y avez écrit"}`,
      );
    }
  }
}

export function itemPaths(source: YamlSource, list: Path): Path[] {
  const items = source.get(list);
  return Array.isArray(items) ? items.map((_, index) => [...list, index]) : [];
}
