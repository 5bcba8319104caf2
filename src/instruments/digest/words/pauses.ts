import { Temporal } from 'temporal-polyfill';
import type { DigestData } from '../../../domain/digest.ts';
import { text } from '../../../engine/texts.ts';
import { enumerate, frenchDate } from './figures.ts';

/** « Vague en pause du … au …. »: weeks are missing, and nobody should wonder why. Empty when it never was. */
export function pausesText({ pauses = [] }: DigestData): string {
  if (pauses.length === 0) return '';
  const date = (local: string) => frenchDate(Temporal.PlainDate.from(local));
  const spans = pauses.map(({ from, until }) =>
    until === null
      ? text('digest.paused.since', { from: date(from) })
      : text('digest.paused.span', { from: date(from), until: date(until) }),
  );
  return text('digest.paused', { spans: enumerate(spans) });
}
