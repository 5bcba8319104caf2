import { Temporal } from 'temporal-polyfill';
import type { Hidden, Sections } from '../../../domain/digest.ts';
import { frenchMoment } from '../../../engine/dates.ts';
import { text, textOf } from '../../../engine/texts.ts';
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
  const rows = participation.weeks.map(({ week, invited, answered }) => [week, invited, answered ?? '–']);
  return [
    table(
      head.map((name) => text(`digest.long.${name}`)),
      rows,
    ),
  ];
}

export function cafesFigures(cafes: Shown<'cafes'>): string[] {
  const head = ['cafe', 'date', 'yes', 'maybe', 'seats'] as const;
  const rows = cafes.sessions.map(({ title, on, yes, maybe, seats }) => [
    title,
    frenchMoment(Temporal.PlainDateTime.from(on)),
    yes,
    maybe,
    seats,
  ]);
  if (rows.length === 0) return [];
  return [
    table(
      head.map((name) => text(`digest.long.${name}`)),
      rows,
    ),
  ];
}

/** The cost beside the declared time: the line says the time, the reader compares. */
export function resourcesFigures(resources: Shown<'resources'>): string[] {
  const { licences, licenceMonthly, currency, months, cost, trainingHours, cafeHours } = resources;
  const hours = cafeHours.toLocaleString('fr-FR');
  return [
    table(
      [text('digest.long.item'), text('digest.long.value')],
      [
        [text('digest.long.licences', { licences, licenceMonthly, currency, months }), `${cost} ${currency}`],
        [text('digest.long.training'), `${trainingHours} h`],
        [text('digest.long.cafeHours'), `${hours} h`],
      ],
    ),
  ];
}
