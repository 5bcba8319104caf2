import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { StartupError } from '../../src/domain/errors.ts';
import { start } from '../../src/service.ts';
import { percolateur, placesOf } from '../cli/support.ts';
import { began, editFile, problemsOf, stateOf, told } from '../support/reload.ts';

describe('a list of people that is valid and not meant', () => {
  it('is refused when it was cut at the end of a line, by day as at a restart, until it is asked for', async () => {
    const program = await began();
    const own = join(program.programme, 'agents.csv');
    const whole = await readFile(own, 'utf8');
    const lines = whole.split('\n');
    // The lead is kept: only half of the agents are gone.
    const lead = lines.find((line) => line.startsWith('pilote;')) ?? '';
    await writeFile(own, [...lines.slice(0, 7), lead, ''].join('\n'));
    await program.travel('PT1M');
    const problem =
      "agents.csv:1: 7 personnes sur 14 partiraient d'un coup ; remettez la liste entière, ou lancez « percolateur people import agents.csv --apply » si c'est voulu";
    expect(await problemsOf(program)).toEqual([problem]);
    expect(await told(program)).toEqual([expect.stringContaining(problem)]);
    expect(await stateOf(program, 'p12')).toBe('active');
    await expect(start(readConfig({ PORT: '0', ...placesOf(program) }))).rejects.toThrow(StartupError);

    // Asked for: the file itself need not change again.
    const applied = await percolateur(placesOf(program), 'people', 'import', own, '--apply');
    expect(applied.code).toBe(0);
    await program.travel('PT1M');
    expect(await problemsOf(program)).toEqual([]);
    expect(await stateOf(program, 'p12')).toBe('left');
    await program.restart();
  });

  it('is refused without a lead, told to those who were', async () => {
    const program = await began();
    await editFile(program, 'agents.csv', 'Direction;agent|pilote', 'Direction;agent');
    await program.travel('PT1M');
    const problem =
      "agents.csv:1: plus personne n'est pilote ; écrivez « pilote » dans la colonne « roles » d'une personne au moins";
    expect(await problemsOf(program)).toEqual([problem]);
    expect(await told(program)).toEqual([expect.stringContaining(problem)]);
    await expect(start(readConfig({ PORT: '0', ...placesOf(program) }))).rejects.toThrow(StartupError);
  });

  it('tells the lead who hands over, too', async () => {
    const program = await began();
    await editFile(program, 'agents.csv', 'Direction;agent|pilote', 'Direction;agent');
    await editFile(program, 'agents.csv', 'Direction;agent|direction', 'Direction;agent|direction|pilote');
    await program.travel('PT1M');
    expect(await problemsOf(program)).toEqual([]);
    expect(await told(program)).toEqual([expect.stringContaining('2 autres lignes changées')]);
    const texts = (await program.messages('dgs')).map(({ text }) => text);
    expect(texts.some((text) => text.startsWith('Le programme a changé'))).toBe(true);
  });
});

it('the same wrong file is told again once the folder has been right in between', async () => {
  const program = await began();
  for (const times of [1, 2]) {
    await editFile(program, 'programme.yml', 'pays: FR', 'pays: BE');
    await program.travel('PT1M');
    await program.travel('PT1H');
    expect(await told(program)).toHaveLength(times);
    await editFile(program, 'programme.yml', 'pays: BE', 'pays: FR');
    await program.travel('PT1M');
    expect(await problemsOf(program)).toEqual([]);
  }
});
