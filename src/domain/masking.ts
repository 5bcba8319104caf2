/** A masked word, as readers see it. */
const MASK = '[…]';

/** E-mail addresses, web addresses and phone numbers (French and Swiss, with or without prefix). */
const ADDRESSES = [
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+/gu,
  /\bhttps?:\/\/\S+|\bwww\.\S+/giu,
  /(?:\+|00)?\d[\d .-]{7,}\d/g,
];

/**
 * A typed text without what would name somebody: addresses, and the names of the organisation's people.
 * `names` are whole names; each of their words of three letters or more is masked.
 */
export function maskText(text: string, names: readonly string[]): string {
  let masked = text.replace(/\p{Cc}+/gu, ' ').trim();
  for (const pattern of ADDRESSES) masked = masked.replace(pattern, MASK);
  const words = new Set(
    names
      .flatMap((name) => name.split(/[\s-]+/))
      .filter((word) => word.length >= 3)
      .map(fold),
  );
  return masked.replace(/[\p{L}]+/gu, (word) => (words.has(fold(word)) ? MASK : word));
}

function fold(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
