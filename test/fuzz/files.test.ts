import { globSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parsePeople } from '../../src/programme/people-csv.ts';
import { EXAMPLE, problemsOf } from '../programme/folder.ts';
import { howLong, PATIENCE, scrambled } from './fuzz.ts';

const FILES = globSync(['*.{yml,md,csv}', 'sondages/*.yml'], { cwd: EXAMPLE }).sort();
const text = (file: string) => readFileSync(join(EXAMPLE, file), 'utf8');
/** A file and its line, or a variable, then what is wrong: as every problem is told. */
const PROBLEM = /^(?:[\w./-]+(?::\d+)?|[A-Z_]+) ?: ./su;

describe('whatever is written in a programme', () => {
  it(
    'is read or refused with its line, and the service stands',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'percolateur-fuzz-'));
      onTestFinished(() => rm(folder, { recursive: true }));
      await cp(EXAMPLE, folder, { recursive: true });
      const edits = fc
        .constantFrom(...FILES)
        .chain((file) => fc.tuple(fc.constant(file), scrambled([text(file)])));
      await fc.assert(
        fc.asyncProperty(edits, async ([file, written]) => {
          await writeFile(join(folder, file), written);
          for (const problem of await problemsOf(folder)) expect(problem).toMatch(PROBLEM);
          await writeFile(join(folder, file), text(file));
        }),
        howLong(60),
      );
    },
    PATIENCE,
  );

  it('does not make it wait: a file that folds in on itself is refused at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'percolateur-fuzz-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await cp(EXAMPLE, folder, { recursive: true });
    const laughs = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let index = 1; index < 12; index++) {
      const [name, before] = [String.fromCharCode(97 + index), String.fromCharCode(96 + index)];
      laughs.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`);
    }
    for (const hostile of [
      laughs.join('\n'),
      '['.repeat(50_000),
      `${'a: {'.repeat(2000)}`,
      '&a [*a]',
      'a: &a\n  <<: *a',
      '- '.repeat(20_000),
      `"${'\\u0041'.repeat(50_000)}`,
      '!!js/function "() => 1"',
      '__proto__: {organisation: x}',
    ]) {
      await writeFile(join(folder, 'programme.yml'), hostile);
      expect((await problemsOf(folder)).length).toBeGreaterThan(0);
    }
    await writeFile(join(folder, 'programme.yml'), text('programme.yml'));
    for (const hostile of [
      '>'.repeat(20_000),
      '['.repeat(20_000),
      '*'.repeat(20_000),
      `${'- '.repeat(3000)}x`,
      '`'.repeat(20_001),
      `[x](${'('.repeat(20_000)}`,
      '<'.repeat(20_000),
    ]) {
      await writeFile(join(folder, 'memento.md'), `${text('memento.md')}\n\n${hostile}\n`);
      for (const problem of await problemsOf(folder)) expect(problem).toMatch(PROBLEM);
    }
  });
});

describe('whatever is written in a people file', () => {
  it(
    'is people or problems, each with its line, and no name in them',
    () => {
      fc.assert(
        fc.property(scrambled([text('agents.csv')]), (csv) => {
          const { people, problems } = parsePeople(csv, 'agents.csv');
          const lines = csv.split(/\r\n|\r|\n/).length;
          expect(people.length).toBeLessThan(lines);
          for (const problem of problems) expect(problem).toMatch(/^agents\.csv:\d+: ./su);
          expect(new Set(people.map(({ id }) => id)).size).toBe(people.length);
        }),
        howLong(300),
      );
    },
    PATIENCE,
  );
});
