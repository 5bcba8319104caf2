import type { Declared, DigestData, Hidden } from '../../../domain/digest.ts';
import { frenchNumber } from '../../../engine/numbers.ts';
import { text } from '../../../engine/texts.ts';
import type { Line } from './lines.ts';

type Resources = Exclude<DigestData['sections']['resources'], Hidden>;

/** What it cost, and beside it what people say, in the same unit where an hour has a cost: never one minus the other. */
export function resourcesLine({ sections: { resources } }: DigestData): Line | null {
  if ('hidden' in resources) return null;
  const cost = text('digest.line.resources', spent(resources));
  return {
    label: text('digest.label.resources'),
    text: `${cost} ${declaredText(resources, true)}`,
    short: `${cost} ${declaredText(resources, false)}`,
  };
}

function declaredText({ declared, breakEven }: Resources, compared: boolean): string {
  if (!declared) return text('digest.line.beside_nothing');
  if (!breakEven || !compared) return text('digest.line.declared', hoursText(declared));
  return text('digest.line.break_even', {
    ...hoursText(declared),
    lowMinutes: signed(declared.lowMinutes),
    highMinutes: signed(declared.highMinutes),
    minutes: minutesText(breakEven.total),
  });
}

function spent({ licences, months, cost, currency, trainingHours, cafeHours, cafeHoursFrom }: Resources) {
  return {
    licences,
    months,
    money: money(cost, currency),
    trainingHours,
    hours: frenchNumber(cafeHours),
    from: text(`digest.cafe_hours.${cafeHoursFrom}`),
  };
}

/** « 2 640 € ». */
export function money(amount: number, currency: string): string {
  return `${frenchNumber(amount)}\u00a0${currency === 'EUR' ? '€' : currency}`;
}

/** Both ends in words: a range that reaches under zero says that some lose time. */
export function hoursText({ lowHours, highHours, counted, unknown }: Declared) {
  return { low: signed(lowHours), high: signed(highHours), counted, unknown };
}

/** « −12 », with the sign that is not a hyphen. */
export function signed(value: number): string {
  return value < 0 ? `\u2212${frenchNumber(Math.abs(value))}` : frenchNumber(value);
}

/** « 9 min », « moins d'une minute ». */
export function minutesText(minutes: number): string {
  return minutes < 1
    ? text('digest.minutes.under_one')
    : text('digest.minutes', { minutes: Math.round(minutes) });
}
