import { StartupError } from '../domain/errors.ts';
import { listRounds } from '../store/round.ts';
import { getSetting, setSetting } from '../store/setting.ts';
import type { Store } from '../store/store.ts';
import { secretToken } from './seal.ts';

const KEY = 'secret_fingerprint';

/**
 * Answers that wait for a closing can only be opened with the secret they were sealed with. Another secret is refused
 * while rounds are open, and taken once they are closed. Only a fingerprint is kept: it tells nothing of the secret.
 */
export async function requireSameSecret(store: Store, secret: Uint8Array): Promise<void> {
  const fingerprint = secretToken(secret, 'fingerprint', '').toString('base64url');
  await store.transaction(async (tx) => {
    const known = await getSetting(tx, KEY);
    if (known === fingerprint) return;
    if (known !== null && (await listRounds(tx, { status: 'open' })).length > 0) {
      throw new StartupError([
        `PERCOLATEUR_SECRET : ce secret n'est pas celui des questions encore ouvertes ; remettez l'ancien jusqu'à leur clôture, ou suivez docs/guides/dsi.md.`,
      ]);
    }
    await setSetting(tx, KEY, fingerprint);
  });
}
