import { setTimeout as sleep } from 'node:timers/promises';
import type { Accepted } from '../platforms/limited/ledger.ts';
import { outbox, waiting, waitingRows } from './account.ts';
import { SURVEY } from './commune.ts';
import type { House } from './house.ts';

type Running = Awaited<ReturnType<House['start']>>;

/** Milliseconds between two looks at another process. */
const LOOK = 25;
/** Milliseconds after which what a dead process had taken is taken again. */
export const LEASE = 120_000;
/** Milliseconds without news, after which none is expected before later: a message in doubt is asked about four times. */
const PATIENCE = 8_000;
/** Milliseconds in which a program that has started plans what was not planned yet. */
const PLANNING = 2_000;
/** How long a first message may take: a big workspace gives its roster at twenty pages a minute. */
const LONG = 300_000;

/** Until the platform is sent a message; at the latest after some minutes, when nothing was due. */
export async function afterFirstMessage({ platform }: House, program: Running): Promise<void> {
  const sent = async () => {
    const { calls } = await platform.ledger();
    return (calls['chat.postMessage'] ?? 0) + (calls.send ?? 0);
  };
  const before = await sent();
  let over = false;
  void program.ended.then(() => {
    over = true;
  });
  const deadline = performance.now() + LONG;
  while (!over && performance.now() < deadline && (await sent()) === before) await sleep(LOOK);
}

/**
 * Lets the program come to the end of what is due, and stops it. What waits for a later hour is waited for on the
 * program's clock: it is stopped, and started when that hour has come.
 */
export async function untilSettled(house: House, campaign?: string): Promise<void> {
  // Once at least: it may have been stopped before it had planned everything.
  do {
    const program = await house.start();
    await program.ready();
    let left = waiting(house, campaign);
    for (let idle = 0; idle < (left > 0 ? PATIENCE : PLANNING); idle += LOOK * 10) {
      await sleep(LOOK * 10);
      const now = waiting(house, campaign);
      if (now !== left) idle = 0;
      left = now;
    }
    await program.terminate();
    const next = waitingRows(house)
      .map(({ due_at }) => Date.parse(due_at))
      .sort((a, b) => a - b)[0];
    house.advance(Math.max(LEASE, (next ?? 0) - house.now()));
  } while (waiting(house, campaign) > 0);
}

/** Everybody's card of the survey, once each, as the platform shows it now. */
export async function surveyCards(house: House): Promise<Accepted[]> {
  const ours = new Set(outbox(house).flatMap(({ id, campaign }) => (campaign === SURVEY ? id : [])));
  const cards = (await house.platform.messages()).filter(({ mark }) => mark !== null && ours.has(mark));
  return [...new Map(cards.map((card) => [card.mark, card])).values()];
}
