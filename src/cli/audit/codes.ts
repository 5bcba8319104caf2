import { type Finding, leak } from './finding.ts';
import type { Scene } from './scene.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Codes on paper: none outlives its round, none shares a key with an answer, none was made up. */
export function checkCodes({ evidence, seals }: Scene): Finding[] {
  const { rounds, codes, sheets, answers, rosters } = evidence;
  const issued = new Map(sheets.map(({ roundId, issued: count }) => [roundId, count]));
  return rounds.flatMap(({ id, status, kind }) => {
    const unspent = codes.filter(({ roundId }) => roundId === id).map(({ token }) => hex(token));
    if (status !== 'open') return unspent.length > 0 ? [leak('codes_closed', { round: id })] : [];
    if (kind !== 'survey') return [];
    const given = answers.filter(({ roundId }) => roundId === id).map(({ token }) => hex(token));
    const seal = seals.get(id);
    const people = rosters.filter(({ roundId }) => roundId === id);
    const theirs = new Set(seal ? people.map(({ personId }) => hex(seal.token(personId))) : []);
    const isKnown = given.some((token) => theirs.has(token));
    const spent = isKnown ? given.filter((token) => !theirs.has(token)).length : 0;
    return [
      ...(given.some((token) => unspent.includes(token)) ? [leak('code_shared', { round: id })] : []),
      ...(spent + unspent.length > (issued.get(id) ?? 0) ? [leak('code_extra', { round: id })] : []),
    ];
  });
}
