import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settleAccounts } from './account.ts';
import { answer, type History, judge } from './answers.ts';
import { openFurnished } from './house.ts';
import { inParallel } from './people.ts';
import { chanceOf, size } from './size.ts';
import { readerOf } from './taps.ts';
import { afterFirstMessage, surveyCards, untilSettled } from './waiting.ts';

const DISK_SIZE = '24m';
const MEGABYTE = 1024 * 1024;
/** Milliseconds in which `/healthz` answers whatever happens to the store. */
const ALIVE = 2000;

describe('the store fails in the middle of a campaign, while people answer', () => {
  const people = size(400, 80);
  it.for([
    { trouble: 'a full disk', isPossible: mayMount(), fail: fillDisk },
    { trouble: 'a locked database', isPossible: true, fail: lock },
  ])('teams, $trouble', async ({ isPossible, fail }, { task, skip }) => {
    if (!isPossible) skip('only root may mount a small disk');
    const random = chanceOf('store');
    const disk = fail === fillDisk ? smallDisk() : null;
    const house = await openFurnished('teams', people, disk);
    const program = await house.start();
    await program.ready();
    await afterFirstMessage(house, program);
    await sleep(size(3000, 1000));
    const first = await surveyCards(house);
    const mend = fail(house.file);
    const histories = new Map<string, History>();
    const answering = inParallel(first, 8, async (card) => {
      histories.set(readerOf(house, card), await answer(house, card, random));
    });
    await sleep(1000);
    const begun = performance.now();
    const health = await fetch(`${house.url()}/healthz`);
    expect(health.status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(ALIVE);
    await sleep(7000);
    mend();
    await answering;
    await program.terminate();
    await untilSettled(house);
    const { taken } = judge(house, histories);
    expect(taken.length).toBe(first.length);
    // What was sent and could not be noted is in doubt, as after a kill.
    await settleAccounts(house, task, [house.rate]);
  });
});

function mayMount(): boolean {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'percolateur-disk-'));
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('/bin/umount', [folder]);
    rmSync(folder, { recursive: true });
    return true;
  } catch {
    return false;
  }
}

/** A disk of a few megabytes. */
function smallDisk(): string {
  const folder = mkdtempSync(join(tmpdir(), 'percolateur-disk-'));
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${DISK_SIZE}`, 'tmpfs', folder]);
  onTestFinished(() => {
    execFileSync('/bin/umount', ['-l', folder]);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** Fills the disk of a file to the last byte. */
function fillDisk(file: string): () => void {
  const filler = `${file}.filler`;
  for (let bytes = MEGABYTE; bytes >= 1; bytes /= 2) {
    try {
      for (;;) appendFileSync(filler, Buffer.alloc(bytes));
    } catch {
      // Full for pieces of this size: smaller ones may still fit.
    }
  }
  return () => rmSync(filler);
}

/** Another process writes, and does not come to an end. */
function lock(file: string): () => void {
  const database = new Database(file);
  database.pragma('busy_timeout = 20000');
  database.exec('begin immediate');
  return () => {
    database.exec('rollback');
    database.close();
  };
}
