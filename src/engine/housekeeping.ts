import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel } from '../channels/channel.ts';
import type { ChannelName } from '../domain/person.ts';
import { errorName, type Log } from '../log.ts';
import { getSetting, setSetting } from '../store/setting.ts';
import type { Store } from '../store/store.ts';
import { SCRUB_DUE } from './closing.ts';
import { linkPeople } from './linking.ts';
import { PEOPLE_LIST } from './people-list.ts';
import { forgetExpired, purge } from './purge.ts';
import type { InTurn } from './schedule.ts';
import type { Seals } from './seals.ts';

/** The setting that holds the day when rosters were read last, for which channels and which list of people. */
const ROSTERS_READ = 'rosters_read';

/** Milliseconds a pass waits for rosters: Slack gives sixteen pages a minute, and a large workspace has hundreds. */
const PATIENCE = 1000;

export type Housekeeping = {
  /**
   * Addresses that have expired go at once. Once a day: what was kept long enough goes, the file is to be rewritten,
   * and new accounts of a platform are met; a platform that is away is asked again at the next tick.
   */
  keep(): Promise<void>;
  /** What closing deleted is wiped from the file; after a crash in between, at the next tick. */
  scrub(): Promise<void>;
};

export function createHousekeeping(options: {
  inTurn: InTurn;
  store: Store;
  seals: Seals;
  channels: ReadonlyMap<ChannelName, Channel>;
  log: Log;
}): Housekeeping {
  const { inTurn, store, seals, channels, log } = options;
  let purgedOn = '';
  /** The day, platforms and list of people whose rosters were read last. */
  let metFor = '';
  /** Rosters that are being read. */
  let meeting: Promise<void> | null = null;
  /** Whether a reading has ended here, well or not. */
  let hasTried = false;
  return {
    async keep() {
      const today = await inTurn(async (turn) => {
        await forgetExpired(turn);
        return turn.today.toString();
      });
      if (today !== purgedOn) {
        await inTurn(async (turn) => {
          await purge(turn);
          // Rewritten each day: keys of events that are gone, and the order in which answers came, go from the log too.
          await setSetting(turn.tx, SCRUB_DUE, '1');
        });
        purgedOn = today;
      }
      const { wanted, read } = await inTurn(async ({ tx }) => ({
        wanted: [today, ...channels.keys(), await getSetting(tx, PEOPLE_LIST)].join(' '),
        read: await getSetting(tx, ROSTERS_READ),
      }));
      if (wanted === metFor) return;
      meeting ??= meet(wanted, read).finally(() => {
        meeting = null;
        hasTried = true;
      });
      // The first is waited for: most are met by it. One that failed holds up nobody a second time.
      const isFirst = read === null && !hasTried;
      await (isFirst ? meeting : Promise.race([meeting, sleep(PATIENCE, undefined, { ref: false })]));
    },
    async scrub() {
      const due = await inTurn((turn) => getSetting(turn.tx, SCRUB_DUE));
      if (due === null) return;
      seals.forget();
      if (await store.scrub()) await inTurn((turn) => setSetting(turn.tx, SCRUB_DUE, null));
    },
  };

  async function meet(wanted: string, read: string | null): Promise<void> {
    try {
      if (read !== wanted) await linkPeople(inTurn, channels);
      await inTurn(({ tx }) => setSetting(tx, ROSTERS_READ, wanted));
      metFor = wanted;
    } catch (error) {
      log.warn('roster not read', { error: errorName(error) });
    }
  }
}
