import { Temporal } from 'temporal-polyfill';
import type { Hidden, Sections } from '../../../domain/digest.ts';
import { frenchMoment } from '../../../engine/dates.ts';
import { text, textOf } from '../../../engine/texts.ts';
import { percent } from '../words/figures.ts';
import { table } from './table.ts';

type Shown<Name extends keyof Sections> = Exclude<Sections[Name], Hidden>;

export function reachFigures(reach: Shown<'reach'>): string[] {
  const rows = Object.entries(reach.unreachable).map(([reason, count]) => [
    textOf(`reasons.${reason}`) ?? reason,
    count,
  ]);
  if (rows.length === 0) return [];
  return [table([text('digest.long.reason'), text('digest.long.people')], rows)];
}

export function participationFigures(participation: Shown<'participation'>): string[] {
  const head = ['week', 'invited', 'atLeast'] as const;
  const rows = participation.weeks.map(({ week, invited, answered }) => [
    week,
    invited,
    answered === 0 ? text('digest.long.under_step') : (answered ?? '–'),
  ]);
  return [
    table(
      head.map((name) => text(`digest.long.${name}`)),
      rows,
    ),
  ];
}

export function cafesFigures(cafes: Shown<'cafes'>): string[] {
  const head = ['cafe', 'date', 'yes', 'maybe', 'seats', 'attended'] as const;
  const rows = cafes.sessions.map(({ title, on, yes, maybe, seats, attended }) => [
    title,
    frenchMoment(Temporal.PlainDateTime.from(on)),
    yes,
    maybe,
    seats,
    attended ?? '–',
  ]);
  if (rows.length === 0) return [];
  return [
    table(
      head.map((name) => text(`digest.long.${name}`)),
      rows,
    ),
  ];
}

export function mementoFigures({ byDepartment }: Shown<'memento'>): string[] {
  if (byDepartment.length === 0) return [];
  const head = ['department', 'invited', 'read', 'share'] as const;
  const rows = byDepartment.map(({ department, invited, acknowledged, responseRate }) => [
    department,
    invited,
    acknowledged,
    percent(responseRate),
  ]);
  return [
    table(
      head.map((name) => text(`digest.long.${name}`)),
      rows,
    ),
  ];
}
