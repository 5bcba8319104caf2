import { type Country, holidayRegions } from './holidays.ts';
import { suggest } from './suggest.ts';

/** Where an organisation is: what its holidays and its clock follow. */
export type Place = { country: Country; region: string | null };

/** What is wrong with a region of a country, or null. */
export function regionProblem(country: Country, region: string | null): string | null {
  const known = holidayRegions(country);
  if (region === null) {
    return country === 'CH'
      ? 'il manque « region » ; écrivez le canton, comme VD (les jours fériés en dépendent)'
      : null;
  }
  if (known.includes(region)) return null;
  if (country === 'FR') {
    const fix = `laissez vide, sauf en Alsace-Moselle (57, 67, 68) et outre-mer (${known.filter(isLetters).join(', ')})`;
    return `région « ${region} » inconnue ; ${fix}`;
  }
  return `canton « ${region} » inconnu ; ${suggest(region, known)}`;
}

/** `FR`, `FR-57` or `CH-VD`; null when it is none of them. */
export function parsePlace(code: string): Place | null {
  const [, name, region = null] = /^(FR|CH)(?:-([A-Z0-9]{2}))?$/.exec(code) ?? [];
  const country = name === 'FR' || name === 'CH' ? name : null;
  if (!country || regionProblem(country, region) !== null) return null;
  return { country, region };
}

/** The zone of a place when the programme names none. */
export function zoneOf({ country, region }: Place): string {
  if (country === 'CH') return 'Europe/Zurich';
  return OVERSEAS[region ?? ''] ?? 'Europe/Paris';
}

const OVERSEAS: Record<string, string> = {
  BL: 'America/St_Barthelemy',
  GF: 'America/Cayenne',
  GP: 'America/Guadeloupe',
  MF: 'America/Marigot',
  MQ: 'America/Martinique',
  RE: 'Indian/Reunion',
  YT: 'Indian/Mayotte',
};

function isLetters(code: string): boolean {
  return /^[A-Z]+$/.test(code);
}
