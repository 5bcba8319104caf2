import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GUARDS } from './guards.ts';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** What a file puts between quotes, as it reads. */
const quoted = (text: string) =>
  [...text.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"/g)].map(([, one, two]) =>
    (one ?? two ?? '').replace(/\\(['"])/g, '$1'),
  );

/** A test is named as it is told; of a row in a table of them, the sentence and the row are both in the file. */
function isNamedIn(file: string, name: string): boolean {
  const words = new Set(quoted(read(file)));
  if (words.has(name)) return true;
  return [...words].some((sentence) => {
    if (!sentence.includes('%s')) return false;
    const [, row] = new RegExp(`^${escaped(sentence).replace('%s', '(.+)')}$`).exec(name) ?? [];
    return row !== undefined && words.has(row);
  });
}

describe('SECURITY.md', () => {
  it('names, for each threat, the test that fails when its guard is gone', () => {
    const rows = [...read('SECURITY.md').matchAll(/^\| (.+) \| `(test\/[^`]+)` « (.+) » \|$/gm)];
    expect(rows.map(([, , test, name]) => ({ test, name }))).toEqual(
      GUARDS.map(({ test, name }) => ({ test, name })),
    );
  });

  it.each(GUARDS.map((guard) => [guard.threat, guard] as const))(
    '%s: the test and the guard are there',
    (_threat, guard) => {
      expect(isNamedIn(guard.test, guard.name)).toBe(true);
      for (const [file, from, to] of guard.edits) {
        expect(read(file).split(from)).toHaveLength(2);
        expect(to).not.toBe(from);
      }
    },
  );
});
