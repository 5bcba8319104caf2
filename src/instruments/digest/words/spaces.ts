/**
 * What somebody typed, with the spaces that French keeps on one line: no sign alone at the start of one. Keyboards
 * have no key for them.
 */
export function keptTogether(words: string): string {
  return words.replace(/ (?=[?!:;»%])/g, '\u00a0').replace(/« /g, '«\u00a0');
}
