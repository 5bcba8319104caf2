import { Refusal } from '../domain/errors.ts';
import { forgetAttentionBefore } from '../store/attention.ts';
import { countCodes } from '../store/code.ts';
import { type Resealed, reseal } from '../store/reseal.ts';
import { listRounds, type RoundRow, roundPeople, sealedBoxes, sealedSums } from '../store/round.ts';
import { setSetting } from '../store/setting.ts';
import { SCRUB_DUE } from './closing.ts';
import { isSecretOf, keepFingerprint } from './fingerprint.ts';
import { createSeal, OVERHEAD, type Seal } from './seal.ts';
import type { Turn } from './turn.ts';

/** Open rounds that were sealed anew, and codes on paper that stopped working with the old secret. */
export type Rotation = { rounds: string[]; codes: number };

/** Later than any week. */
const EVER = '9999-12-31';

/**
 * Takes another secret while rounds are open: all that waits sealed is opened with the old one, in memory, and sealed
 * with the new one under new salts, in one transaction. The file is to be scrubbed after it: it held the old seals.
 * Throws a Refusal `other_secret` when `from` is not the secret of this database, `same_secret`.
 */
export async function rotateSecret(
  { tx, random }: Pick<Turn, 'tx' | 'random'>,
  from: Uint8Array,
  to: Uint8Array,
): Promise<Rotation> {
  if (Buffer.from(from).equals(to)) throw new Refusal('same_secret');
  if (!(await isSecretOf(tx, from))) throw new Refusal('other_secret');
  const rounds: string[] = [];
  let codes = 0;
  for (const round of await listRounds(tx, { status: 'open' })) {
    if (!round.salt) continue;
    const salt = random(32);
    const sealed = await sealAnew(
      tx,
      round,
      createSeal(from, round.salt, random),
      createSeal(to, salt, random),
    );
    await reseal(tx, round.id, { salt, ...sealed });
    codes += await countCodes(tx, round.id);
    rounds.push(round.id);
  }
  // They were counted under tokens that only the old secret makes.
  await forgetAttentionBefore(tx, EVER);
  await keepFingerprint(tx, to);
  await setSetting(tx, SCRUB_DUE, '1');
  return { rounds, codes };
}

/** A person's token changes with the key; that of an answer on paper is random, and stays. */
async function sealAnew(
  tx: Turn['tx'],
  round: RoundRow,
  old: Seal,
  fresh: Seal,
): Promise<Omit<Resealed, 'salt'>> {
  const owners = new Map(
    (await roundPeople(tx, round.id)).map(({ personId }) => [old.token(personId).toString('hex'), personId]),
  );
  const answers = (await sealedBoxes(tx, round.id)).map(({ token, box }) => {
    const owner = owners.get(Buffer.from(token).toString('hex'));
    const own = owner === undefined ? token : fresh.token(owner);
    return { token: own, box: fresh.close(own, old.open(token, box), box.length - OVERHEAD) };
  });
  const sums = (await sealedSums(tx, round.id)).map(({ week, box }) => {
    const name = `week ${week}`;
    const value = old.open(old.token(name), box);
    return { week, box: fresh.close(fresh.token(name), value, box.length - OVERHEAD) };
  });
  return { answers, sums };
}
