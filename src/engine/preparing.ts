import type { Channel, DeliveryReason, Outgoing } from '../channels/channel.ts';
import { atLocal } from '../domain/calendar.ts';
import { refusable } from '../domain/opt-out.ts';
import type { ChannelName } from '../domain/person.ts';
import { errorName, type Log } from '../log.ts';
import { optOutsOf } from '../store/opt-out.ts';
import type { OutboxRow } from '../store/outbox.ts';
import { findPerson, listAddresses, type Person } from '../store/person.ts';
import { type Attention, nextMonday } from './attention.ts';
import { stamp } from './clock.ts';
import type { Drawer } from './drawing.ts';
import { leadershipRoute } from './leadership.ts';
import { momentFor } from './moment.ts';
import { routeOf } from './reach.ts';
import type { Rests } from './rests.ts';
import type { Turn } from './turn.ts';

/** A message ready to leave. */
export type Job = {
  row: OutboxRow;
  channel: Channel;
  address: string;
  message: Outgoing;
  person: Person | null;
  /** Milliseconds for which it is still of use. */
  usefulFor: number;
};

/** Skipped for good, or held for a better moment: the reader's, or the platform's when it tells to wait. */
type NotNow = { reason: DeliveryReason } | { holdUntil: string; because?: DeliveryReason };

/** Looks at a leased message: it leaves, waits, or is skipped. */
export type Preparer = (turn: Turn, row: OutboxRow) => Promise<Job | NotNow>;

/** `rests`: the platforms that are left alone for a while; the delivery loop writes it. */
export function createPreparer(options: {
  channels: ReadonlyMap<ChannelName, Channel>;
  draw: Drawer;
  attention: Attention;
  rests: Rests;
  log: Log;
}): Preparer {
  const { channels, draw, attention, rests, log } = options;
  return prepare;

  /** Everything that can change between planning and sending is looked at here, at the last moment. */
  async function prepare(turn: Turn, row: OutboxRow): Promise<Job | NotNow> {
    if (stamp(turn.now) >= row.expires_at) return { reason: 'too_late' };
    const person = row.person_id ? await findPerson(turn.tx, row.person_id) : null;
    if (row.person_id && !person) return { reason: 'left' };
    const route = person
      ? routeOf(person, await listAddresses(turn.tx, [person.id]), turn.channels, turn.today.toString())
      : await leadershipRoute(turn);
    if ('reason' in route) return route;
    if (person && (await isRefused(turn, row, person))) {
      // Of a reminder, whose reader has not answered, it would tell too much.
      return { reason: row.ephemeral ? 'cancelled' : 'opted_out' };
    }
    const channel = channels.get(route.channel);
    if (!channel) return { reason: 'not_installed' };
    const rest = rests.of(channel.name, stamp(turn.now));
    if (rest) return { holdUntil: rest.until, because: rest.because };
    if (person) {
      const holdUntil = stamp(momentFor(turn, person, turn.now, row));
      if (holdUntil > stamp(turn.now))
        return holdUntil < row.expires_at ? { holdUntil } : { reason: 'too_late' };
      if (await attention.isSpent(turn, row, person.id)) return whenCapped(turn, row, person);
      const alone = await attention.restUntil(turn, row, person);
      if (alone !== null) return alone < row.expires_at ? { holdUntil: alone } : { reason: 'frequency_cap' };
    }
    const drawn = await tryDraw(turn, row, person);
    if ('skip' in drawn) return { reason: drawn.skip };
    const usefulFor = Date.parse(row.expires_at) - turn.now.epochMilliseconds;
    return { row, channel, address: route.address, message: drawn.message, person, usefulFor };
  }

  /** A message that cannot be drawn holds up none of the others. */
  async function tryDraw(turn: Turn, row: OutboxRow, person: Person | null): ReturnType<Drawer> {
    try {
      return await draw(turn, row, person);
    } catch (error) {
      log.error('drawing failed', { code: row.template, error: errorName(error) });
      return { skip: 'payload_refused' };
    }
  }
}

/** Whether its reader has chosen not to be sent this kind of message. */
async function isRefused(turn: Turn, row: OutboxRow, person: Person): Promise<boolean> {
  const kind = refusable(row);
  return kind !== null && (await optOutsOf(turn.tx, person.id)).has(kind);
}

/**
 * A message over the weekly cap waits for the reader's next week when it is still of use then. A reminder does not:
 * its row would tell for days who is silent.
 */
function whenCapped(turn: Turn, row: OutboxRow, person: Person): NotNow {
  const monday = atLocal(turn.calendar, nextMonday(turn), turn.calendar.hours.start);
  const holdUntil = stamp(momentFor(turn, person, monday, row));
  return row.ephemeral || holdUntil >= row.expires_at ? { reason: 'frequency_cap' } : { holdUntil };
}
