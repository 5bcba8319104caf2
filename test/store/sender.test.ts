import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createSender } from '../../src/store/sender.ts';
import { temporaryFolder } from '../support/process.ts';

const MODULE = new URL('../../src/store/sender.ts', import.meta.url).href;

async function place(): Promise<string> {
  return join(await temporaryFolder(), 'p.db');
}

it('one sends, until it ends; then the other does', async () => {
  const file = await place();
  const [one, other] = [createSender(file), createSender(file)];
  expect([one.isUs(), other.isUs(), one.isUs(), other.isUs()]).toEqual([true, false, true, false]);
  one.close();
  expect(other.isUs()).toBe(true);
  other.close();
  expect(readdirSync(join(file, '..'))).toEqual(['p.db-sender']);
  expect(statSync(`${file}-sender`)).toMatchObject({ size: 0 });
  expect(statSync(`${file}-sender`).mode & 0o777).toBe(0o600);
});

it('whoever is killed gives the right back', async () => {
  const file = await place();
  const code = `
    const { createSender } = await import(${JSON.stringify(MODULE)});
    process.stdout.write(String(createSender(${JSON.stringify(file)}).isUs()));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout.setEncoding('utf8'), 'data');
  expect(said).toBe('true');
  const other = createSender(file);
  expect(other.isUs()).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(other.isUs()).toBe(true);
  other.close();
});

it('where no lock can be had, sending goes on', () => {
  // A folder that is a file.
  const sender = createSender(join(import.meta.filename, 'p.db'));
  expect(sender.isUs()).toBe(true);
  sender.close();
});

it('a database in memory is nobody else’s', () => {
  expect([createSender(':memory:').isUs(), createSender(':memory:').isUs()]).toEqual([true, true]);
});
