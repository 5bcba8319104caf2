import { sum } from '../domain/grouping.ts';
import { type Cell, GROUPED, type Published, publish, type Thresholds } from '../domain/publishing.ts';
import { type Asked, type WeeksPart, weeksTell } from '../domain/weeks.ts';
import { frozenData, listRounds, type RoundRow, roundPeople } from '../store/round.ts';
import { readBlock } from './blocks.ts';
import type { Turn } from './turn.ts';

/** Participations are published in steps of so many people. */
const STEP = 5;

/**
 * What a block may show: what its own figures allow, and no more than its weeks leave in doubt, which have said
 * already how many took part. When its figures would tell how many newcomers or leavers answered, it shows none; when
 * those of its services would, it is not split.
 */
export async function publishBlock(
  turn: Turn,
  block: RoundRow & { salt: Uint8Array },
  thresholds: Thresholds,
): Promise<Published> {
  const { cells, rules } = await readBlock(turn, block);
  const result = publish(cells, rules, thresholds);
  const weeks = result.hidden ? null : await weeksOf(turn, block);
  if (result.hidden || !weeks) return result;
  const asked = await askedByLabel(turn, block, weeks.ids);
  const part = (members: Cell[]): WeeksPart => ({
    asked: add(members.map(({ label }) => asked.get(label) ?? NOBODY)),
    answered: sum(members.map((cell) => cell.answered)),
    declarations: sum(members.flatMap((cell) => Object.values(cell.tables.time ?? {}))),
  });
  if (weeksTell([part(cells)], weeks.shown, thresholds.figure)) {
    return { hidden: true, reason: 'deducible', invited: result.invited };
  }
  const parts = result.groups.map(({ department, members }) =>
    part(cells.filter(({ label }) => (label === null ? department === GROUPED : members.includes(label)))),
  );
  if (!weeksTell(parts, weeks.shown, thresholds.figure)) return result;
  const byDepartment: typeof result.byDepartment = {};
  for (const question of Object.keys(result.byDepartment)) byDepartment[question] = [];
  return { ...result, groups: [], byDepartment };
}

/** Its two weeks and what they published; null when it had but one. */
async function weeksOf({ tx }: Turn, block: RoundRow) {
  const rounds = (await listRounds(tx, { kind: 'checkin', wave: block.wave }))
    .filter(({ parent }) => parent === block.id)
    .sort((one, other) => one.number - other.number);
  const [first, second, ...others] = rounds;
  if (!first || !second || others.length > 0) return null;
  const published = [await frozenData(tx, first.id), await frozenData(tx, second.id)];
  const [one = null, two = null] = published.map((data) =>
    data?.kind === 'checkin' ? data.participation : null,
  );
  if (one === null || two === null) return null;
  return { ids: [first.id, second.id] as const, shown: { first: one, second: two, step: STEP } };
}

const NOBODY: Asked = { first: 0, second: 0, both: 0 };

/** Under each label of the block, how many were asked in one week only, and in both. */
async function askedByLabel({ tx }: Turn, block: RoundRow, [first, second]: readonly [string, string]) {
  const rosters = await Promise.all(
    [first, second].map(async (id) => new Set((await roundPeople(tx, id)).map(({ personId }) => personId))),
  );
  const asked = new Map<string | null, Asked>();
  for (const { personId, label } of await roundPeople(tx, block.id)) {
    const [one, two] = rosters.map((roster) => roster.has(personId));
    const before = asked.get(label) ?? NOBODY;
    const week = one && two ? 'both' : one ? 'first' : 'second';
    asked.set(label, { ...before, [week]: before[week] + 1 });
  }
  return asked;
}

function add(all: Asked[]): Asked {
  return {
    first: sum(all.map(({ first }) => first)),
    second: sum(all.map(({ second }) => second)),
    both: sum(all.map(({ both }) => both)),
  };
}
