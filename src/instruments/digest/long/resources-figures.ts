import type { Hidden, Sections } from '../../../domain/digest.ts';
import { frenchNumber } from '../../../engine/numbers.ts';
import { text } from '../../../engine/texts.ts';
import { hoursText, minutesText, money, signed } from '../words/resources-line.ts';
import { table } from './table.ts';

type Resources = Exclude<Sections['resources'], Hidden>;

/** The cost, the declared time beside it, and what would pay for the cost: how each was counted is said under it. */
export function resourcesFigures(resources: Resources): string[] {
  const { declared, breakEven, hourlyCost, currency, people } = resources;
  const rows = [...spentRows(resources), ...declaredRows(resources)];
  if (breakEven && hourlyCost) {
    const cost = money(hourlyCost, currency);
    rows.push(
      [text('digest.long.break_even_licences', { cost }), minutesText(breakEven.licences)],
      [text('digest.long.break_even_total', { cost }), minutesText(breakEven.total)],
    );
  }
  return [
    table([text('digest.long.item'), text('digest.long.value')], rows),
    ...(declared ? [text('digest.long.declared_rule', { ...hoursText(declared), people })] : []),
  ];
}

function spentRows(resources: Resources): [string, string][] {
  const { licences, licenceMonthly, currency, months, cost, trainingHours, cafeHours, cafeHoursFrom } =
    resources;
  const from = text(`digest.cafe_hours.${cafeHoursFrom}`);
  return [
    [
      text('digest.long.licences', { licences, price: money(licenceMonthly, currency), months }),
      money(cost, currency),
    ],
    [text('digest.long.training'), hours(trainingHours)],
    [text('digest.long.cafeHours', { from }), hours(cafeHours)],
  ];
}

function declaredRows({ declared }: Resources): [string, string][] {
  if (!declared) return [];
  const { lowMinutes, highMinutes, weeks } = declared;
  return [
    [text('digest.long.declared', { weeks }), text('digest.long.range_hours', hoursText(declared))],
    [
      text('digest.long.declared_minutes'),
      text('digest.long.range_minutes', { low: signed(lowMinutes), high: signed(highMinutes) }),
    ],
  ];
}

function hours(value: number): string {
  return `${frenchNumber(value)}\u00a0h`;
}
