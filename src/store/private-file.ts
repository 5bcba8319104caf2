import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** Readable by its owner only; SQLite gives the files beside it the same mode. */
const PRIVATE = 0o600;

/** Makes an empty file, and its folder, when there is none: SQLite would let everybody read it. */
export function ensurePrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, 'a', PRIVATE));
}
