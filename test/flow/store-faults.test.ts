import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { staff } from '../support/commune.ts';
import { runProgram, temporaryFolder } from '../support/process.ts';
import { readTables, startProgram } from '../support/program.ts';

const NOT_STORED = "Votre réponse n'a pas pu être enregistrée. Réessayez dans un instant.";

/** Another process in the middle of writing. */
function holdLock(file: string) {
  const other = new Database(file);
  other.exec('begin exclusive');
  onTestFinished(() => void other.close());
  return { release: () => other.close() };
}

const answers = (file: string) => readTables(file).sealed_answer?.length;

it('a full disk is told to whoever answers, who can tap again once there is room, and to the log once', async () => {
  const folder = await temporaryFolder();
  const file = `${folder}/p.db`;
  const running = runProgram({ DATABASE_URL: `file:${file}` });
  const url = await running.url();
  const ask = async (path: string, body?: unknown) => {
    const response = await fetch(`${url}${path}`, body ? { method: 'POST', body: JSON.stringify(body) } : {});
    return { status: response.status, body: await response.json() };
  };
  await ask('/sandbox/clock', { to: '2026-12-03T10:00' });
  const [person] = (await ask('/sandbox/people')).body;
  const { body: messages } = await ask(`/sandbox/people/${person.id}/messages`);
  const card = messages.findLast(({ actions }: { actions: { verb: string }[] }) =>
    actions.some(({ verb }) => verb === 'checkin.answer'),
  );
  const tap = () =>
    ask(`/sandbox/people/${person.id}/answers`, {
      message: card.id,
      verb: 'checkin.answer',
      data: { time: 'lt30' },
    });
  const before = answers(file);

  // What a full disk does to a file: it grows no more.
  const limit = (bytes: string) =>
    execFileSync('prlimit', ['--pid', String(running.pid()), `--fsize=${bytes}:unlimited`]);
  limit('1');
  for (let count = 0; count < 5; count++) {
    const { status, body } = await tap();
    expect(status).toBe(500);
    expect(body).toEqual({ code: 'not_stored', message: NOT_STORED });
  }
  expect(answers(file)).toBe(before);
  expect((await ask('/healthz')).status).toBe(200);
  // Out of the proxy, nobody would read that sentence any more.
  expect((await ask('/readyz')).body).toMatchObject({ status: 'ready', database: true, storage: false });
  limit('unlimited');
  expect((await ask('/readyz')).body).toMatchObject({ status: 'ready', storage: true });
  expect((await tap()).status).toBe(200);
  expect(answers(file)).toBe((before ?? 0) + 1);
  const { code, stdout } = await running.terminate();
  expect(code).toBe(0);
  const told = stdout.split('\n').filter((line) => line.includes('"event failed"'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('"error":"SQLITE_IOERR_WRITE"');
});

it('a database that another process holds stops nothing else, and the answer goes through when it lets go', async () => {
  const program = await startProgram({ people: staff('Finances', 12) });
  await program.travel('2026-12-03T10:00');
  const lock = holdLock(program.file);
  const waiting = program.act('p01', 'checkin.answer', { time: 'lt30' });
  // Nothing waits for it but those who must write.
  for (let count = 0; count < 20; count++) expect((await fetch(`${program.url()}/readyz`)).status).toBe(200);
  lock.release();
  expect((await waiting)?.refused).toBeUndefined();
  expect(answers(program.file)).toBe(1);
});

it('those who wait behind a lock that lasts are told together, and the same event can be sent again', async () => {
  const program = await startProgram({ people: staff('Finances', 12) });
  await program.travel('2026-12-03T10:00');
  const lock = holdLock(program.file);
  const ids = Array.from({ length: 30 }, () => randomUUID());
  const send = () =>
    ids.map((id, index) =>
      program.act(`p${String((index % 11) + 1).padStart(2, '0')}`, 'checkin.answer', { time: 'lt30' }, id),
    );
  const told = await Promise.all(send());
  expect(new Set(told.map((reply) => reply?.refused))).toEqual(new Set(['not_stored']));
  expect(new Set(told.map((reply) => reply?.message.text))).toEqual(new Set([NOT_STORED]));
  lock.release();
  const again = await Promise.all(send());
  expect(again.filter((reply) => reply?.refused)).toEqual([]);
  expect(answers(program.file)).toBe(11);
});

it('the web form says so too, in its own words, and the code still serves', async () => {
  const program = await startProgram({ people: staff('Finances', 12) });
  holdLock(program.file);
  const response = await fetch(`${program.url()}/repondre/envoyer`, {
    method: 'POST',
    body: new URLSearchParams({ code: 'ABCD-EFGH', q_x: 'y' }),
  });
  expect(response.status).toBe(500);
  expect(await response.text()).toContain('Revenez en arrière et réessayez dans un instant');
});
