import { secureRandom } from '../../engine/random.ts';
import { readSealed, type SealedAnswer } from '../../engine/rounds.ts';
import { createSeal, type Seal } from '../../engine/seal.ts';
import { type Evidence, readEvidence } from '../../store/evidence.ts';
import { databaseBytes } from '../../store/remains.ts';

/** An answer of an open round as the secret opens it. `personId`: null for a code, or somebody who is gone. */
export type OpenedAnswer = SealedAnswer & { roundId: string; personId: string | null };

/** Everything the attacker starts from: the files as they lie, and the secret when they have it too. */
export type Scene = {
  file: string;
  evidence: Evidence;
  /** The database, its log, its index, its journal. */
  bytes: Buffer[];
  secret: Uint8Array | null;
  /** With the secret: the answers of open surveys and weeks. */
  opened: OpenedAnswer[];
  /** Id of an open round, to its seal. */
  seals: ReadonlyMap<string, Seal>;
};

/** @throws Refusal `not_ours`. */
export function openScene(file: string, secret: Uint8Array | null): Scene {
  const bytes = databaseBytes(file);
  const evidence = readEvidence(file);
  const seals = new Map<string, Seal>();
  for (const { id, status, salt } of evidence.rounds) {
    if (secret && status === 'open' && salt) seals.set(id, createSeal(secret, salt, secureRandom));
  }
  return { file, evidence, bytes, secret, seals, opened: openAll(evidence, seals) };
}

function openAll({ rounds, rosters, answers }: Evidence, seals: ReadonlyMap<string, Seal>): OpenedAnswer[] {
  const people = Map.groupBy(rosters, ({ roundId }) => roundId);
  const rows = Map.groupBy(answers, ({ roundId }) => roundId);
  return rounds.flatMap(({ id, kind }) => {
    const seal = seals.get(id);
    if (!seal || kind === 'block') return [];
    const authors = new Map(
      (people.get(id) ?? []).map(({ personId }) => [seal.token(personId).toString('hex'), personId]),
    );
    return (rows.get(id) ?? []).flatMap(({ token, box }) => {
      const sealed = tryOpen(seal, token, box);
      const personId = authors.get(Buffer.from(token).toString('hex')) ?? null;
      return sealed ? [{ ...sealed, roundId: id, personId }] : [];
    });
  });
}

/** Null: sealed with another secret, or damaged. */
function tryOpen(seal: Seal, token: Uint8Array, box: Uint8Array): SealedAnswer | null {
  try {
    return readSealed(seal.open(token, box));
  } catch {
    return null;
  }
}
