import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Document, isScalar, parseDocument, visit } from 'yaml';
import { readCafes } from '../../src/programme/cafes.ts';
import { readSettings } from '../../src/programme/settings.ts';
import { readSurvey } from '../../src/programme/surveys.ts';
import { readUseCases } from '../../src/programme/use-cases.ts';
import { readYaml, type YamlSource } from '../../src/programme/yaml-source.ts';
import { EXAMPLE } from './folder.ts';

function read(file: string, source: YamlSource): unknown {
  if (file === 'programme.yml') return readSettings(source, null, null);
  if (file === 'cafes.yml') return readCafes(source, null);
  return file === 'cas-usage.yml' ? readUseCases(source, null) : readSurvey(source);
}

/** What no field takes, or few: a word, numbers, a list, a group of keys, nothing. */
const JUNK: readonly unknown[] = [
  'n’importe quoi',
  '',
  1.5,
  -1,
  99_999_999,
  true,
  [],
  ['x'],
  { cle: 1 },
  null,
];
/** How the library speaks when a shape has no sentence of its own. */
const ENGLISH = /\b(?:Invalid|expected|received|must|Too (?:small|big)|Unrecognized|Required)\b/;

/** Every place of a text where a value stands. */
function places(text: string): number {
  let count = 0;
  visit(parseDocument(text), { Scalar: (key, node) => void (isValue(key, node) && count++) });
  return count;
}

/** The same text with junk in one place. */
function spoiled(text: string, place: number, junk: unknown): string {
  const document: Document = parseDocument(text);
  let at = 0;
  visit(document, {
    Scalar(key, node) {
      if (!isValue(key, node) || at++ !== place) return undefined;
      return document.createNode(junk);
    },
  });
  return String(document);
}

function isValue(key: unknown, node: unknown): boolean {
  return key !== 'key' && isScalar(node);
}

test.each(globSync(['*.yml', 'sondages/*.yml'], { cwd: EXAMPLE }).sort())(
  'whatever is written in %s, what is wrong is said in French, on a line',
  async (file) => {
    const text = await readFile(join(EXAMPLE, file), 'utf8');
    const count = places(text);
    // Each place with three kinds of junk, each kind in many places.
    for (let turn = 0; turn < count * 3; turn++) {
      const source = readYaml(
        spoiled(text, turn % count, JUNK[(turn + Math.floor(turn / count) * 3) % JUNK.length]),
        file,
      );
      read(file, source);
      for (const problem of source.problems()) {
        expect(problem).toMatch(/^[\w./-]+:\d+: /);
        expect(problem).not.toMatch(ENGLISH);
      }
    }
  },
);
