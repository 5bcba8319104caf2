import { Temporal } from 'temporal-polyfill';
import { text } from '../engine/texts.ts';
import { enumerate, frenchDate } from '../instruments/digest/words/figures.ts';
import type { TakenDecision } from './collect.ts';

/** What the leadership said, without names: « étendre (deux voix, le 3 mars 2027) »; empty when nobody has. */
export function decidedText(decisions: readonly TakenDecision[]): string {
  const said = [...Map.groupBy(decisions, ({ decision }) => decision)].map(([decision, voices]) => {
    const last = voices
      .map(({ on }) => on)
      .sort()
      .at(-1);
    return text('report.note.voices', {
      decision: text(`digest.decision.${decision}`),
      count: voices.length,
      last: last === undefined ? 'none' : frenchDate(Temporal.PlainDate.from(last)),
    });
  });
  return enumerate(said);
}

export function isDivided(decisions: readonly TakenDecision[]): boolean {
  return new Set(decisions.map(({ decision }) => decision)).size > 1;
}
