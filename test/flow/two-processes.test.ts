import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { makeCommune, staff } from '../support/commune.ts';
import { post, runProgram, temporaryFolder } from '../support/process.ts';
import { readTables } from '../support/program.ts';

const people = [...staff('Finances', 12), { id: 'pil', department: 'Finances', roles: 'pilote' }];

it('two processes on one database do each thing once, and send each message once', async () => {
  const folder = await temporaryFolder();
  const programme = await makeCommune(people);
  onTestFinished(() => rm(programme, { recursive: true }));
  const file = join(folder, 'percolateur.db');
  const environment = { DATABASE_URL: `file:${file}`, PROGRAMME: programme, LOG_LEVEL: 'error' };
  const first = runProgram({ ...environment, LOG_LEVEL: 'info' });
  const one = await first.url();
  const second = runProgram({ ...environment, LOG_LEVEL: 'info' });
  const other = await second.url();
  for (const to of ['2026-11-17T10:00', '2026-12-03T12:00']) {
    const answers = await Promise.all([one, other].map((url) => post(url, '/sandbox/clock', { to })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  }
  for (const ended of await Promise.all([first.terminate(), second.terminate()])) expect(ended.code).toBe(0);
  const tables = readTables(file);
  const rows = (name: string) => (tables[name] ?? []).map((json) => JSON.parse(json));
  const outbox = rows('outbox');
  expect(new Set(outbox.map(({ campaign, person_id }) => `${campaign} ${person_id}`)).size).toBe(
    outbox.length,
  );
  const sent = outbox.filter(({ status }) => status === 'sent').length;
  expect(sent).toBeGreaterThan(40);
  expect(outbox.filter(({ status }) => status === 'planned' || status === 'leased')).toEqual([]);
  const database = new Database(file, { readonly: true });
  const most = database
    .prepare(
      "select max(n) as most from (select count(*) as n from sandbox_message where sender = 'bot' and card is not null group by recipient, card)",
    )
    .get();
  database.close();
  expect(most).toEqual({ most: 1 });
}, 60_000);
