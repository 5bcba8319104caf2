import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

it('README and the guides show the pictures that the script takes, all of them and no other', () => {
  const taken = [...read('docs/images/make.ts').matchAll(/name: '([^']+\.png)'/g)].map(([, name]) => name);
  const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: ROOT })];
  const shown = pages.flatMap((page) => [...read(page).matchAll(/!\[([^\]]*)\]\(([^)\s]+\.png)\)/g)]);
  expect([...new Set(shown.map(([, , file = '']) => basename(file)))].sort()).toEqual(taken.sort());
  // Whoever does not see a picture is told what it shows.
  for (const [, alt = ''] of shown) expect(alt.length).toBeGreaterThan(40);
});
