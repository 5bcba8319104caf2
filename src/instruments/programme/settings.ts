import { Temporal } from 'temporal-polyfill';
import type { Programme } from '../../domain/programme.ts';
import { frenchTime } from '../../engine/dates.ts';
import type { InForce } from '../../engine/in-force.ts';
import { type TextKey, text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { nextWeekly, reviewsOf } from './dates.ts';
import { same, type Told } from './told.ts';
import { nobodyIn, wavesTold } from './waves.ts';

/** What can be told by its name alone. */
const NAMED: readonly [TextKey, (programme: Programme) => unknown][] = [
  ['programme.settings.organisation', ({ organisation }) => organisation.name],
  ['programme.settings.place', ({ organisation: { country, zone } }) => [country, zone]],
  ['programme.settings.region', ({ organisation }) => organisation.region],
  ['programme.settings.channel', ({ leadershipChannel }) => leadershipChannel],
  ['programme.settings.hours', ({ hours }) => hours],
  ['programme.settings.thresholds', ({ thresholds }) => thresholds],
  ['programme.settings.tools', ({ tools }) => tools],
];

/** What moves the weekly card. */
const TIMING: readonly ((programme: Programme) => unknown)[] = [
  ({ organisation: { country, region, zone } }) => [country, region, zone],
  ({ hours }) => hours,
  ({ rhythm }) => rhythm.weeklyTime,
];

/** What `programme.yml` says, and the dates that follow from it. */
export async function settingsTold(turn: Turn, { programme: before }: InForce): Promise<Told> {
  const after = turn.programme;
  const what = NAMED.filter(([, read]) => !same(read(before), read(after))).map(([key]) => text(key));
  const [from, to] = [before.rhythm, after.rhythm];
  if (from.weeklyTime !== to.weeklyTime) {
    what.push(
      text('programme.settings.weekly', { from: timeOf(from.weeklyTime), to: timeOf(to.weeklyTime) }),
    );
  }
  if (from.weeklyCap !== to.weeklyCap) what.push(text('programme.settings.cap', { count: to.weeklyCap }));
  if (from.weeklyNote !== to.weeklyNote) {
    what.push(text('programme.settings.note', { on: String(to.weeklyNote) }));
  }
  const waves = wavesTold(before.waves, after.waves);
  const planned = waves.launched.map((wave) => reviewsOf(turn, wave));
  planned.push(...nobodyIn(after, waves.widened));
  const moves = TIMING.some((read) => !same(read(before), read(after)));
  const next = moves || waves.launched.length > 0 ? await nextWeekly(turn) : null;
  return {
    file: 'programme.yml',
    what: [...what, ...waves.what],
    planned: next ? [next, ...planned] : planned,
  };
}

function timeOf(time: string): string {
  return frenchTime(Temporal.PlainTime.from(time));
}
