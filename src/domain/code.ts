/**
 * A code on paper: twelve letters and digits in groups of four, 60 bits. Letters that are read as digits are not used
 * (Crockford's base 32); what is typed may hold them, small letters, spaces and dashes.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const CODE_LENGTH = 12;
const GROUP = 4;

/** The code of some random bytes, one a sign. */
export function codeOf(bytes: Uint8Array): string {
  return [...bytes.subarray(0, CODE_LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** As it is printed: `7K3M-0QXA-9ZRT`. */
export function printedCode(code: string): string {
  return code.replace(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-');
}

/** What somebody typed, as it was made; null when it cannot be a code. */
export function readCode(typed: string): string | null {
  const code = typed
    .slice(0, 100)
    .toUpperCase()
    .replace(/[\s\p{Pd}.]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return code.length === CODE_LENGTH && [...code].every((sign) => ALPHABET.includes(sign)) ? code : null;
}
