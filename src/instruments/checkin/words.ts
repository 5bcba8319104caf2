import { TIME_BANDS, type TimeBand } from '../../domain/checkin.ts';
import { normalise } from '../../domain/command.ts';
import { text } from '../../engine/texts.ts';
import { bandOfSpan, spanOf } from './duration.ts';

/**
 * What a typed line says of the week. `bare`: in so few words that it could answer anything else (« rien »). `ask`:
 * perhaps about the week, and not to be guessed. Null: about something else.
 */
export type Reading = { band: TimeBand; bare: boolean } | 'ask' | null;

/** Lists of the catalogue: wordings, with bars between them. */
type List = TimeBand | 'bare' | 'ask' | 'loss' | 'gain' | 'about';

/** The wordings of a list, normalised as typed lines are. */
export function wordings(list: List): string[] {
  return text(`checkin.words.${list}`)
    .split('|')
    .map((words) => normalise(words));
}

const KNOWN = new Map(TIME_BANDS.flatMap((band) => wordings(band).map((words) => [words, band] as const)));
const [BARE, ASK] = [new Set(wordings('bare')), new Set(wordings('ask'))];
const [LOSS, GAIN, ABOUT] = [byLength('loss'), byLength('gain'), byLength('about')];
/** Bands that say how long. */
const LENGTHS: readonly TimeBand[] = ['lt30', 'm30to60', 'h1to2', 'h2to4', 'h4plus'];

/** Reads a typed line, normalised. */
export function readWords(typed: string): Reading {
  const line = typed.replace(/[‐‑–—−]/g, '-');
  const known = KNOWN.get(line);
  if (known) return { band: known, bare: BARE.has(line) };
  if (ASK.has(line) || /^[-+]? ?\d{1,4}(?:[.,]\d)?$/.test(line)) return 'ask';
  const lost = without(line, LOSS);
  // However long, time lost is time lost.
  if (lost !== null) return lengthOf(lost) === null ? null : { band: 'lost', bare: false };
  const minus = /^- ?(\d.*)$/.exec(line);
  if (minus) return lengthOf(minus[1] ?? '') === null ? null : 'ask';
  const length = lengthOf(without(line, GAIN) ?? line.replace(/^\+ ?(?=\d)/, ''));
  return length === null || length === 'ask' ? length : { band: length, bare: false };
}

/** How long a line says: in words of the catalogue, or in digits. */
function lengthOf(line: string): TimeBand | 'ask' | null {
  const words = without(line, ABOUT) ?? line;
  const known = KNOWN.get(words);
  if (known) return LENGTHS.includes(known) ? known : null;
  if (ASK.has(words)) return 'ask';
  const span = spanOf(words);
  return span && (bandOfSpan(span) ?? 'ask');
}

/** A line without words of a list at its start and its end; null when neither is there. */
function without(line: string, list: readonly string[]): string | null {
  const first = list.find((words) => line.startsWith(`${words} `));
  const tail = first === undefined ? line : line.slice(first.length + 1);
  const last = list.find((words) => tail.endsWith(` ${words}`));
  if (first === undefined && last === undefined) return null;
  return last === undefined ? tail : tail.slice(0, -last.length - 1);
}

/** The longest first: « j'ai perdu » before « perdu ». */
function byLength(list: List): string[] {
  return wordings(list).sort((a, b) => b.length - a.length);
}
