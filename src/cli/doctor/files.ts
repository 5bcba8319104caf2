import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Places } from '../../config.ts';
import { sandboxSecretFile } from '../../secret.ts';
import type { DatabaseHealth } from '../../store/health.ts';
import { type Finding, finding } from './finding.ts';

/** Where the guide of the operator puts the variables, and where a hand-made start often does. */
const ENVIRONMENT_FILES = ['/etc/percolateur/environment', '.env'];
const MEBIBYTE = 2 ** 20;
/** A log of this size is kept by somebody who reads, or waits for room on the disk; in mebibytes. */
const LONG_LOG = 256;
/** The service, with thousands of people, takes about as much; in mebibytes. */
const MEMORY = 256;

/** Who else on this machine could read the secret, or the list of people. */
export function checkSecrets({ database, programme }: Places, real: boolean): Finding[] {
  const secrets = [...ENVIRONMENT_FILES, sandboxSecretFile(database)].filter(isOpen);
  const people = join(programme, 'agents.csv');
  return [
    ...secrets.map((file) => finding('secret', 'todo', 'secret_open', { file })),
    ...(real && isOpen(people) ? [finding('secret', 'note', 'people_open', { file: people })] : []),
  ];
}

/** What the file is like inside, beside what stops the service. */
export function checkFile(file: string, health: DatabaseHealth, user: number | null): Finding[] {
  if (health.state !== 'ours') return [];
  const wal = Math.round(health.walBytes / MEBIBYTE);
  const free = Math.round(health.freeBytes / MEBIBYTE);
  const foreign = user !== null && user !== health.owner;
  return [
    ...(foreign && user !== 0 ? [finding('database', 'todo', 'database_owner', { file })] : []),
    ...(foreign && user === 0 && health.owner !== 0
      ? [finding('database', 'note', 'run_as_owner', { file })]
      : []),
    ...(health.journal === 'wal'
      ? []
      : [finding('database', 'note', 'journal', { journal: health.journal })]),
    ...(wal > LONG_LOG ? [finding('database', 'todo', 'wal_long', { wal })] : []),
    ...(free > LONG_LOG ? [finding('database', 'note', 'free_pages', { free })] : []),
  ];
}

/** `available`: bytes this machine, or its container, can still give. */
export function checkMemory(available: number): Finding[] {
  const free = Math.floor(available / MEBIBYTE);
  return free >= MEMORY ? [] : [finding('memory', 'todo', 'memory', { free, needed: MEMORY })];
}

function isOpen(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() === true && (stat.mode & 0o004) !== 0;
}
