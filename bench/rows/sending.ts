import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from '../../test/platforms/limited/ledger.ts';
import { spawnPlatform } from '../../test/platforms/limited/spawned.ts';
import { openTown } from '../prepare.ts';
import { startProduct } from '../product.ts';
import { progress } from '../progress.ts';
import { makeTown } from '../town.ts';
import type { Row } from './row.ts';

/** Microsoft Learn, « Rate limiting »: requests a second per app and tenant. */
const LIMIT = 50;
/** Seconds after which no request may be refused any more. */
const FIRST_MINUTE = 60;

export const sending: Row = {
  id: 'sending',
  what: `time to send 10,000 messages at the enforced documented limits (Teams: ${LIMIT} requests a second, and those of each conversation)`,
  against: 'messages / limit',
  goal: { atMost: 1.03 },
  minutes: 9,
  async measure(size) {
    const count = { full: 10_000, quick: 1000, tiny: 60 }[size];
    const town = await makeTown(count, 'teams');
    // A process of its own: it and who calls it do not wait for each other.
    const teams = await spawnPlatform('teams');
    const { host } = new URL(teams.url);
    const prepared = await openTown(town, { teamsUrl: `${teams.url}/teams/` });
    const sendsAt = await prepared.firstCardsPlanned();
    await prepared.close();
    const ours = await startProduct(
      town,
      { teams: Number(new URL(teams.url).port) },
      { TEAMS_RATE_PER_SECOND: String(LIMIT), TEAMS_SERVICE_HOSTS: host },
    );
    const over = new AbortController();
    try {
      await teams.reset();
      const minute = refusalsOfFirstMinute(teams.ledger, over.signal);
      await travelTo(ours.port, sendsAt);
      over.abort();
      return figureOf(await teams.ledger(), await minute, count);
    } finally {
      over.abort();
      await ours.stop();
      await teams.close();
      await town.remove();
    }
  },
};

/** How many requests were refused by the end of the first minute; all of them, when it ends before. */
async function refusalsOfFirstMinute(
  ledger: () => Promise<Account>,
  over: AbortSignal,
): Promise<number | null> {
  for (;;) {
    const { accepted, span, violations } = await ledger();
    const seconds = span ? (span.last - span.first) / 1000 : 0;
    progress(`${accepted} messages in ${seconds.toFixed(0)} s`);
    if (seconds >= FIRST_MINUTE) return sum(violations);
    await sleep(5000, null, { signal: over }).catch(() => null);
    if (over.aborted) return null;
  }
}

function figureOf({ accepted, duplicates, span, violations }: Account, early: number | null, count: number) {
  const took = span ? (span.last - span.first) / 1000 : Number.NaN;
  const refused = sum(violations);
  const late = early === null ? 0 : refused - early;
  return {
    ratio: took / ((count - 1) / LIMIT),
    details: [
      `${accepted} messages in ${took.toFixed(1)} s, ${duplicates} of them twice`,
      `${refused} requests refused for passing a limit, ${late} of them after the first minute`,
    ],
    missed: [
      ...(accepted === count ? [] : [`${accepted} messages of ${count} arrived`]),
      ...(late > 0 ? [`${late} requests were refused after the first minute`] : []),
    ],
  };
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((all, one) => all + one, 0);
}

/** Moves the sandbox's clock and resolves with how many messages left on the way. */
export async function travelTo(port: number, to: string): Promise<number> {
  for (let sent = 0; ; ) {
    const response = await fetch(`http://127.0.0.1:${port}/sandbox/clock`, {
      method: 'POST',
      body: JSON.stringify({ to, timeout: 240 }),
    });
    const counts: { sent: number; pending?: number } = await response.json();
    sent += counts.sent;
    if (response.status === 200) return sent;
    if (response.status !== 202) throw new Error(`the clock answered ${response.status}`);
  }
}
