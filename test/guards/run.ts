import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { GUARDS, type Guard } from './guards.ts';

/**
 * `npm run test:guards [-- WORD]`: in a copy of the house, takes away one guard after the other (those whose threat holds
 * WORD), and wants the test that is named for it to fail. Exits 1 when one does not. Some minutes.
 */
const ROOT = join(import.meta.dirname, '../..');
const LEFT = new Set(['node_modules', '.git', 'var']);

const copy = mkdtempSync(join(tmpdir(), 'percolateur-guards-'));
try {
  cpSync(ROOT, copy, { recursive: true, filter: (from) => !LEFT.has(basename(from)) || from === ROOT });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const wanted = GUARDS.filter(({ threat }) => threat.includes(process.argv[2] ?? ''));
  const unnoticed = wanted.filter((guard) => !isNoticed(guard));
  console.error(
    `${wanted.length - unnoticed.length} of ${wanted.length} guards are noticed when they are gone`,
  );
  process.exitCode = unnoticed.length > 0 ? 1 : 0;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function isNoticed({ threat, edits, test, name }: Guard): boolean {
  const before = new Map(edits.map(([file]) => [file, readFileSync(join(copy, file), 'utf8')]));
  for (const [file, from, to] of edits) {
    const text = readFileSync(join(copy, file), 'utf8');
    if (text.split(from).length !== 2) throw new Error(`${threat}: « ${from} » is not once in ${file}`);
    writeFileSync(
      join(copy, file),
      text.replace(from, () => to),
    );
  }
  const only = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const report = join(copy, 'guard.json');
  rmSync(report, { force: true });
  const { status } = spawnSync(
    'npx',
    ['vitest', 'run', test, '-t', only, '--reporter=json', '--outputFile', report],
    { cwd: copy, stdio: 'ignore' },
  );
  for (const [file, text] of before) writeFileSync(join(copy, file), text);
  const failed = existsSync(report)
    ? Number(/"numFailedTests":(\d+)/.exec(readFileSync(report, 'utf8'))?.[1])
    : 0;
  const noticed = status !== 0 && failed > 0;
  console.error(`${noticed ? 'noticed  ' : 'UNNOTICED'} ${threat}`);
  return noticed;
}
