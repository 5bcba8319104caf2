import { Temporal } from 'temporal-polyfill';
import { onceOf } from '../domain/once.ts';

/** The one source of « now » for the programme. Signatures and tokens are checked against the real clock, never this one. */
export type Clock = { now(): Temporal.Instant };

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** An instant as the store keeps it: ISO UTC, to the second, so that text order is time order. */
export const stamp = onceOf((instant: Temporal.Instant): string =>
  instant.toString({ smallestUnit: 'second' }),
);
