/** A masked word, as readers see it. */
const MASK = '[…]';

/** E-mail addresses, web addresses and phone numbers (French and Swiss, with or without prefix). */
const ADDRESSES = [
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+/gu,
  /\bhttps?:\/\/\S+|\bwww\.\S+/giu,
  /(?:\+|00)?\d[\d .-]{7,}\d/g,
];

/**
 * Takes out of typed texts what would name somebody: addresses, and the names of the organisation's people.
 * `names` are whole names; each of their words of three letters or more is masked (« Diaye » of « N'Diaye »).
 */
export function createMask(names: readonly string[]): (text: string) => string {
  const words = new Set(
    names
      .flatMap((name) => name.normalize('NFC').split(/[^\p{L}]+/u))
      .filter((word) => word.length >= 3)
      .map(fold),
  );
  return (text) => {
    let masked = text
      .normalize('NFC')
      .replace(/\p{Cc}+/gu, ' ')
      .trim();
    for (const pattern of ADDRESSES) masked = masked.replace(pattern, MASK);
    return masked.replace(/\p{L}+/gu, (word) => (words.has(fold(word)) ? MASK : word));
  };
}

function fold(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
