import { Temporal } from 'temporal-polyfill';
import { onOrAfterWorkingDay } from '../../../domain/calendar.ts';
import { DIGEST_TIME, dueOn, MILESTONES } from '../../../domain/milestone.ts';
import { isOfWave, type WaveDefinition } from '../../../domain/wave.ts';
import { frenchDay, frenchMoment } from '../../../engine/dates.ts';
import { sessionsInForce } from '../../../engine/sessions.ts';
import { text } from '../../../engine/texts.ts';
import type { Turn } from '../../../engine/turn.ts';
import { listDigests } from '../../../store/digest.ts';
import { listPeople } from '../../../store/person.ts';
import { clip } from '../words/figures.ts';

/** Something of a week, in a few words, at a local time. */
export type Coming = { kind: 'digest' | 'session' | 'survey'; at: Temporal.PlainDateTime; words: string };

const TITLE = 60;

/** What lies ahead of a wave from now on, in `[from, to[`: Cafés, surveys that open, reviews. The soonest first. */
export async function comingIn(
  turn: Turn,
  wave: WaveDefinition,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<Coming[]> {
  const all = [...(await digests(turn, wave)), ...(await sessions(turn, wave)), ...surveys(turn, wave)];
  const now = turn.now.toZonedDateTimeISO(turn.calendar.zone).toPlainDateTime();
  return all
    .filter(({ at }) => {
      const date = at.toPlainDate();
      const inside = Temporal.PlainDate.compare(date, from) >= 0 && Temporal.PlainDate.compare(date, to) < 0;
      return inside && Temporal.PlainDateTime.compare(at, now) >= 0;
    })
    .sort((a, b) => Temporal.PlainDateTime.compare(a.at, b.at));
}

async function digests(turn: Turn, wave: WaveDefinition): Promise<Coming[]> {
  const launch = Temporal.PlainDate.from(wave.launchDate);
  const stored = (await listDigests(turn.tx)).filter((row) => row.wave === wave.id);
  return MILESTONES.map((milestone) => {
    const put = stored.find((row) => row.milestone === milestone)?.post_on;
    const date = put ? Temporal.PlainDate.from(put) : dueOn(turn.calendar, launch, milestone);
    const on = frenchDay(date);
    return {
      kind: 'digest',
      at: date.toPlainDateTime(Temporal.PlainTime.from(DIGEST_TIME)),
      words: text('digest.week.digest', { milestone: milestone.replace('J', 'J+'), on }),
    };
  });
}

/** Those open to somebody of the wave. */
async function sessions(turn: Turn, wave: WaveDefinition): Promise<Coming[]> {
  const { waves } = turn.programme;
  const ours = new Set((await listPeople(turn.tx)).map(({ department }) => department));
  for (const department of ours) if (!isOfWave(waves, wave, department, turn.today)) ours.delete(department);
  return (await sessionsInForce(turn))
    .filter(({ cancelled, departments }) => {
      return !cancelled && (departments.length === 0 || departments.some((name) => ours.has(name)));
    })
    .map(({ title, starts }) => ({
      kind: 'session',
      at: starts,
      words: text('digest.week.cafe', { title: clip(title, TITLE), on: frenchMoment(starts) }),
    }));
}

function surveys(turn: Turn, wave: WaveDefinition): Coming[] {
  const launch = Temporal.PlainDate.from(wave.launchDate);
  const opensAt = Temporal.PlainTime.from(turn.programme.rhythm.weeklyTime);
  return turn.programme.surveys.flatMap(({ title, rounds }) =>
    rounds.map(({ opens }): Coming => {
      const date = onOrAfterWorkingDay(turn.calendar, launch.add({ days: opens }));
      const values = { title: clip(title, TITLE), on: frenchDay(date) };
      return { kind: 'survey', at: date.toPlainDateTime(opensAt), words: text('digest.week.survey', values) };
    }),
  );
}
