import type { Programme } from '../../domain/programme.ts';
import { generatePeople } from '../../programme/generate.ts';
import { loadProgramme } from '../../programme/load.ts';
import { parsePlace } from '../../programme/place.ts';
import type { DemoOptions } from './options.ts';

/** The programme to play, with its own people or invented ones whose names suit the place. Throws a StartupError. */
export async function demoProgramme(options: DemoOptions): Promise<Programme> {
  const { programme: folder, agents, seed, launch, region } = options;
  if (agents === null) return loadProgramme(folder, { launch, region });
  // A wrong region is told by the reader of the programme, with what else is wrong.
  const people = generatePeople(agents, seed, region && parsePlace(region) ? region : 'FR');
  const programme = await loadProgramme(folder, { launch, region, people });
  const place = placeOf(programme);
  return region === undefined && place !== 'FR'
    ? { ...programme, people: generatePeople(agents, seed, place) }
    : programme;
}

/** `FR`, `FR-57`, `CH-VD`. */
export function placeOf({ organisation: { country, region } }: Programme): string {
  return region === null ? country : `${country}-${region}`;
}
