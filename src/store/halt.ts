import type { ChannelName } from '../domain/person.ts';
import { getSetting, setSetting } from './setting.ts';
import type { Tx } from './store.ts';

/** Since when a platform refuses our credentials, an ISO instant; null: it does not, as far as we know. */
export async function haltedSince(tx: Tx, channel: ChannelName): Promise<string | null> {
  return getSetting(tx, keyOf(channel));
}

export async function setHalted(tx: Tx, channel: ChannelName, since: string | null): Promise<void> {
  await setSetting(tx, keyOf(channel), since);
}

function keyOf(channel: ChannelName): string {
  return `halted/${channel}`;
}
