import { changedPeople } from '../../store/compare.ts';
import { readEvidence } from '../../store/evidence.ts';
import { answersIn, databaseBytes, dirtyFreePages } from '../../store/remains.ts';
import { type Finding, leak, risk } from './finding.ts';
import type { Scene } from './scene.ts';

/** What people do in their own name: by nature it comes about when they answer. */
const THEIR_ACTS = new Set([
  'rsvp',
  'waiting',
  'attendance',
  'acknowledgement',
  'memento_question',
  'help_call',
  'cafe_message',
  'contact',
  'address',
  'decision',
  'irritant_answer',
  'wave_act',
]);

/** A copy of the database that lies somewhere: it must not open again what was destroyed. `file`: what it is called. */
export function checkCopy(scene: Scene, path: string, file = path): Finding[] {
  const copy = readEvidence(path);
  const open = new Set(scene.evidence.rounds.filter(({ status }) => status === 'open').map(({ id }) => id));
  const salted = copy.rounds.filter(({ salt }) => salt !== null).map(({ id }) => id);
  const sealed = [...copy.answers, ...copy.sums].map(({ roundId }) => roundId);
  const kept = [...new Set([...salted, ...sealed])];
  const bytes = databaseBytes(path);
  const known = copy.rounds.map(({ id }) => id);
  const isDirty =
    bytes.some((one) => answersIn(one, known).some((id) => !kept.includes(id))) ||
    bytes.slice(0, 1).some((one) => dirtyFreePages(one) > 0);
  return [
    ...kept.filter((id) => !open.has(id)).map((round) => leak('copy_reopens', { file, round })),
    ...kept.filter((id) => open.has(id)).map((round) => risk('copy_open', { file, round })),
    ...(isDirty ? [leak('copy_remains', { file })] : []),
  ];
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/**
 * Two copies around a tap: which tokens are new or changed, whose rows are. An answer must leave no trace under a
 * name: with the secret the people behind the tokens are known, without it one token and one name are enough.
 */
export function checkBefore(scene: Scene, before: string): Finding[] {
  const copy = readEvidence(before);
  const open = copy.rounds.filter(({ salt }) => salt !== null).map(({ id }) => id);
  const risks = open.map((round) => risk('copy_open', { file: before, round }));
  const earlier = new Map(
    copy.answers.map(({ roundId, token, box }) => [`${roundId} ${hex(token)}`, hex(box)]),
  );
  const touched = scene.evidence.answers.filter(
    ({ roundId, token, box }) => earlier.get(`${roundId} ${hex(token)}`) !== hex(box),
  );
  if (touched.length === 0) return risks;
  const known = authorsOf(scene);
  const authors = new Set(touched.flatMap(({ token }) => known.get(hex(token)) ?? []));
  const joined = changedPeople(scene.file, before)
    .filter(({ table }) => !THEIR_ACTS.has(table))
    .filter(({ people }) => {
      if (authors.size > 0) return people.length === authors.size && people.every((id) => authors.has(id));
      return touched.length === 1 && people.length === 1;
    });
  return [
    ...joined.map(({ table }) => leak('copy_joined', { table })),
    ...risks,
    risk('copy_counts', { count: touched.length }),
  ];
}

/** Token to person, where the secret is known. */
function authorsOf({ evidence, seals }: Scene): Map<string, string> {
  const authors = new Map<string, string>();
  for (const { roundId, personId } of evidence.rosters) {
    const seal = seals.get(roundId);
    if (seal) authors.set(hex(seal.token(personId)), personId);
  }
  return authors;
}
