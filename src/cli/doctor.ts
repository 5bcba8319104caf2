import type { Command } from 'commander';
import { Temporal } from 'temporal-polyfill';
import type { Places } from '../config.ts';
import { localDate } from '../domain/calendar.ts';
import type { Programme } from '../domain/programme.ts';
import words from '../locales/doctor.fr.json' with { type: 'json' };
import { errorName } from '../log.ts';
import { programmeCalendar } from '../programme/calendar.ts';
import { type DatabaseHealth, databaseHealth } from '../store/health.ts';
import { checkSeason, checkWaves } from './doctor/calendar.ts';
import { checkManifest, checkPlatforms, checkSettings } from './doctor/channels.ts';
import { readConfiguration } from './doctor/configuration.ts';
import { checkFile, checkMemory, checkSecrets } from './doctor/files.ts';
import { CHECKS, type Check, type Finding, finding } from './doctor/finding.ts';
import { checkClock, checkDatabase, checkDisk, checkNode } from './doctor/machine.ts';
import { checkOutbox } from './doctor/outbox.ts';
import { checkPeople } from './doctor/people.ts';
import { checkPrompts, readFolder } from './doctor/programme.ts';
import { checkService } from './doctor/service.ts';
import { checkSurveys } from './doctor/surveys.ts';
import { sentence, tell } from './say.ts';
import { Unsettled } from './unsettled.ts';

/** `percolateur doctor`: everything that is not as it should be, at once, and what to do. Exits 1 while something is. */
export function register(program: Command): void {
  program
    .command('doctor')
    .description(words.description)
    .action(async ({ json }: { json?: true }) => {
      const findings = inOrder(await examine(process.versions.node));
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
  const now = Temporal.Now.instant();
  const real = config !== null && !config.sandbox;
  const user = process.getuid?.() ?? null;
  // Asked meanwhile: each waits five seconds at most for an answer.
  const outside = Promise.all([
    look('channels', async () => (config ? checkPlatforms(config) : [])),
    look('service', async () => (config && real ? checkService(config) : [])),
  ]);
  const read = await attempt('database', async () => {
    const health = places ? databaseHealth(places.database) : null;
    const { programme, problems } = places
      ? await readFolder(places, health)
      : { programme: null, problems: [] };
    return { health, programme, findings: problems };
  });
  const { health, programme } = read;
  return [
    ...checkNode(node),
    ...findings,
    ...read.findings,
    ...(await checkInside({ places, health, now, real, user })),
    ...(programme ? checkProgramme(programme, health, config?.sandbox === true, now) : []),
    ...(config ? checkSettings(config, programme) : []),
    ...(await look('manifest', checkManifest)),
    ...(await outside).flat(),
  ];
}

async function checkInside(found: {
  places: Places | null;
  health: DatabaseHealth | null;
  now: Temporal.Instant;
  real: boolean;
  user: number | null;
}): Promise<Finding[]> {
  const { places, health, now, real, user } = found;
  const checks = [look('memory', async () => checkMemory(process.availableMemory()))];
  if (places) checks.push(look('secret', async () => checkSecrets(places, real)));
  if (places && health) {
    const { database } = places;
    checks.push(
      look('database', async () => [
        ...checkDatabase(database, health, real),
        ...checkFile(database, health, user),
      ]),
      look('disk', async () => checkDisk(database, health)),
      look('clock', async () => checkClock(health, now)),
    );
    const live =
      health.state === 'ours' && health.sandboxClock === null && health.migrations.todo.length === 0;
    if (live) checks.push(look('outbox', async () => checkOutbox(database, now)));
  }
  return (await Promise.all(checks)).flat();
}

const NOTHING = { health: null, programme: null };
type Read = { health: DatabaseHealth | null; programme: Programme | null; findings: Finding[] };

/** What cannot be looked at does not hide the rest. */
async function attempt(check: Check, read: () => Promise<Read>): Promise<Read> {
  try {
    return await read();
  } catch (error) {
    const findings = [finding(check, 'todo', 'check_failed', { error: errorName(error) })];
    return { ...NOTHING, findings };
  }
}

async function look(check: Check, make: () => Promise<Finding[]>): Promise<Finding[]> {
  const { findings } = await attempt(check, async () => ({ ...NOTHING, findings: await make() }));
  return findings;
}

/** The most pressing first: by check, and what must be done before what is good to know. */
function inOrder(findings: Finding[]): Finding[] {
  const rank = ({ check, level }: Finding) => 2 * CHECKS.indexOf(check) + (level === 'todo' ? 0 : 1);
  return findings.toSorted((one, other) => rank(one) - rank(other));
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
