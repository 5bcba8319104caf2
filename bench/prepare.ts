import Database from 'better-sqlite3';
import { Temporal } from 'temporal-polyfill';
import type { Channel } from '../src/channels/channel.ts';
import { userAddress } from '../src/channels/slack/address.ts';
import { writeAddress } from '../src/channels/teams/address.ts';
import { atLocal } from '../src/domain/calendar.ts';
import { weeklyCardOn } from '../src/domain/wave.ts';
import { createEngine, type Engine } from '../src/engine/engine.ts';
import { secureRandom } from '../src/engine/random.ts';
import { tick } from '../src/engine/schedule.ts';
import { instruments } from '../src/instruments/index.ts';
import { createLog } from '../src/log.ts';
import { programmeCalendar } from '../src/programme/calendar.ts';
import { loadProgramme } from '../src/programme/load.ts';
import { parseSecret } from '../src/secret.ts';
import { saveAddress } from '../src/store/person.ts';
import { SANDBOX_CLOCK, setSetting } from '../src/store/setting.ts';
import { type Durability, openStore, type Store } from '../src/store/store.ts';
import { BOT, TENANT } from './submits.ts';
import { type Inhabitant, SECRET, type Town } from './town.ts';

/** The engine of a town on a clock that is set by hand. It plans, and sends nothing: that is for the service. */
export type Prepared = {
  engine: Engine;
  store: Store;
  /** The first moment of the programme. */
  launch: Temporal.Instant;
  /** Sets the clock, and nothing else. */
  set(instant: Temporal.Instant): void;
  /** Plays until the first weekly card waits to be sent; resolves with a local time by which all of it is due. */
  firstCardsPlanned(): Promise<string>;
  /** Plays until everybody has the first weekly card in front of them, and its check-in is open. */
  firstCards(): Promise<void>;
  /** Keeps the clock for the service that continues, and lets go of the file. */
  close(): Promise<void>;
};

/** The real engine on the town's database, before the service under test takes it over. */
export async function openTown(
  town: Town,
  { teamsUrl = null, durability = 'off' }: { teamsUrl?: string | null; durability?: Durability } = {},
): Promise<Prepared> {
  const log = createLog('error');
  const store = openStore(town.database, durability);
  const programme = await loadProgramme(town.programme);
  const calendar = programmeCalendar(programme);
  const secret = parseSecret(SECRET);
  const [wave] = programme.waves;
  if (!secret || !wave) throw new Error('the example has changed');
  const launch = Temporal.PlainDate.from(wave.launchDate);
  let now = atLocal(calendar, launch, programme.hours.start);
  const channelOf = (name: Inhabitant['channel']): Channel => ({
    name,
    ratePerSecond: 1,
    send: async () => ({ outcome: 'held', afterSeconds: null }),
    update: async () => ({ outcome: 'held', afterSeconds: null }),
    async close() {},
  });
  const names = [...new Set(town.people.map((person) => person.channel))];
  const engine = createEngine({
    store,
    programme,
    calendar,
    secret,
    clock: { now: () => now },
    random: secureRandom,
    instruments,
    channels: new Map(names.map((name) => [name, channelOf(name)])),
    log,
  });
  await engine.importPeople();
  await engine.inTurn(async (turn) => {
    for (const person of town.people) {
      const { channel } = person;
      const address = channel === 'slack' ? userAddress(person.slackId) : teamsAddress(person, teamsUrl);
      await saveAddress(turn.tx, { personId: person.id, channel, address, state: 'ok' });
    }
  });
  /** Everything that falls due up to the first weekly card is planned. */
  const planFirst = async () => {
    const day = weeklyCardOn(calendar, launch, 1);
    if (!day) throw new Error('no card that week');
    now = atLocal(calendar, day, programme.rhythm.weeklyTime);
    while ((await tick(engine.inTurn, instruments, log)) > 0);
  };
  return {
    engine,
    store,
    launch: now,
    set(instant) {
      now = instant;
    },
    async firstCardsPlanned() {
      await planFirst();
      markSent(town, "template <> 'weekly'");
      // What waited for the morning is spread over half an hour: by noon all of it is due.
      const noon = now.toZonedDateTimeISO(calendar.zone).withPlainTime('12:00');
      now = noon.toInstant();
      return noon.toPlainDateTime().toString();
    },
    async firstCards() {
      await planFirst();
      markSent(town, 'true');
    },
    async close() {
      await store.transaction((tx) => setSetting(tx, SANDBOX_CLOCK, now.toString()));
      await engine.stop();
      await store.close();
    },
  };
}

/** As if these messages had gone out already: where they landed, and on which day. */
function markSent({ database: file }: Town, which: string): void {
  const database = new Database(file);
  database.exec(`
    update outbox set status = 'sent', channel = person.channel, sent_on = substr(due_at, 1, 10),
      platform_id = iif(person.channel = 'teams', 'm-' || outbox.id,
        json_object('channel', 'D' || person.slack_id, 'ts', '1700000000.' || substr(person.id, 2)))
    from person where person.id = outbox.person_id and outbox.status = 'planned' and ${which};
    update outbox set status = 'skipped', reason = 'expired' where status = 'planned' and ${which}`);
  database.close();
}

/** Where a person is found in Teams, as their own activities tell it. */
function teamsAddress({ chat, teamsId }: Inhabitant, serviceUrl: string | null): string {
  return writeAddress({
    serviceUrl,
    conversationType: 'personal',
    tenantId: TENANT,
    botId: BOT,
    aadId: null,
    conversationId: chat,
    userId: teamsId,
  });
}
