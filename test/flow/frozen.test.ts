import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { FrozenRound } from '../../src/domain/frozen.ts';
import { readFrozen } from '../../src/engine/closing.ts';
import { staff } from '../support/commune.ts';
import { type Program, startProgram } from '../support/program.ts';

const NORTH = staff('Nord', 12, 'n');
const SOUTH = staff('Sud', 14, 's');
const BASELINE = 'survey/pilote/etat-des-lieux/1';

async function frozen(program: Program, id: string): Promise<Exclude<FrozenRound, { kind: 'checkin' }>> {
  const round = await program.engine().inTurn((turn) => readFrozen(turn, id));
  if (!round || round.kind === 'checkin') throw new Error(`${id} is not frozen`);
  return round;
}

/** Puts another list of people in the place of the programme's, and starts again. */
async function relist(program: Program, change: (line: string) => string | null): Promise<void> {
  const file = join(program.programme, 'agents.csv');
  const lines = (await readFile(file, 'utf8')).split('\n');
  await writeFile(file, lines.flatMap((line) => change(line) ?? []).join('\n'));
  await program.restart();
}

it('holds exactly what was answered, by the service of the launch, whoever moved, left or came since', async () => {
  const program = await startProgram({ people: [...NORTH, ...SOUTH] });
  await program.travel('2026-11-17T09:30');
  const give = async (id: string, usage: string) => {
    const reply = await program.act(id, 'survey.answer', {
      round: BASELINE,
      q_usage: usage,
      q_maturite: '3',
    });
    expect(reply?.refused).toBeUndefined();
  };
  for (const [index, { id }] of NORTH.entries()) if (index < 9) await give(id, index < 5 ? 'jamais' : 'jour');
  // n01 moves to the south, n02 leaves, a newcomer arrives: then the south answers, and n01 changes their mind.
  await relist(program, (line) => {
    if (line.startsWith('n02;')) return null;
    return line.startsWith('n01;') ? line.replace('Nord', 'Sud') : line;
  });
  await relist(program, (line) =>
    line === '' ? 'z01;Personne z01;z01@commune.example;Nord;agent;\n' : line,
  );
  for (const [index, { id }] of SOUTH.entries())
    if (index < 10) await give(id, index < 4 ? 'jamais' : 'semaine');
  await give('n01', 'semaine');
  expect((await program.act('z01', 'survey.answer', { round: BASELINE, q_usage: 'jour' }))?.refused).toBe(
    'not_invited',
  );
  await program.travel('2026-11-30T00:00');

  const { result } = await frozen(program, BASELINE);
  expect(result).toMatchObject({
    hidden: false,
    invited: 26,
    answered: 19,
    groups: [
      { department: 'Nord', invited: 12, answered: 9 },
      { department: 'Sud', invited: 14, answered: 10 },
    ],
    tables: { usage: { n: 19, counts: { jamais: 8, jour: 4, semaine: 7 } }, maturite: { nearlyAll: '3' } },
    byDepartment: {
      usage: [
        { department: 'Nord', n: 9, counts: { jamais: 4, jour: 4, semaine: 1 } },
        { department: 'Sud', n: 10, counts: { jamais: 4, semaine: 6 } },
      ],
    },
  });
});

it('a block counts distinct people over its two weeks, and a newcomer in none of the services', async () => {
  const program = await startProgram({ people: [...NORTH, ...SOUTH] });
  const everybody = [...NORTH, ...SOUTH].map(({ id }) => id);
  const week = async (answers: Record<string, string>) => {
    for (const [id, time] of Object.entries(answers)) {
      expect((await program.act(id, 'checkin.answer', { time }))?.refused, id).toBeUndefined();
    }
  };
  const all = (ids: string[], time: string) => Object.fromEntries(ids.map((id) => [id, time]));
  await program.travel('2026-12-03T10:00');
  await week({ ...all(everybody.slice(0, 8), 'h1to2'), ...all(everybody.slice(12, 20), 'unused') });
  await relist(program, (line) =>
    line === '' ? 'z01;Personne z01;z01@commune.example;Nord;agent;\n' : line,
  );
  await program.travel('2026-12-10T10:00');
  await week({
    ...all(everybody.slice(4, 10), 'lost'),
    ...all(everybody.slice(16, 24), 'lt30'),
    z01: 'zero',
  });
  await program.travel('2026-12-16T09:00');

  const { result } = await frozen(program, 'block/pilote/1');
  // 10 of the north, 12 of the south and z01 answered; 4 of the south never used it.
  expect(result).toMatchObject({
    hidden: false,
    invited: 27,
    answered: 23,
    tables: {
      adoption: { n: 23, counts: { used: 19, unused: 4 } },
      time: { n: 31, counts: { h1to2: 8, unused: 8, lost: 6, lt30: 8, zero: 1 } },
    },
  });
});

it('a service under ten has no label, and a leaver stays among the invited', async () => {
  const program = await startProgram({ people: [...NORTH, ...staff('Petit', 9, 'q')] });
  await program.travel('2026-11-17T09:30');
  await program.become('n01', 'left');
  for (const { id } of [...NORTH.slice(1, 8), ...staff('Petit', 9, 'q')]) {
    await program.act(id, 'survey.answer', {
      round: BASELINE,
      q_usage: id.startsWith('q') ? 'jamais' : 'jour',
    });
  }
  expect(program.tables().round_person?.filter((row) => row.includes('"Petit"'))).toEqual([]);
  await program.travel('2026-11-30T00:00');
  const { result } = await frozen(program, BASELINE);
  expect(result).toMatchObject({ hidden: false, invited: 21, answered: 16 });
  expect(JSON.stringify(result)).not.toContain('Petit');
});
