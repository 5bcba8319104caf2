import { ADDRESSES, STREETS } from './masking-patterns.ts';

/** A masked word, as readers see it. */
const MASK = '[…]';

/**
 * Takes out of typed texts what would name somebody: addresses, numbers, people announced by a title, and the names
 * of the organisation's people.
 *
 * `names` are whole names. Each of their words of three letters or more is masked, however it is written (« Diaye »
 * of « N'Diaye », « DUPRE » of « Dupré », « jeanpaul »); one of two letters only where it is written as a name. It is
 * a help, not a promise: a nickname, or a function that one person holds, passes.
 */
export function createMask(names: readonly string[]): (text: string) => string {
  const parts = names.map((name) => name.split(/[^\p{L}\p{M}]+/u).filter((part) => part !== ''));
  const words = new Set(parts.flatMap(longWords));
  const short = new Set(parts.flat().map(fold).filter(isShortName));
  const initials = new Set(parts.flatMap(initialsOf));
  return (text) => {
    let masked = text
      .normalize('NFC')
      .replace(/\p{Cf}+/gu, '')
      .replace(/\p{Cc}+/gu, ' ')
      .trim();
    for (const pattern of [...ADDRESSES, ...STREETS]) masked = masked.replace(pattern, MASK);
    masked = masked.replace(TITLED, `$1${MASK}`);
    masked = masked.replace(/[\p{L}\p{M}]+/gu, (word) =>
      words.has(fold(word)) || (isCapitalised(word) && short.has(fold(word))) ? MASK : word,
    );
    masked = masked.replace(DOTTED, (found) => (initials.has(lettersOf(found)) ? MASK : found));
    return masked.replace(BESIDE, MASK);
  };
}

/** « M. », « Mme »… and what they announce: a capital, then a word or an initial, once or twice. */
const TITLED =
  /(?<![\p{L}\p{M}])((?:M|MM|Mr|Mme|Mmes|Mlle|Dr|Pr|Me|Monsieur|Madame|Mesdames|Messieurs|Mademoiselle|Docteur|Maître)\.?\s+)\p{Lu}[\p{L}\p{M}.'’-]*(?:\s+\p{Lu}[\p{L}\p{M}.'’-]*)?/gu;

/** Two or three initials with dots: « J.-P. D. ». */
const DOTTED = /(?<![\p{L}\p{M}])\p{Lu}\.(?:[\s-]?\p{Lu}\.){1,2}/gu;

/** The initial of a name whose other half is masked, on either side: « B. […] », « […] D. ». */
const BESIDE =
  /(?<![\p{L}\p{M}])(?:\p{Lu}\.[\s-]?){1,2}\[…\]|\[…\](?:\s+\p{Lu}(?:\.(?![\p{L}\p{M}])|(?=[,;:!?)]|$)))/gu;

/** Words of a name, and several in one: first names run together, or the whole name as in an address. */
function longWords(parts: readonly string[]): string[] {
  const folded = parts.map(fold);
  const joined: string[] = [];
  for (let start = 0; start < folded.length; start++) {
    for (let end = start + 2; end <= folded.length; end++) joined.push(folded.slice(start, end).join(''));
  }
  const [first = '', ...last] = folded;
  return [...folded, ...joined, [...last, first].join('')].filter((word) => word.length >= 3);
}

/** In both orders, of two letters or more; what everybody says is left alone. */
function initialsOf(parts: readonly string[]): string[] {
  const letters = parts.map((part) => fold(part).slice(0, 1));
  const both = [letters.join(''), letters.toReversed().join(''), `${letters.at(-1)}${letters.at(0)}`];
  return both.filter((initials) => initials.length >= 2 && !SAID.has(initials));
}

/** « I.A. », « R.H. », « D.G. »… are not people. */
const SAID: ReadonlySet<string> = new Set(['ia', 'ai', 'rh', 'dg', 'st', 'ct', 'pm', 'tp']);

/** Short words of French that are also written with a capital. */
const FRENCH: ReadonlySet<string> = new Set(
  `ah ai an as au ba bi ca ce ci da de di du eh el en es et eu fi ho ii il in iv je la le li lu ma me mi mu ne ni nu
  oh on or os ou pu re sa se si sm st su ta te tu un us va vu`.split(/\s+/),
);

function isShortName(word: string): boolean {
  return word.length === 2 && !FRENCH.has(word);
}

function isCapitalised(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

function lettersOf(initials: string): string {
  return fold(initials.replace(/[^\p{L}]+/gu, ''));
}

/** Lower case, no accents, letters that are two written as two: what the eye takes for the same word. */
function fold(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[œæßøłđı]/g, (letter) => TWO[letter] ?? letter);
}

const TWO: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};
