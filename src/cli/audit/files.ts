import { readFileSync } from 'node:fs';
import { TIME_BANDS } from '../../domain/checkin.ts';
import { definitionOf } from '../../engine/rounds.ts';
import { LOG_KEYS } from '../../log.ts';
import { foreignRows } from '../../store/cells.ts';
import { type Finding, leak } from './finding.ts';
import { keysIn } from './keys.ts';
import { holdsSecret } from './leftovers.ts';
import { phraseFinder } from './phrases.ts';
import type { Scene } from './scene.ts';
import { typedIn } from './texts.ts';

/** What pino puts in every line, beside our own fields. */
const PINO = ['level', 'time', 'msg'];

type Found = 'file_secret' | 'file_key' | 'file_text' | 'file_answer' | 'log_person' | 'log_field';

/** Logs, exports, pages: files that anybody may be given hold no key, no name beside an answer, no text of an open round. */
export function checkFile(scene: Scene, path: string): Finding[] {
  return checkContent(scene, path, readFileSync(path));
}

/** A database of another program, or of somebody who made one: each row is a line. */
export function checkForeign(scene: Scene, path: string, named = path): Finding[] {
  const lines = foreignRows(path).map((row) =>
    row.map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : String(value))).join(' '),
  );
  return checkContent(scene, named, Buffer.from(lines.join('\n')));
}

export function checkContent(scene: Scene, path: string, content: Buffer): Finding[] {
  const found = new Set<Found>();
  if (scene.secret && holdsSecret(content, scene.secret)) found.add('file_secret');
  const text = content.toString();
  if (keysIn(scene)(text)) found.add('file_key');
  if (typedIn(scene)(text)) found.add('file_text');
  const names = namesOf(scene);
  const isAnswer = answerIn(scene);
  for (const line of text.split('\n')) {
    const fields = logFields(line);
    if (fields?.some((field) => !LOG_KEYS.has(field) && !PINO.includes(field))) found.add('log_field');
    const words = line.toLowerCase().match(/[\p{L}\d@._'-]+/gu) ?? [];
    const isNamed = words.some((word) => names.words.has(word)) || names.isNamedIn(line);
    if (!isNamed) continue;
    if (isAnswer(words)) found.add('file_answer');
    if (fields) found.add('log_person');
  }
  return [...found].sort().map((code) => leak(code, { file: path }));
}

/** The keys of a line of our log; null: it is not one. */
function logFields(line: string): string[] | null {
  if (!line.includes('"level"') || !line.includes('"msg"')) return null;
  try {
    return Object.keys(JSON.parse(line.slice(line.indexOf('{'))));
  } catch {
    return null;
  }
}

/** How people are named; an id that could be a plain number or a short word is none. */
function namesOf({ evidence: { people } }: Scene) {
  const words = people.flatMap(({ id, email, aadId, slackId }) => [
    ...(/^(?=.*\p{L})(?=.*\d).{3,}$/u.test(id) ? [id] : []),
    ...[email, aadId, slackId].flatMap((value) => (value === null ? [] : [value])),
  ]);
  return {
    words: new Set(words.map((word) => word.toLowerCase())),
    isNamedIn: phraseFinder(people.map(({ name }) => name).filter((name) => name.includes(' '))),
  };
}

/** Whether words hold a question and one of its choices, or a band of time. */
function answerIn({ evidence }: Scene): (words: readonly string[]) => boolean {
  const choices = new Map<string, Set<string>>();
  for (const round of evidence.rounds) {
    for (const { id, choices: offered } of definitionOf(round).questions) {
      const known = choices.get(id.toLowerCase()) ?? new Set();
      for (const choice of offered) known.add(choice.id.toLowerCase());
      choices.set(id.toLowerCase(), known);
    }
  }
  choices.set('time', new Set(TIME_BANDS.map((band) => band.toLowerCase())));
  return (words) => {
    const said = new Set(words);
    return words.some((word) => {
      const known = choices.get(word.replace(/^q_/, ''));
      return known !== undefined && [...known].some((choice) => said.has(choice));
    });
  };
}
