import { ADOPTION_ALERT } from '../../domain/checkin.ts';
import type { DigestData } from '../../domain/digest.ts';
import { text } from '../../engine/texts.ts';
import { enumerate, percent } from '../../instruments/digest/words/figures.ts';

type Adoption = Exclude<DigestData['sections']['adoption'], { hidden: true }>;
export type ServiceRow = Adoption['byDepartment'][number];

/** The services under the line, whichever way they are read. */
export function belowLine(rows: readonly ServiceRow[]): ServiceRow[] {
  return rows.filter(({ alert }) => alert === 'below');
}

/** That none of the services shown is under the line; empty when one is, or may be. */
export function noneBelow(rows: readonly ServiceRow[]): string {
  if (rows.some(({ alert }) => alert !== 'above')) return '';
  return text('dashboard.services.none', { count: rows.length, line: percent(ADOPTION_ALERT) });
}

/** The services of which it is not known whether they pass the line; empty without. */
export function notKnown(rows: readonly ServiceRow[]): string {
  const open = rows.filter(({ alert }) => alert === 'unknown');
  if (open.length === 0) return '';
  const line = percent(ADOPTION_ALERT);
  return text('dashboard.services.unknown', { count: open.length, line, list: quoted(open) });
}

/** For whom it does not work, whole: what the chart of services says, of those it draws. */
export function servicesMessage({ sections: { adoption } }: DigestData): string | undefined {
  const drawn = 'hidden' in adoption ? [] : drawnServices(adoption);
  if (drawn.length === 0) return undefined;
  const below = belowLine(drawn);
  const line = percent(ADOPTION_ALERT);
  const under = below.length > 0 ? text('dashboard.services.below', { line, list: quoted(below) }) : '';
  return [under, noneBelow(drawn), notKnown(drawn)].filter((words) => words !== '').join(' ');
}

/** Those that have rates: of the others nearly all answers say the same, without a count. */
export function drawnServices({ byDepartment }: Adoption) {
  return byDepartment.flatMap((row) => ('users' in row ? [row] : []));
}

/** A name may have « et » in it. */
function quoted(rows: readonly ServiceRow[]): string {
  return enumerate(rows.map(({ department }) => text('digest.quoted', { words: department })));
}
