import type { Command } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { localDate } from '../domain/calendar.ts';
import type { Programme } from '../domain/programme.ts';
import words from '../locales/doctor.fr.json' with { type: 'json' };
import { programmeCalendar } from '../programme/calendar.ts';
import { type DatabaseHealth, databaseHealth } from '../store/health.ts';
import { checkSeason, checkWaves } from './doctor/calendar.ts';
import { checkChannels, checkManifest } from './doctor/channels.ts';
import { readConfiguration } from './doctor/configuration.ts';
import { CHECKS, type Finding } from './doctor/finding.ts';
import { checkClock, checkDatabase, checkDisk, checkNode } from './doctor/machine.ts';
import { checkPeople } from './doctor/people.ts';
import { checkPrompts, readFolder } from './doctor/programme.ts';
import { checkSurveys } from './doctor/surveys.ts';
import { sentence, tell } from './say.ts';
import { Unsettled } from './unsettled.ts';

/** `percolateur doctor`: everything that is not as it should be, at once, and what to do. Exits 1 while something is. */
export function register(program: Command): void {
  program
    .command('doctor')
    .description(words.description)
    .action(async ({ json }: { json?: true }) => {
      const findings = await examine(process.versions.node);
      const todo = findings.filter(({ level }) => level === 'todo').length;
      tell(json, { ok: todo === 0, findings }, [
        ...CHECKS.flatMap((check) =>
          linesOf(
            findings.filter((item) => item.check === check),
            check,
          ),
        ),
        todo === 0 ? words.well : sentence(words.todo, { count: todo }),
      ]);
      if (todo > 0) throw new Unsettled();
    });
}

async function examine(node: string): Promise<Finding[]> {
  const { config, places, findings } = readConfiguration();
  const health = places ? databaseHealth(places.database) : null;
  const { programme, problems } = places
    ? await readFolder(places, health)
    : { programme: null, problems: [] };
  const now = Temporal.Now.instant();
  const real = config !== null && !config.sandbox;
  return [
    ...checkNode(node),
    ...findings,
    ...problems,
    ...(programme ? checkProgramme(programme, health, config?.sandbox === true, now) : []),
    ...(places && health ? checkDatabase(places.database, health, real) : []),
    ...(places && health ? checkDisk(places.database, health) : []),
    ...(health ? checkClock(health, now) : []),
    ...(await checkManifest()),
    ...(config ? await checkChannels(config, programme) : []),
  ];
}

function checkProgramme(
  programme: Programme,
  health: DatabaseHealth | null,
  sandbox: boolean,
  now: Temporal.Instant,
): Finding[] {
  const calendar = programmeCalendar(programme);
  const ours = health?.state === 'ours' ? health : null;
  const travelled = ours?.sandboxClock ? Temporal.Instant.from(ours.sandboxClock) : null;
  const clock = travelled ?? (sandbox ? null : now);
  const today = clock ? localDate(calendar, clock) : null;
  const running = ours !== null && ours.lastDone !== '';
  return [
    ...checkPrompts(programme),
    ...checkPeople(programme),
    ...checkWaves(programme, today),
    ...checkSurveys(programme, calendar),
    ...checkSeason(programme, calendar, today, running),
  ];
}

function linesOf(findings: Finding[], check: Finding['check']): string[] {
  if (findings.length === 0) return [sentence(words.fine, { check: words.checks[check] })];
  return [
    sentence(words.heading, { check: words.checks[check] }),
    ...findings.map(({ level, text }) => sentence(words.levels[level], { text })),
  ];
}
