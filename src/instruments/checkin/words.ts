import type { TimeBand } from '../../domain/checkin.ts';

/** What people type, without accents and in lower case, and the band it means. */
const WORDS: [RegExp, TimeBand][] = [
  [
    /^(non|pas utilise|pas utilisee?|jamais|aucun usage|je ne l'ai pas utilisee?|pas cette semaine)$/,
    'unused',
  ],
  [/^(perdu|du temps perdu|perdu du temps|j'ai perdu du temps)$/, 'lost'],
  [/^(zero|0|rien|rien gagne|aucun gain|0 ?(h|min|minutes?|heures?))$/, 'zero'],
  [/^(oui|utilise|utilisee|ne sait pas|je ne sais pas|sais pas|nsp)$/, 'unknown'],
];

const DURATION =
  /^(?:environ |presque |plus de |\+ ?)?(?:(\d+(?:[.,]\d+)?) ?(?:h|heures?)(?: ?(\d{1,2}) ?(?:min|minutes?)?)?|(\d+) ?(?:min|minutes?|mn))(?: ?gagnee?s?)?$/;

/** The band a typed line means, or null when it is not an answer to the check-in. `words` are normalised. */
export function bandOfWords(words: string): TimeBand | null {
  const plain = words.replace(/[.!]+$/, '').trim();
  for (const [pattern, band] of WORDS) if (pattern.test(plain)) return band;
  if (/^(une )?demi[- ]heure$/.test(plain)) return 'm30to60';
  if (/^une heure$/.test(plain)) return 'h1to2';
  const duration = DURATION.exec(plain);
  if (!duration) return null;
  const hours = Number((duration[1] ?? '0').replace(',', '.'));
  return bandOfMinutes(hours * 60 + Number(duration[2] ?? 0) + Number(duration[3] ?? 0));
}

/** Bands hold their lower end: an hour is « 1 à 2 h ». */
export function bandOfMinutes(minutes: number): TimeBand {
  if (minutes <= 0) return 'zero';
  if (minutes < 30) return 'lt30';
  if (minutes < 60) return 'm30to60';
  if (minutes < 120) return 'h1to2';
  if (minutes < 240) return 'h2to4';
  return 'h4plus';
}
