import { statfsSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { type DatabaseHealth, nearestFolder } from '../../store/health.ts';
import { type Finding, finding } from './finding.ts';

/** Source: the `engines` of package.json; what better-sqlite3, restify and Kysely need. */
const NODE = [22, 14] as const;
const MEBIBYTE = 2 ** 20;
/** Room to work in, in mebibytes, besides two copies of the database (a scrub rewrites it whole). */
const ROOM = 200;
/** A clock before this is not set: this version did not exist. */
const EPOCH = Temporal.Instant.from('2026-01-01T00:00:00Z');
/** Minutes the last thing done may be ahead of the clock. */
const DRIFT = 5;

export function checkNode(version: string): Finding[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > NODE[0] || (major === NODE[0] && minor >= NODE[1]);
  return enough ? [] : [finding('node', 'todo', 'node', { version, needed: NODE.join('.') })];
}

/** `real`: people's names are in it, and not invented ones. */
export function checkDatabase(file: string, health: DatabaseHealth, real: boolean): Finding[] {
  if (health.state === 'absent') {
    return health.folderWritable
      ? [finding('database', 'note', 'database_absent', { file })]
      : [finding('database', 'todo', 'database_folder', { file })];
  }
  if (health.state === 'not_ours') return [finding('database', 'todo', 'database_not_ours', { file })];
  const { todo, unknown } = health.migrations;
  return [
    ...(health.writable ? [] : [finding('database', 'todo', 'database_read_only', { file })]),
    ...(todo.length > 0 ? [finding('database', 'todo', 'migrations', { names: todo.join(', ') })] : []),
    ...(unknown.length > 0 ? [finding('database', 'todo', 'too_old', { names: unknown.join(', ') })] : []),
    ...(health.readableByOthers && real ? [finding('database', 'todo', 'database_open', { file })] : []),
  ];
}

export function checkDisk(file: string, health: DatabaseHealth): Finding[] {
  const { bavail, bsize } = statfsSync(nearestFolder(file));
  const free = Math.floor((bavail * bsize) / MEBIBYTE);
  const bytes = health.state === 'ours' ? health.bytes : 0;
  const needed = ROOM + Math.ceil((2 * bytes) / MEBIBYTE);
  return free >= needed ? [] : [finding('disk', 'todo', 'disk', { free, needed })];
}

/** The programme lives on dates: a wrong clock sends everything at once, or nothing. */
export function checkClock(health: DatabaseHealth, now: Temporal.Instant): Finding[] {
  const date = now.toString({ smallestUnit: 'minute' });
  if (Temporal.Instant.compare(now, EPOCH) < 0) return [finding('clock', 'todo', 'clock_unset', { date })];
  if (health.state !== 'ours' || health.sandboxClock !== null || health.lastDone === '') return [];
  const last = Temporal.Instant.from(health.lastDone);
  const ahead = Temporal.Instant.compare(last, now.add({ minutes: DRIFT })) > 0;
  return ahead ? [finding('clock', 'todo', 'clock_back', { date, last: health.lastDone })] : [];
}

/** Slack's signatures and Microsoft's tokens stand five minutes; well before that, somebody should know. Seconds. */
const SKEW = 60;

/** Our clock beside that of a platform; `date` null: it did not say. */
export function checkSkew(name: string, date: Date | null): Finding[] {
  const seconds = date === null ? 0 : Math.round((Date.now() - date.getTime()) / 1000);
  if (!Number.isFinite(seconds) || Math.abs(seconds) <= SKEW) return [];
  const code = seconds > 0 ? 'clock_fast' : 'clock_slow';
  return [finding('clock', 'todo', code, { name, seconds: Math.abs(seconds) })];
}
