import { onFirstUse } from '../domain/once.ts';
import { textWidth, type Weight } from './font.ts';

/** The longest label a picture or an alternative text keeps, in characters. */
const LONGEST = 300;
/** Control, formatting and bidirectional characters: they break the picture or turn its words round. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]+/gu;

/** One clean line of whatever came as text. */
export function clean(text: string): string {
  const line = text.toWellFormed().normalize('NFC').replace(/\s+/g, plainSpace).replace(UNSEEN, '').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line;
}

/** French typography lives on its no-break spaces: a single one stays as it is. */
function plainSpace(run: string): string {
  return run === '\u00a0' || run === '\u202f' ? run : ' ';
}

const numbers = onFirstUse(() => new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 }));

/** A figure as it is written in French: `1 234,5`, `42 %`, with narrow no-break spaces. */
export function figure(value: number, unit: string | null): string {
  const written = numbers()
    .format(Object.is(value, -0) ? 0 : value)
    .replace('-', '\u2212');
  return unit ? `${written}\u202f${unit}` : written;
}

/** Breaks a line at its spaces so that each part fits; what does not fit in `most` lines ends in an ellipsis. */
export function wrap(text: string, width: number, size: number, weight: Weight, most: number): string[] {
  const fits = (line: string) => textWidth(line, size, weight) <= width;
  const lines: string[] = [];
  let rest = text.trim();
  while (rest && lines.length < most) {
    const last = lines.length === most - 1;
    const line = fits(rest) ? rest : last ? shorten(rest, fits) : firstLine(rest, fits);
    lines.push(line);
    rest = last ? '' : rest.slice(line.length).trimStart();
  }
  return lines;
}

/** The longest beginning that ends before a plain space, or in the middle of a word longer than the line. */
function firstLine(text: string, fits: (line: string) => boolean): string {
  const most = longest(text, fits);
  const space = text.lastIndexOf(' ', most.length);
  return space > 0 ? text.slice(0, space) : most;
}

function shorten(text: string, fits: (line: string) => boolean): string {
  return `${longest(text, (line) => fits(`${line}…`)).trimEnd()}…`;
}

function longest(text: string, fits: (line: string) => boolean): string {
  const chars = [...text];
  let low = 1;
  let high = chars.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(chars.slice(0, middle).join(''))) low = middle;
    else high = middle - 1;
  }
  return chars.slice(0, low).join('');
}
