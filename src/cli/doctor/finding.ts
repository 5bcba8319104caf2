import words from '../../locales/doctor.fr.json' with { type: 'json' };
import { sentence } from '../say.ts';

/** The checks, in the order they are told: what keeps the service from starting, then from reaching people, then the rest. */
export const CHECKS = [
  'node',
  'configuration',
  'programme',
  'database',
  'disk',
  'memory',
  'secret',
  'clock',
  'channels',
  'service',
  'outbox',
  'manifest',
  'people',
  'waves',
  'season',
] as const;
export type Check = (typeof CHECKS)[number];

/** `todo`: something must be done; `note`: good to know. `text` says what, and what to do. */
export type Finding = { check: Check; level: 'todo' | 'note'; code: Code; text: string };
export type Code = keyof typeof words.findings;

export function finding(
  check: Check,
  level: Finding['level'],
  code: Code,
  values: Record<string, string | number> = {},
): Finding {
  return { check, level, code, text: sentence(words.findings[code], values) };
}
