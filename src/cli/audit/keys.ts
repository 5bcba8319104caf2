import type { Scene } from './scene.ts';

/** A token or a salt, as a program would write it. */
const HEX = /[0-9a-f]{64}/gi;
const BASE64 = /[\w+/-]{43,44}/g;
/** Bytes of a token, of a salt. */
const SIZE = 32;

/** Whether a value is, or holds, a salt or a token of the database. */
export function keysIn({ evidence }: Scene): (value: string | Buffer) => boolean {
  const bytes = [
    ...evidence.rounds.flatMap(({ salt }) => salt ?? []),
    ...[...evidence.answers, ...evidence.codes, ...evidence.attention].map(({ token }) => token),
  ];
  const keys = new Set(bytes.map((one) => Buffer.from(one).toString('hex')));
  return (value) => {
    if (typeof value !== 'string') return value.length === SIZE && keys.has(value.toString('hex'));
    return (
      value.length >= 43 &&
      ([...value.matchAll(HEX)].some(([word]) => keys.has(word.toLowerCase())) ||
        [...value.matchAll(BASE64)].some(([word]) => keys.has(Buffer.from(word, 'base64').toString('hex'))))
    );
  };
}
