import { existsSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import type { Places } from '../config.ts';
import { Refusal } from '../domain/errors.ts';
import { SCRUB_DUE } from '../engine/closing.ts';
import { secureRandom } from '../engine/random.ts';
import { createSeal } from '../engine/seal.ts';
import type { Turn } from '../engine/turn.ts';
import { sandboxSecret, sandboxSecretFile } from '../secret.ts';
import { getSetting, SANDBOX_CLOCK, setSetting } from '../store/setting.ts';
import { openStore, type Store, type Tx } from '../store/store.ts';

/** Opens the database for one piece of work. Throws a Refusal `no_database`: only the service makes one. */
export async function withStore<T>(places: Places, work: (store: Store) => Promise<T>): Promise<T> {
  if (!existsSync(places.database)) throw new Refusal('no_database', { file: places.database });
  const store = openStore(places.database);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

export function inStore<T>(places: Places, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withStore(places, (store) => store.transaction(work));
}

/** The installation's secret; null when neither the environment nor a sandbox has one. */
export function secretOf(places: Places): Buffer | null {
  if (places.secret) return places.secret;
  return existsSync(sandboxSecretFile(places.database)) ? sandboxSecret(places.database) : null;
}

/** The seals of an installation. */
export function sealWith(secret: Uint8Array): Turn['seal'] {
  return (salt) => createSeal(secret, salt, secureRandom);
}

/** The clock of the sandbox when it has travelled, else this machine's. */
export async function currentTime(tx: Tx): Promise<Temporal.Instant> {
  const travelled = await getSetting(tx, SANDBOX_CLOCK);
  return travelled ? Temporal.Instant.from(travelled) : Temporal.Now.instant();
}

/** Wipes what was deleted from the file; false while the service reads: it does so itself within a minute. */
export async function scrub(store: Store): Promise<boolean> {
  await store.transaction((tx) => setSetting(tx, SCRUB_DUE, '1'));
  const scrubbed = await store.scrub();
  if (scrubbed) await store.transaction((tx) => setSetting(tx, SCRUB_DUE, null));
  return scrubbed;
}
