import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const START = join(import.meta.dirname, '../../src/start.js');

export type Ended = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

/** A folder removed after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'percolateur-process-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * The program as `npm start` runs it, in a process group of its own, with this environment and nothing of ours.
 * `url` waits until it listens; `ended` until it has stopped.
 */
export function runProgram(environment: Record<string, string>) {
  const child = spawn(process.execPath, [START], {
    detached: true,
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal, stdout, stderr }));
  const signalGroup = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, signal);
  };
  onTestFinished(async () => {
    signalGroup('SIGKILL');
    await ended;
  });
  return {
    ended,
    pid: () => child.pid,
    /** The address it listens on, as its log says it. */
    async url(): Promise<string> {
      for (;;) {
        const port = /"port":(\d+)/.exec(stdout)?.[1];
        if (port) return `http://127.0.0.1:${port}`;
        const over = await Promise.race([once(child.stdout, 'data').then(() => null), ended]);
        if (over) throw new Error(`ended with ${over.code}: ${over.stderr}`);
      }
    },
    /** Ends the whole group, as a supervisor does. */
    terminate(): Promise<Ended> {
      signalGroup('SIGTERM');
      return ended;
    },
    kill(): Promise<Ended> {
      signalGroup('SIGKILL');
      return ended;
    },
  };
}

export async function post(url: string, path: string, body: unknown) {
  const response = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}
