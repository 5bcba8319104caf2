/**
 * What turns the direction of the words after it, or lets them look like others: « Trojan Source », CVE-2021-42574.
 * Joiners and marks that emoji and scripts need stay.
 */
const TURNING = /[\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/gu;
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/gu;
/** Everything that is no character to be read, but the ends of lines and tabs. */
const CONTROL = /[^\P{Cc}\n\t]/gu;
/** Accents piled on a letter until they cover the lines around it: no script needs more than four. */
const PILED = /(\p{M}{4})\p{M}+/gu;

/** What somebody typed, as plain words: nothing that is not to be read, whatever client or hand it comes from. */
export function plainText(typed: string): string {
  return typed
    .toWellFormed()
    .replace(LINE_ENDS, '\n')
    .replace(CONTROL, ' ')
    .replace(TURNING, '')
    .replace(PILED, '$1');
}

/** The same in one line, for what is shown among other words; empty when nothing of it can be seen. */
export function inOneLine(typed: string): string {
  return plainText(typed)
    .replace(/\s+/g, ' ')
    .replace(/^[\p{Cf}\s]+|[\p{Cf}\s]+$/gu, '');
}
