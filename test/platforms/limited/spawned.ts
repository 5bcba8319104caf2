import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Settings } from './chance.ts';
import type { Accepted, Account } from './ledger.ts';

export type SpawnedPlatform = Awaited<ReturnType<typeof spawnPlatform>>;

const PROGRAMS = {
  teams: new URL('./teams.ts', import.meta.url),
  slack: new URL('./slack.ts', import.meta.url),
};

/** A platform in a process of its own, so that it and who calls it do not wait for each other. */
export async function spawnPlatform(name: 'teams' | 'slack', ...options: string[]) {
  const child = spawn(process.execPath, [fileURLToPath(PROGRAMS[name]), ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  const { url } = JSON.parse(String(line));
  const ask = async (path: string, body?: unknown) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${url}${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  };
  return {
    /** Its address, without a slash at the end. */
    url: String(url),
    ledger: (): Promise<Account> => ask('/_ledger'),
    messages: (): Promise<Accepted[]> => ask('/_messages'),
    faults: async (settings: Settings) => void (await ask('/_faults', settings)),
    reset: async () => void (await ask('/_reset', {})),
    async close() {
      child.kill();
      await once(child, 'exit');
    },
  };
}
