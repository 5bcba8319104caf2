import { StartupError } from '../domain/errors.ts';
import { listRounds } from '../store/round.ts';
import { getSetting, setSetting } from '../store/setting.ts';
import type { Store, Tx } from '../store/store.ts';
import { secretToken } from './seal.ts';

const KEY = 'secret_fingerprint';

/**
 * Answers that wait for a closing can only be opened with the secret they were sealed with. Another secret is refused
 * while rounds are open, and taken once they are closed. Only a fingerprint is kept: it tells nothing of the secret.
 */
export async function requireSameSecret(store: Store, secret: Uint8Array): Promise<void> {
  await store.transaction(async (tx) => {
    if (await isSecretOf(tx, secret)) return;
    const isNew = (await getSetting(tx, KEY)) === null;
    if (!isNew && (await listRounds(tx, { status: 'open' })).length > 0) {
      throw new StartupError([
        `PERCOLATEUR_SECRET : ce secret n'est pas celui des questions encore ouvertes ; remettez l'ancien, puis changez-le avec « percolateur rotate-secret » (docs/guides/dsi.md).`,
      ]);
    }
    await keepFingerprint(tx, secret);
  });
}

/** Whether a database was last served with this secret. */
export async function isSecretOf(tx: Tx, secret: Uint8Array): Promise<boolean> {
  return (await getSetting(tx, KEY)) === fingerprintOf(secret);
}

export async function keepFingerprint(tx: Tx, secret: Uint8Array): Promise<void> {
  await setSetting(tx, KEY, fingerprintOf(secret));
}

function fingerprintOf(secret: Uint8Array): string {
  return secretToken(secret, 'fingerprint', '').toString('base64url');
}
