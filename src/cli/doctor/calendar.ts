import { Temporal } from 'temporal-polyfill';
import { type Calendar, isWorkingDay } from '../../domain/calendar.ts';
import { MILESTONE_DAYS } from '../../domain/milestone.ts';
import type { Programme } from '../../domain/programme.ts';
import { season } from '../../domain/session.ts';
import type { WaveDefinition } from '../../domain/wave.ts';
import { type Finding, finding } from './finding.ts';

type Span = { wave: WaveDefinition; from: Temporal.PlainDate; to: Temporal.PlainDate };

/**
 * Two waves that are open to the same people: they stay in the first, which may not be what was meant. `today` null: the clock of a sandbox
 * that has not travelled, which starts before the programme whatever its dates.
 */
export function checkWaves(programme: Programme, today: Temporal.PlainDate | null): Finding[] {
  const opens = Math.min(0, ...programme.surveys.flatMap(({ rounds }) => rounds.map((round) => round.opens)));
  const spans = programme.waves.map((wave) => spanOf(wave, opens));
  const findings: Finding[] = [];
  for (const [index, one] of spans.entries()) {
    for (const other of spans.slice(index + 1)) {
      const shared = sharedServices(one.wave, other.wave);
      if (shared === null || !overlap(one, other)) continue;
      const services = shared.length === 0 ? '*' : shared.join(', ');
      findings.push(
        finding('waves', 'note', services === '*' ? 'overlap_all' : 'overlap', {
          one: one.wave.id,
          other: other.wave.id,
          services,
        }),
      );
    }
  }
  if (today && spans.length > 0 && spans.every(({ to }) => Temporal.PlainDate.compare(to, today) < 0)) {
    findings.push(finding('waves', 'note', 'waves_over'));
  }
  return findings;
}

/** Cafés of the season that nobody can come to any more, or that fall on a day off. */
export function checkSeason(
  programme: Programme,
  calendar: Calendar,
  today: Temporal.PlainDate | null,
  running: boolean,
): Finding[] {
  const [first] = programme.waves;
  if (!first) return [];
  const sessions = season(calendar, programme.cafes, first.launchDate);
  const dated = programme.cafes.filter(({ starts }) => typeof starts === 'string').map(({ id }) => id);
  const past = sessions.filter(
    ({ starts }) => today !== null && Temporal.PlainDate.compare(starts.toPlainDate(), today) < 0,
  );
  const off = sessions.filter(
    ({ id, starts }) => dated.includes(id) && !isWorkingDay(calendar, starts.toPlainDate()),
  );
  const list = (rows: typeof sessions) =>
    rows.map(({ id, starts }) => `${id} (${starts.toPlainDate().toString()})`).join(', ');
  const findings: Finding[] = [];
  // In the middle of a season some Cafés are behind us; before anything was done, they are mistakes.
  if (past.length > 0 && !running)
    findings.push(finding('season', 'todo', 'cafes_past', { cafes: list(past) }));
  if (past.length > 0 && past.length === sessions.length && running) {
    findings.push(finding('season', 'note', 'season_over'));
  }
  if (off.length > 0) findings.push(finding('season', 'todo', 'cafes_off', { cafes: list(off) }));
  if (today && !running) {
    const late = programme.waves.filter(({ launchDate }) => launchDate < today.toString());
    for (const { id, launchDate } of late) {
      findings.push(finding('season', 'todo', 'launch_past', { wave: id, date: launchDate }));
    }
  }
  return findings;
}

function spanOf(wave: WaveDefinition, opens: number): Span {
  const launch = Temporal.PlainDate.from(wave.launchDate);
  const days = Math.max(7 * wave.weeks, MILESTONE_DAYS.J90);
  return { wave, from: launch.add({ days: opens }), to: launch.add({ days }) };
}

function overlap(one: Span, other: Span): boolean {
  return (
    Temporal.PlainDate.compare(one.from, other.to) <= 0 && Temporal.PlainDate.compare(other.from, one.to) <= 0
  );
}

/** The services two waves share; empty: all of them; null: none. */
function sharedServices(one: WaveDefinition, other: WaveDefinition): string[] | null {
  if (one.departments.length === 0) return other.departments;
  if (other.departments.length === 0) return one.departments;
  const shared = one.departments.filter((department) => other.departments.includes(department));
  return shared.length > 0 ? shared : null;
}
