import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Refusal } from '../domain/errors.ts';

const TEMPLATES = new URL('../../manifests/', import.meta.url);
/** The longest name of an organisation that a manifest repeats. */
export const ORGANISATION = 120;

const json = z.json();
type Json = z.infer<typeof json>;

/** A template under `manifests/`, as it is kept. */
export async function readTemplate(path: string): Promise<Json> {
  return json.parse(JSON.parse(await readFile(new URL(path, TEMPLATES), 'utf8')));
}

/**
 * The public address without its last slash. Both platforms only call https.
 * @throws Refusal `public_url` for anything else.
 */
export function publicAddress(publicUrl: string): { href: string; host: string } {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : null;
  if (url?.protocol !== 'https:' || url.username || url.search || url.hash) throw new Refusal('public_url');
  return { href: url.href.replace(/\/+$/, ''), host: url.hostname };
}

/** Puts values in the place of `{{NAME}}`, in texts only: a value can never change the shape of the document. */
export function fill(template: Json, values: Readonly<Record<string, string>>): Json {
  if (typeof template === 'string') {
    return template.replace(/\{\{([A-Z_]+)\}\}/g, (placeholder, name: string) => values[name] ?? placeholder);
  }
  if (Array.isArray(template)) return template.map((item) => fill(item, values));
  if (template !== null && typeof template === 'object') {
    return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, fill(item, values)]));
  }
  return template;
}

/** At most `most` characters, ending in an ellipsis when shortened. */
export function cut(text: string, most: number): string {
  const chars = [...text.trim()];
  return chars.length > most
    ? `${chars
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : chars.join('');
}
