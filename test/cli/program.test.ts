import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainSpaces } from './support.ts';

const main = new URL('../../src/cli/main.ts', import.meta.url).pathname;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'percolateur-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function percolateur(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { out: plainSpaces(out), err: plainSpaces(err), code };
}

const TEAMS = ['manifest', 'teams', '--app-id', '11111111-2222-4333-8444-555555555555'];

describe('the command line', () => {
  it('says an unknown command in French and exits 2', async () => {
    const { out, err, code } = await percolateur('fusee');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toBe('Commande inconnue : fusee\nPour la liste des commandes : percolateur --help\n');
  });

  it.each([
    [['manifest', 'nulle-part'], 'Commande inconnue : nulle-part'],
    [['manifest', 'slack', '--rouge'], 'Option inconnue : --rouge'],
    [TEAMS, "Il manque l'option --public-url <url>"],
    [[...TEAMS, '--public-url', 'http://exemple.fr'], "L'adresse publique doit commencer par https://"],
    [['manifest', 'slack', '--out', 'absent/slack.json'], "Impossible d'écrire dans absent/slack.json"],
  ])('refuses %j with a sentence, no stack, and exits 2', async (args, sentence) => {
    const { out, err, code } = await percolateur(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err.startsWith(sentence)).toBe(true);
    expect(err).not.toContain('    at ');
  });

  it('shows its help in French', async () => {
    const { out, code } = await percolateur('--help');
    expect(code).toBe(0);
    expect(out).toContain('Utilisation : percolateur [options] [commande]');
    expect(out).toContain('manifest');
    expect(out).not.toMatch(/display help|Usage:|Commands:/);
  });

  it('writes the Teams package, and says so in JSON', async () => {
    const args = [...TEAMS, '--public-url', 'https://exemple.fr', '--out', 'teams.zip', '--json'];
    const { out, err, code } = await percolateur(...args);
    expect({ err, code }).toEqual({ err: '', code: 0 });
    const written = await readFile(join(folder, 'teams.zip'));
    expect(JSON.parse(out)).toEqual({ file: 'teams.zip', bytes: written.length });
    expect(written.toString('latin1', 0, 2)).toBe('PK');
  });

  it('prints the Slack manifest, ready to paste', async () => {
    const { out, code } = await percolateur('manifest', 'slack');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ settings: { socket_mode_enabled: true } });
  });
});
