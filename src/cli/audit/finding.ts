import words from '../../locales/audit.fr.json' with { type: 'json' };
import { sentence } from '../say.ts';

/** `leak`: something that must not be. `risk`: what the design itself leaves, said openly. */
export type Finding = { code: Code; level: 'leak' | 'risk'; text: string };
export type Code = keyof typeof words.findings;

export function leak(code: Code, values: Record<string, string | number> = {}): Finding {
  return { code, level: 'leak', text: sentence(words.findings[code], values) };
}

export function risk(code: Code, values: Record<string, string | number> = {}): Finding {
  return { code, level: 'risk', text: sentence(words.findings[code], values) };
}
