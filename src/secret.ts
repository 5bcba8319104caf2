import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartupError } from './domain/errors.ts';

/** Bytes a secret needs at least. Source: HMAC-SHA-256 and AES-256 keys are 32 bytes. */
const MIN_BYTES = 32;
/** Distinct bytes in 32 random ones are almost always over 25: fewer than this was typed by hand. */
const MIN_DISTINCT = 12;

/** The bytes of a secret written in hexadecimal, base64 or plain text; null when it is too short or too simple. */
export function parseSecret(text: string): Buffer | null {
  const value = text.trim();
  const bytes = /^([0-9a-f]{2})+$/i.test(value)
    ? Buffer.from(value, 'hex')
    : /^([\w+/-]{43,}|[\w+/-]+={1,2})$/.test(value)
      ? Buffer.from(value, 'base64')
      : Buffer.from(value);
  return bytes.length >= MIN_BYTES && new Set(bytes).size >= MIN_DISTINCT ? bytes : null;
}

/** Where the sandbox keeps its own secret. */
export function sandboxSecretFile(database: string): string {
  return join(dirname(database), 'secret');
}

/** The sandbox's own secret, beside its database, readable by its owner only; made the first time. */
export function sandboxSecret(database: string): Buffer {
  const file = sandboxSecretFile(database);
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(MIN_BYTES).toString('base64'), { mode: 0o600, flag: 'wx' });
  }
  chmodSync(file, 0o600);
  const secret = parseSecret(readFileSync(file, 'utf8'));
  if (!secret)
    throw new StartupError([`${file} : secret abîmé ; effacez ce fichier et la base pour repartir à neuf.`]);
  return secret;
}
