import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { StartupError } from '../../src/domain/errors.ts';
import type { LogFields } from '../../src/log.ts';
import { start } from '../../src/service.ts';
import { percolateur, placesOf } from '../cli/support.ts';
import { startProgram } from '../support/program.ts';
import { began, editFile, problemsOf, told } from '../support/reload.ts';

describe('an invalid change of the programme folder', () => {
  it('is refused with its line, told once, and shown until it is put right', async () => {
    const lines: [string, LogFields | undefined][] = [];
    const write = (message: string, fields?: LogFields) => void lines.push([message, fields]);
    const program = await began('2026-12-01T10:00', { log: { info: write, warn: write, error: write } });
    await editFile(program, 'programme.yml', 'heure_hebdo: "09:30"', 'heure_hebdo: 8h45');
    await editFile(program, 'cafes.yml', 'places: 15', 'places: "beaucoup');
    await program.travel('PT1M');
    await program.travel('PT1H');
    const problems = await problemsOf(program);
    expect(problems).toEqual([
      expect.stringMatching(/^programme\.yml:\d+: « heure_hebdo: 8h45 » ne convient pas ; écrivez une heure/),
      expect.stringMatching(/^cafes\.yml:\d+: /),
    ]);
    expect(await told(program)).toEqual([
      [
        'Changement du programme refusé',
        'Les fichiers du programme ont changé, mais pas tout à fait comme il faut : ce qui était en vigueur le reste. À corriger :',
        ...problems,
      ].join('\n'),
    ]);
    expect((await fetch(`${program.url()}/readyz`)).status).toBe(200);
    const doctor = await percolateur(placesOf(program), 'doctor');
    expect(doctor.code).toBe(1);
    expect(doctor.out).toContain(`${program.programme}/${problems[0]}`);
    expect(doctor.out).toContain("Tant qu'il tourne, le service garde l'ancien programme");

    await editFile(program, 'programme.yml', 'heure_hebdo: 8h45', 'heure_hebdo: "09:30"');
    await editFile(program, 'cafes.yml', 'places: "beaucoup', 'places: 15');
    await program.travel('2026-12-03T12:00');
    expect(await problemsOf(program)).toEqual([]);
    expect(await told(program)).toHaveLength(1);
    expect((await program.offering('p01', 'checkin.answer')).at).toBe('2026-12-03T09:30');
    expect(lines.filter(([message]) => message.startsWith('programme'))).toEqual([
      ['programme refused', { code: 'programme_invalid', count: 2 }],
      ['programme changed', { count: 0 }],
    ]);
  });

  it('is told to nobody who could not have read it before it was put right', async () => {
    const program = await began('2026-12-01T20:00');
    await editFile(program, 'programme.yml', 'pays: FR', 'pays: BE');
    await program.travel('PT1M');
    expect(await problemsOf(program)).toHaveLength(1);
    await editFile(program, 'programme.yml', 'pays: BE', 'pays: FR');
    await program.travel('2026-12-02T12:00');
    expect(await told(program)).toEqual([]);
  });

  it('may be a folder that is gone for a moment', async () => {
    const program = await began();
    const file = join(program.programme, 'memento.md');
    const text = await readFile(file);
    await writeFile(file, '');
    await program.travel('PT1M');
    expect(await problemsOf(program)).toEqual([expect.stringMatching(/^memento\.md:1: /)]);
    await writeFile(file, text);
    await program.travel('PT1M');
    expect(await problemsOf(program)).toEqual([]);
  });
});

describe('what has begun does not change', () => {
  it('in programme.yml, whatever it is, nor by stopping and starting again', async () => {
    const program = await began();
    const config = readConfig({ PORT: '0', ...placesOf(program) });
    const attempts: [from: string, to: string, said: RegExp][] = [
      ['chiffre: 5', 'chiffre: 4', /« chiffre: 4 » ne convient pas ; écrivez .*au moins 5/],
      ['groupe: 10', 'groupe: 12', /« groupe » ne change pas pendant une vague .* remettez 10/],
      ['2026-12-01', '2026-12-08', /cette vague a commencé .* ; remettez 2026-12-01/],
      ['id: pilote', 'id: pilotes', /la vague « pilote » a commencé le 2026-12-01/],
      ['Europe/Paris', 'Indian/Reunion', /« fuseau » ne change plus .* ; remettez Europe\/Paris/],
    ];
    for (const [from, to, said] of attempts) {
      await editFile(program, 'programme.yml', from, to);
      await program.travel('PT1M');
      const problems = await problemsOf(program);
      expect(problems[0]).toMatch(/^programme\.yml:\d+: /);
      expect(problems.join('\n')).toMatch(said);
      expect((await told(program)).at(-1)).toContain(problems[0]);
      // Else a restart would take at night what was refused by day.
      await expect(start(config)).rejects.toThrow(StartupError);
      await editFile(program, 'programme.yml', to, from);
    }
    await program.travel('PT1M');
    expect(await problemsOf(program)).toEqual([]);
    expect(await told(program)).toHaveLength(attempts.length);
    await program.restart();
  });

  it('the file of an open survey', async () => {
    const program = await began('2026-12-22T12:00');
    await editFile(program, 'sondages/satisfaction.yml', 'id: satisfaction', 'id: contentement');
    await program.travel('PT1M');
    expect(await problemsOf(program)).toEqual([
      "sondages:1: le sondage « satisfaction » est ouvert jusqu'au 2026-12-28 ; remettez son fichier, et retirez-le après",
    ]);
  });

  it('but before anything is asked, all may', async () => {
    const program = await startProgram();
    await editFile(program, 'programme.yml', 'chiffre: 5', 'chiffre: 7');
    await editFile(program, 'programme.yml', '2026-12-01', '2026-12-08');
    await editFile(program, 'programme.yml', 'Europe/Paris', 'Indian/Reunion');
    await program.travel('PT1M');
    expect(await problemsOf(program)).toEqual([]);
    expect((await program.call('GET', 'clock')).body).toMatchObject({
      zone: 'Indian/Reunion',
      launch: '2026-12-08',
    });
    await editFile(program, 'programme.yml', '2026-12-08', '2026-10-06');
    await program.travel('PT1M');
    expect(await problemsOf(program)).toEqual([
      expect.stringMatching(/ce lancement est déjà passé ; écrivez une date à partir du 2026-11-16/),
    ]);
  });
});
