import { ADOPTION_ALERT } from '../../domain/checkin.ts';
import type { DigestData } from '../../domain/digest.ts';
import { text } from '../../engine/texts.ts';
import { enumerate, percent } from '../../instruments/digest/words/figures.ts';

type Adoption = Exclude<DigestData['sections']['adoption'], { hidden: true }>;
export type ServiceRow = Adoption['byDepartment'][number];

/** The services under the line by both readings. */
export function belowLine({ byDepartment }: Adoption): ServiceRow[] {
  return byDepartment.filter(({ alert }) => alert === 'below');
}

/** That none of the services shown is under the line; empty when one is. */
export function noneBelow(adoption: Adoption): string {
  if (belowLine(adoption).length > 0) return '';
  const count = adoption.byDepartment.length;
  return text('dashboard.services.none', { count, line: percent(ADOPTION_ALERT) });
}

/** The services that one reading puts under the line and the other above; empty without. */
export function eitherSide({ byDepartment }: Adoption): string {
  const rows = byDepartment.filter(({ alert }) => alert === 'unknown');
  return rows.length > 0 ? text('dashboard.services.unknown', { list: quoted(rows) }) : '';
}

/** For whom it does not work, whole: what the chart of services says. */
export function servicesMessage({ sections: { adoption } }: DigestData): string | undefined {
  if ('hidden' in adoption || adoption.byDepartment.length === 0) return undefined;
  const below = belowLine(adoption);
  const line = percent(ADOPTION_ALERT);
  const under = below.length > 0 ? text('dashboard.services.below', { line, list: quoted(below) }) : '';
  return [under, noneBelow(adoption), eitherSide(adoption)].filter((words) => words !== '').join(' ');
}

/** A name may have « et » in it. */
function quoted(rows: readonly ServiceRow[]): string {
  return enumerate(rows.map(({ department }) => text('digest.quoted', { words: department })));
}
