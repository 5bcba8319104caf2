import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { percolateur } from '../cli/support.ts';
import { runProgram } from '../support/process.ts';
import { stolenCommune } from './stolen.ts';

/** A backup or a restore that is killed in the middle leaves a raw copy, with the answers of what is open. */
const commune = stolenCommune();
const CLI = join(import.meta.dirname, '../../src/cli/main.ts');
const KILL = join(import.meta.dirname, 'kill.ts');

const rawIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('.percolateur-'));

/** Runs it in a process of its own, which kills itself when the copy is there, and not closed yet. */
async function killed(env: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, ['--import', KILL, CLI, ...args], {
    env: { PATH: process.env.PATH, ...env, KILL_AT: 'select id from round where status' },
  });
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
}

describe('a raw copy that a killed process left', () => {
  it('is found by the audit, and gone after the next backup, restore or start', async () => {
    const { file, env } = await commune.steal();
    const folder = dirname(file);
    await killed(env, 'backup', join(folder, 'copie.db'));
    expect(rawIn(folder).length).toBeGreaterThan(0);
    const { out } = await percolateur(env, 'audit-confidentiality', '--json');
    expect(JSON.parse(out).findings.map(({ code }: { code: string }) => code)).toContain('copy_open');
    await percolateur(env, 'backup', join(folder, 'autre.db'));
    expect(rawIn(folder)).toEqual([]);

    await killed(env, 'restore', join(folder, 'autre.db'), '--force');
    expect(rawIn(folder).length).toBeGreaterThan(0);
    const program = runProgram({ ...env, LOG_LEVEL: 'info' });
    await program.url();
    expect(rawIn(folder)).toEqual([]);
    expect(await program.terminate()).toMatchObject({ code: 0 });
  });

  it("is left alone while its process runs, or when it is another machine's; a day later it goes", async () => {
    const { file, env } = await commune.steal();
    const folder = dirname(file);
    await killed(env, 'backup', join(folder, 'copie.db'));
    const [left = ''] = rawIn(folder);
    const [, machine = '', pid = ''] = /^\.percolateur-(\w+)-(\d+)-/.exec(left) ?? [];
    const atWork = left.replace(`-${pid}-`, `-${process.pid}-`);
    const elsewhere = left.replace(machine, '00000000');
    renameSync(join(folder, left), join(folder, atWork));
    for (const name of [elsewhere, '.percolateur-notes', '.percolateur-1-2-3.db'])
      writeFileSync(join(folder, name), '');
    const all = rawIn(folder);
    await percolateur(env, 'backup', join(folder, 'un.db'));
    expect(rawIn(folder)).toEqual(all);
    for (const name of all) utimesSync(join(folder, name), new Date(0), new Date(0));
    await percolateur(env, 'backup', join(folder, 'deux.db'));
    expect(rawIn(folder).sort()).toEqual(['.percolateur-1-2-3.db', '.percolateur-notes']);
  });
});
