import { createHash, createHmac } from 'node:crypto';
import { secureRandom } from '../../engine/random.ts';
import { createSeal } from '../../engine/seal.ts';
import { type Finding, leak, risk } from './finding.ts';
import type { Scene } from './scene.ts';

type Bytes = Uint8Array | string;
const sha = (...parts: Bytes[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const hmac = (key: Bytes, text: Bytes) => createHmac('sha256', key).update(text).digest('hex');
const hex = (bytes: Bytes) => Buffer.from(bytes).toString('hex');

/** What somebody with the file and no secret would try for a person. */
function guesses(person: string, round: string, salt: Uint8Array): string[] {
  const seals = [Buffer.alloc(0), Buffer.alloc(32), salt].map((secret) =>
    createSeal(secret, salt, secureRandom),
  );
  return [
    hex(person),
    sha(person),
    sha(person, salt),
    sha(salt, person),
    sha(round, person),
    hmac(salt, person),
    hmac(person, salt),
    hmac(round, person),
    ...seals.map((seal) => hex(seal.token(person))),
  ];
}

/** Without the secret no token can be made; with it, whoever has the file reads what is open: the residual risk. */
export function checkTokens({ evidence, secret }: Scene): Finding[] {
  const rosters = Map.groupBy(evidence.rosters, ({ roundId }) => roundId);
  const answers = Map.groupBy(evidence.answers, ({ roundId }) => roundId);
  return evidence.rounds.flatMap(({ id, status, salt }) => {
    const tokens = new Set((answers.get(id) ?? []).map(({ token }) => hex(token)));
    if (status !== 'open' || !salt || tokens.size === 0) return [];
    const people = (rosters.get(id) ?? []).map(({ personId }) => personId);
    const guessed = people.some((person) => guesses(person, id, salt).some((guess) => tokens.has(guess)));
    return [
      ...(guessed ? [leak('token_guessed', { round: id })] : []),
      ...(secret ? withSecret(id, createSeal(secret, salt, secureRandom), people, tokens) : []),
    ];
  });
}

function withSecret(
  round: string,
  seal: ReturnType<typeof createSeal>,
  people: readonly string[],
  tokens: ReadonlySet<string>,
): Finding[] {
  const known = people.some((person) => tokens.has(hex(seal.token(person))));
  return [known ? risk('open_with_secret', { round }) : leak('secret_mismatch', { round })];
}

/** The counts of messages a week: who got a reminder had not answered. */
export function checkAttention({ evidence: { attention, rosters } }: Scene): Finding[] {
  const tokens = new Set(attention.map(({ token }) => hex(token)));
  const people = new Set(rosters.map(({ personId }) => personId));
  const plain = [...people].some((person) =>
    [hex(person), sha(person), sha('attention', person), hmac('attention', person)].some((guess) =>
      tokens.has(guess),
    ),
  );
  return plain ? [leak('attention_guessed')] : [];
}
