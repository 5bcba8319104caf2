import { Temporal } from 'temporal-polyfill';
import type { Programme } from '../../domain/programme.ts';
import { isOfWave, type WaveDefinition } from '../../domain/wave.ts';
import { frenchDay } from '../../engine/dates.ts';
import { text } from '../../engine/texts.ts';
import { differences, same } from './told.ts';

/** What changed of the waves; `launched`: new, or starting on another day; `widened`: those, and with other services. */
export function wavesTold(
  before: readonly WaveDefinition[],
  after: readonly WaveDefinition[],
): { what: string[]; launched: WaveDefinition[]; widened: WaveDefinition[] } {
  const { added, removed, changed } = differences(before.map(written), after.map(written));
  const moved = changed.filter(({ before, after }) => before.launchDate !== after.launchDate);
  const served = changed.filter(({ before, after }) => !same(before.departments, after.departments));
  return {
    widened: [
      ...new Set([...added, ...moved.map(({ after }) => after), ...served.map(({ after }) => after)]),
    ],
    what: [
      ...added.map(({ name, launchDate }) =>
        text('programme.waves.added', { name, launch: dayOf(launchDate) }),
      ),
      ...removed.map(({ name }) => text('programme.waves.removed', { name })),
      ...changed.flatMap(({ before, after }) => changesOf(before, after)),
    ],
    launched: [...added, ...moved.map(({ after }) => after)],
  };
}

/** Waves that nobody of the list is in, on their first day: valid, and rarely meant. */
export function nobodyIn({ waves, people }: Programme, told: readonly WaveDefinition[]): string[] {
  const ids = new Set(told.map(({ id }) => id));
  return waves
    .filter(({ id }) => ids.has(id))
    .filter((wave) => {
      const launch = Temporal.PlainDate.from(wave.launchDate);
      return !people.some(({ department }) => isOfWave(waves, wave, department, launch));
    })
    .map(({ name }) => text('programme.planned.nobody', { name }));
}

/** As the file says it: pauses and ends are decided in chat. */
function written({ course: _, ...wave }: WaveDefinition): WaveDefinition {
  return wave;
}

function changesOf(before: WaveDefinition, after: WaveDefinition): string[] {
  const { name } = after;
  const parts: string[] = [];
  if (before.launchDate !== after.launchDate) {
    const [from, to] = [dayOf(before.launchDate), dayOf(after.launchDate)];
    parts.push(text('programme.waves.moved', { name, from, to }));
  }
  if (before.name !== name) parts.push(text('programme.waves.named', { from: before.name, to: name }));
  if (!same(before.departments, after.departments)) parts.push(text('programme.waves.departments', { name }));
  if (before.weeks !== after.weeks) {
    parts.push(text('programme.waves.weeks', { name, from: before.weeks, to: after.weeks }));
  }
  if (!same(before.resources, after.resources)) parts.push(text('programme.waves.resources', { name }));
  return parts;
}

function dayOf(date: string): string {
  return frenchDay(Temporal.PlainDate.from(date), true);
}
