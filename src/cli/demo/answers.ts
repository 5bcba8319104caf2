import { readFile } from 'node:fs/promises';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { StartupError } from '../../domain/errors.ts';
import words from '../../locales/demo.fr.json' with { type: 'json' };
import { sentence } from '../say.ts';

/** An answer to play: at a local moment, somebody taps a button with these fields filled. */
export type ScriptedAnswer = {
  line: number;
  at: Temporal.PlainDateTime;
  person: string;
  verb: string;
  data: Record<string, unknown>;
};

export type Known = { people: ReadonlySet<string>; verbs: ReadonlySet<string> };

const lineSchema = z.strictObject({
  at: z.string(),
  person: z.string(),
  verb: z.string(),
  data: z.record(z.string(), z.unknown()).default({}),
});

/** Reads a file of JSON lines; blank ones are passed over. Throws a StartupError with every bad line. */
export async function readAnswers(file: string, known: Known): Promise<ScriptedAnswer[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new StartupError([sentence(words.problems.unreadable, { file })]);
  }
  const answers: ScriptedAnswer[] = [];
  const problems: string[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line, index + 1, known);
    if ('person' in read) answers.push(read);
    else
      problems.push(
        sentence(words.problems[read.problem], { ...read.values, place: `${file}:${index + 1}` }),
      );
  }
  if (problems.length > 0) throw new StartupError(problems);
  return answers;
}

type Problem = { problem: 'json' | 'shape' | 'at' | 'person' | 'verb'; values: Record<string, string> };

/** What is wrong never repeats what is written: a file of answers may hold texts. */
function readLine(line: string, number: number, known: Known): ScriptedAnswer | Problem {
  const { example } = words.problems;
  const value = parseJson(line);
  if (value === undefined) return { problem: 'json', values: { example } };
  const result = lineSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const keys = issue?.code === 'unrecognized_keys' ? issue.keys : (issue?.path ?? []);
    const key = keys.length > 0 ? `« ${String(keys[0])} »` : 'la ligne';
    return { problem: 'shape', values: { key, example } };
  }
  const { at: written, person, verb, data } = result.data;
  const at = parseMoment(written);
  if (!at) return { problem: 'at', values: {} };
  if (!known.people.has(person)) return { problem: 'person', values: {} };
  if (!known.verbs.has(verb))
    return { problem: 'verb', values: { verbs: [...known.verbs].sort().join(', ') } };
  return { line: number, at, person, verb, data };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function parseMoment(written: string): Temporal.PlainDateTime | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(written)) return null;
  try {
    return Temporal.PlainDateTime.from(written, { overflow: 'reject' });
  } catch {
    return null;
  }
}
