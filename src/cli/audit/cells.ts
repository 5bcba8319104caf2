import { createHash } from 'node:crypto';
import { eachCell } from '../../store/cells.ts';
import { PERSONAL } from '../../store/personal.ts';
import { type Finding, leak } from './finding.ts';
import { keysIn } from './keys.ts';
import { phraseFinder } from './phrases.ts';
import type { Scene } from './scene.ts';
import { typedIn } from './texts.ts';

/** Where keys of rounds are at home. */
const KEYED = new Set(['round', 'sealed_answer', 'sealed_sum', 'code', 'attention']);
/** What people write, and what platforms call them; published figures are read elsewhere, in their own shape. */
const SPOKEN = new Set(['sandbox_message', 'address', 'frozen', 'digest', 'survey_definition']);
/** What somebody types in a chat is in their chat. */
const CHATS = 'sandbox_message';

/**
 * Every value of every table, wherever it has no reason to be: a key of a round beside something else, somebody in a
 * table that is about nobody (« answered/p04 » among what was done), the words of an open question.
 */
export function checkCells(scene: Scene): Finding[] {
  const keys = keysIn(scene);
  const people = peopleIn(scene);
  const isTyped = typedIn(scene);
  const about = new Set<string>(PERSONAL.map(({ table }) => table));
  const found = new Map<string, Finding>();
  eachCell(scene.file, ({ table, column, value }) => {
    const add = (code: 'cell_key' | 'cell_person' | 'cell_text') =>
      void found.set(`${code} ${table}`, leak(code, { column: `${table}.${column}` }));
    if (!KEYED.has(table) && keys(value)) add('cell_key');
    if (table !== CHATS && isTyped(value.toString())) add('cell_text');
    if (about.has(table) || SPOKEN.has(table) || typeof value !== 'string') return;
    if (people.isNamedIn(value) || words(value).some((word) => people.words.has(word))) add('cell_person');
  });
  return [...found.values()];
}

function words(value: string): string[] {
  return value.match(/[\p{L}\d@._'-]+/gu) ?? [];
}

/** How people are written: as the list calls them, or by a hash that anybody can make. Short words are too common. */
function peopleIn({ evidence: { people } }: Scene) {
  const plain = people.flatMap(({ id, email }) => [
    ...(/^(?=.*\p{L})(?=.*\d).{3,}$/u.test(id) ? [id] : []),
    ...(email === null ? [] : [email]),
  ]);
  const hashed = people.flatMap(({ id }) =>
    ['md5', 'sha1', 'sha256'].map((name) => createHash(name).update(id).digest('hex')),
  );
  return {
    words: new Set([...plain, ...hashed]),
    isNamedIn: phraseFinder(people.map(({ name }) => name).filter((name) => name.includes(' '))),
  };
}
