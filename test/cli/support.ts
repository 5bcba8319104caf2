import { onTestFinished, vi } from 'vitest';
import { run } from '../../src/cli/program.ts';
import type { Program } from '../support/program.ts';

/** The variables that say where a program under test keeps things. */
export function placesOf({ file, programme }: Pick<Program, 'file' | 'programme'>) {
  return { DATABASE_URL: `file:${file}`, PROGRAMME: programme };
}

/** Tests are typed with the space bar; sentences have the spaces of French typography. */
export function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

/** Runs a command line here, with these variables and no other of ours; what it printed, and its code. */
export async function percolateur(environment: Record<string, string>, ...args: string[]) {
  const names = ['PERCOLATEUR_SECRET', 'PUBLIC_URL', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'MicrosoftAppId'];
  for (const name of names) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const out: string[] = [];
  const err: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line) => void out.push(String(line)));
  const error = vi.spyOn(console, 'error').mockImplementation((line) => void err.push(String(line)));
  try {
    const code = await run(args);
    return { code, out: plainSpaces(out.join('\n')), err: plainSpaces(err.join('\n')) };
  } finally {
    log.mockRestore();
    error.mockRestore();
    vi.unstubAllEnvs();
  }
}
