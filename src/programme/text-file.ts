import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Collects what is wrong, one sentence each: `file:line: what is wrong ; what to write instead`. */
export type Problems = string[];

const MISSING = 'fichier introuvable ; vérifiez son nom, ou copiez celui de programme/exemple';
const UNREADABLE =
  'le compte du service ne peut pas lire ce fichier ; donnez-lui-en le droit (chgrp, puis chmod g+r)';

/**
 * The text of a file of the folder, with plain line ends and no byte-order mark; null when it cannot be read,
 * and then the reason is in `problems`.
 */
export async function readText(folder: string, name: string, problems: Problems): Promise<string | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(join(folder, name));
  } catch (error) {
    problems.push(`${name}:1: ${isMissing(error) ? MISSING : UNREADABLE}`);
    return null;
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.replace(/\r\n?/g, '\n');
  } catch {
    const fix = 'enregistrez-le en UTF-8 (dans Excel : « CSV UTF-8 (délimité par des virgules) »)';
    problems.push(`${name}:${firstBadLine(bytes)}: le fichier n'est pas en UTF-8 ; ${fix}`);
    return null;
  }
}

/** There is none, rather than one that may not be read: to copy the example over that one would lose it. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** A line feed is one byte in UTF-8 and never part of a longer character, so lines can be tried one by one. */
function firstBadLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const stop = end === -1 ? bytes.length : end;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, stop));
    } catch {
      return line;
    }
    start = stop + 1;
  }
  return 1;
}
