import { type Column, isText, pageSize, recordsOf } from '../../store/pages.ts';
import { commitsOf, type Frame } from '../../store/wal.ts';
import { type Finding, leak, risk } from './finding.ts';
import type { Scene } from './scene.ts';

const TOKEN = 32;

/**
 * The write-ahead log holds whole transactions, in their order. An answer must share its transaction with nobody's
 * name; in which order answers came can be read until the log is emptied.
 */
export function checkCommits({ evidence, bytes }: Scene): Finding[] {
  const people = new Set(evidence.people.map(({ id }) => id));
  const open = new Set(evidence.rounds.filter(({ status }) => status === 'open').map(({ id }) => id));
  const named = new Set<string>();
  for (const commit of bytes.flatMap((file) => commitsOf(file))) {
    const records = commit.flatMap(recordsIn);
    const rounds = records.flatMap((record) => sealedRound(record) ?? []);
    if (rounds.length === 0) continue;
    const names = records.some((record) => record.some((column) => people.has(textOf(column))));
    if (names) for (const round of rounds) if (open.has(round)) named.add(round);
  }
  return [...named].map((round) => leak('commit_names', { round }));
}

/**
 * Answers lie in the pages in the order they came, until the file is rewritten in that of the tokens (which leaves one
 * out of place on a page, at times). A block gets its rows all at once.
 */
export function checkOrder({ evidence, bytes: [database, ...others] }: Scene): Finding[] {
  const asked = evidence.rounds.filter(({ status, kind }) => status === 'open' && kind !== 'block');
  const inPages = database ? misplacedIn(database, new Map(asked.map(({ id }) => [id, 0]))) : [];
  const written = others.flatMap((file) =>
    commitsOf(file).flatMap((commit) => [
      ...new Set(commit.flatMap(recordsIn).flatMap((record) => sealedRound(record) ?? [])),
    ]),
  );
  // Two transactions of the log are in their order.
  const inLog = written.filter((round, at) => written.indexOf(round) !== at);
  const told = new Set([...inPages, ...inLog]);
  return asked.filter(({ id }) => told.has(id)).map(({ id }) => risk('arrival_order', { round: id }));
}

/** The rounds, of those given, whose answers do not lie in the order of their tokens. */
function misplacedIn(database: Buffer, misplaced: Map<string, number>): string[] {
  const size = pageSize(database);
  if (size === 0) return [];
  for (let start = 0; start + size <= database.length; start += size) {
    const last = new Map<string, string>();
    for (const record of recordsOf(database.subarray(start, start + size), start === 0)) {
      const round = sealedRound(record) ?? '';
      const count = misplaced.get(round);
      if (count === undefined) continue;
      const token = record[1]?.bytes.toString('hex') ?? '';
      const before = last.get(round);
      // Each page may have one.
      if (before === undefined) misplaced.set(round, count - 1);
      else if (before > token) misplaced.set(round, count + 1);
      last.set(round, token);
    }
  }
  return [...misplaced].filter(([, count]) => count > 0).map(([round]) => round);
}

function recordsIn({ page, content }: Frame): Column[][] {
  return recordsOf(content, page === 1);
}

/** The round of a sealed answer; null: the record is something else. */
function sealedRound(record: Column[]): string | null {
  const [round, token, box] = record;
  if (record.length !== 3 || !round || !token || !box) return null;
  const isSealed = isText(round) && token.type === 12 + 2 * TOKEN && !isText(box) && box.type > token.type;
  return isSealed ? round.bytes.toString() : null;
}

function textOf(column: Column): string {
  return isText(column) ? column.bytes.toString() : '';
}
