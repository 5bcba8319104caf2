import { z } from 'zod';
import { declaresUse, TIME_BANDS } from '../domain/checkin.ts';
import type { Cell, Counts, QuestionRule } from '../domain/publishing.ts';
import { WEEKS_PER_BLOCK } from '../domain/wave.ts';
import {
  findRound,
  type RoundRow,
  roundPeople,
  saveSealed,
  saveSealedSum,
  sealedBoxes,
  sealedSums,
} from '../store/round.ts';
import { addCount, cellOf, emptyCells } from './cells.ts';
import { readSealed } from './rounds.ts';
import type { Turn } from './turn.ts';

/** What a block remembers of a person between its weeks: that they answered, and whether they declared a use. */
const noteSchema = z.object({ label: z.string().nullable(), used: z.boolean() });

/** A week's sums by service: `{label, tables: {time: {h1to2: 3}}}`. */
const sumSchema = z.array(
  z.object({ label: z.string().nullable(), tables: z.record(z.string(), z.record(z.string(), z.number())) }),
);

/** Room for the sums of one service, in bytes: with the longest names a programme can have, they take 1500. */
const SUM_SIZE = 2048;

/**
 * Folds a closing week into its block: who answered and who declared a use go into the block set under the block's
 * own tokens; the sums by service wait sealed. This is how distinct people are counted without following anyone.
 */
export async function foldWeek(turn: Turn, week: RoundRow & { salt: Uint8Array }) {
  const block = week.parent ? await findRound(turn.tx, week.parent) : null;
  const people = await roundPeople(turn.tx, week.id);
  const boxes = new Map(
    (await sealedBoxes(turn.tx, week.id)).map(({ token, box }) => [Buffer.from(token).toString('hex'), box]),
  );
  if (!block?.salt) return { invited: people.length, answered: boxes.size };
  const weekSeal = turn.seal(week.salt);
  const blockSeal = turn.seal(block.salt);
  const notes = new Map(
    (await sealedBoxes(turn.tx, block.id)).map(({ token, box }) => [Buffer.from(token).toString('hex'), box]),
  );
  const sums = new Map<string | null, Record<string, Counts>>();
  const fresh: { token: Buffer; box: Buffer }[] = [];
  for (const { personId } of people) {
    const token = weekSeal.token(personId);
    const box = boxes.get(token.toString('hex'));
    if (!box) continue;
    const { label, answers } = readSealed(weekSeal.open(token, box));
    const tables: Record<string, Counts> = sums.get(label) ?? Object.create(null);
    sums.set(label, tables);
    for (const [question, value] of Object.entries(answers)) addCount(tables, question, value, 1);
    const blockToken = blockSeal.token(personId);
    const known = notes.get(blockToken.toString('hex'));
    const before = known ? noteSchema.parse(blockSeal.open(blockToken, known)).used : false;
    const band = TIME_BANDS.find((name) => name === answers.time);
    const used = before || (band !== undefined && declaresUse(band));
    fresh.push({ token: blockToken, box: blockSeal.close(blockToken, { label, used }) });
  }
  // In the order of the tokens: in that of the roster, their place in the file would tell whose they are.
  for (const { token, box } of fresh.sort((one, other) => one.token.compare(other.token))) {
    await saveSealed(turn.tx, block.id, token, box);
  }
  const labels = new Set((await roundPeople(turn.tx, block.id)).map((row) => row.label));
  const size = SUM_SIZE * (labels.size + 2);
  const sealedSum = [...sums].map(([label, tables]) => ({ label, tables }));
  const weekToken = blockSeal.token(`week ${week.number}`);
  await saveSealedSum(turn.tx, block.id, week.number, blockSeal.close(weekToken, sealedSum, size));
  return { invited: people.length, answered: boxes.size };
}

/** A block's cells: distinct people for `adoption`, weekly declarations for the rest. */
export async function readBlock(turn: Turn, block: RoundRow & { salt: Uint8Array }) {
  const seal = turn.seal(block.salt);
  const cells = emptyCells(await roundPeople(turn.tx, block.id));
  for (const { token, box } of await sealedBoxes(turn.tx, block.id)) {
    const { label, used } = noteSchema.parse(seal.open(token, box));
    const cell = cellOf(cells, label);
    cell.answered += 1;
    addCount(cell.tables, 'adoption', used ? 'used' : 'unused', 1);
  }
  const questions = new Set<string>();
  for (const { week, box } of await sealedSums(turn.tx, block.id)) {
    const sums = sumSchema.parse(seal.open(seal.token(`week ${week}`), box));
    for (const { label, tables } of sums) {
      for (const question of Object.keys(tables)) questions.add(question);
      addWeek(cellOf(cells, label), tables);
    }
  }
  const rules: QuestionRule[] = [
    { id: 'adoption', perPerson: 1 },
    ...[...questions].sort().map((id) => ({ id, perPerson: WEEKS_PER_BLOCK })),
  ];
  return { cells: [...cells.values()], rules };
}

/**
 * Of an optional question only its fullest week tells how many distinct people surely answered it; everybody who
 * answered gave a `time`.
 */
function addWeek(cell: Cell, tables: Record<string, Counts>): void {
  const people = cell.people ?? {};
  cell.people = people;
  for (const [question, counts] of Object.entries(tables)) {
    let week = 0;
    for (const [value, count] of Object.entries(counts)) {
      addCount(cell.tables, question, value, count);
      week += count;
    }
    if (question !== 'time') people[question] = Math.max(people[question] ?? 0, week);
  }
}
