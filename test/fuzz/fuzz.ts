import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { TEXTS, VALUES } from '../flow/hostile-payloads.ts';

/**
 * How long to look: `FUZZ_RUNS=20000 npx vitest run test/fuzz`, with `FUZZ_SEED` to see a failure again. Without, a
 * few seconds in all.
 */
export function howLong(usual: number): { numRuns: number; seed?: number } {
  const { FUZZ_RUNS, FUZZ_SEED } = process.env;
  return {
    numRuns: FUZZ_RUNS === undefined ? usual : Math.ceil((Number(FUZZ_RUNS) * usual) / 100),
    ...(FUZZ_SEED === undefined ? {} : { seed: Number(FUZZ_SEED) }),
  };
}

/** Minutes a file may take when one looks long. */
export const PATIENCE = process.env.FUZZ_RUNS === undefined ? 60_000 : 1_800_000;

/** Texts that mean something to somebody, and any others. */
export const texts = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...TEXTS.filter((text) => text.length < 20_000)) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

/** What a field may hold that nobody expects there. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  texts,
  fc.constantFrom(...VALUES),
  fc.jsonValue({ maxDepth: 4 }),
  fc.integer(),
  fc.double(),
  fc.constant(null),
);

type Change = {
  at: number;
  how: 'junk' | 'remove' | 'double' | 'rename' | 'wrap';
  value: unknown;
  name: string;
};

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(500),
  how: fc.constantFrom('junk', 'junk', 'junk', 'remove', 'double', 'rename', 'wrap'),
  value: junk,
  name: fc.oneof(texts, fc.constantFrom('__proto__', 'constructor', 'toString', 'length', '')),
});

/** One of these JSON values, with a few of its places changed. */
export function mutated(samples: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([sample, changes]) => changes.reduce<unknown>(changed, copied(sample)));
}

function copied(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
}

/** One of these JSON values, with other texts in it; what the program reads for itself keeps its kind. */
export function reworded(samples: readonly unknown[], words: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...samples), fc.infiniteStream(fc.option(words, { nil: undefined })))
    .map(([sample, stream]) => reword(copied(sample), stream));
}

function reword(value: unknown, words: Iterator<string | undefined>): unknown {
  if (typeof value === 'string') return words.next().value ?? value;
  if (Array.isArray(value)) return value.map((inner) => reword(inner, words));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, reword(inner, words)]));
}

function changed(root: unknown, { at, how, value, name }: Change): unknown {
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  visit(root);
  const place = places[at % Math.max(1, places.length)];
  if (!place) return copied(value);
  const { holder, key } = place;
  const found = holder[key];
  if (how === 'junk') holder[key] = copied(value);
  else if (how === 'remove') delete holder[key];
  else if (how === 'double') holder[key] = [found, found];
  else if (how === 'wrap' || (name === 'length' && Array.isArray(holder))) holder[key] = { [name]: found };
  else
    Object.defineProperty(holder, name, {
      value: found,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return root;

  function visit(node: unknown): void {
    if (!isRecord(node)) return;
    for (const key of Object.keys(node)) {
      places.push({ holder: node, key });
      visit(node[key]);
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A text in which a few bits were taken out, put in, doubled or moved. */
export function scrambled(samples: readonly string[]): fc.Arbitrary<string> {
  const cut = fc.record({
    from: fc.nat(100_000),
    length: fc.nat(40),
    put: fc.oneof(
      texts,
      fc.constantFrom(
        '',
        '\n',
        ';',
        ',',
        '"',
        "'",
        ':',
        '- ',
        '{',
        '[',
        '&a',
        '*a',
        '#',
        '\t',
        '\r',
        '\u0000',
        '---\n',
      ),
    ),
    again: fc.nat(3),
  });
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(cut, { minLength: 1, maxLength: 5 }))
    .map(([sample, cuts]) =>
      cuts.reduce((text, { from, length, put, again }) => {
        const at = from % (text.length + 1);
        return text.slice(0, at) + put.repeat(again) + text.slice(at + length);
      }, sample),
    );
}

/** Megabytes in use once nothing is left to throw away. */
export function megabytesInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') for (let turn = 0; turn < 3; turn++) collect();
  return process.memoryUsage().heapUsed / 1024 ** 2;
}

/** How many megabytes may come and stay between the middle of a run and its end: not one a thousand requests. */
export const FLAT = 24;
