import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DELIVERY_REASONS } from '../../src/channels/channel.ts';
import { textOf } from '../../src/engine/texts.ts';

const ROOT = join(import.meta.dirname, '../..');
const LOCALES = join(ROOT, 'src/locales');

function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

const read = (file: string) => readFileSync(file, 'utf8');

/** A line of a file, given as an example: no French. */
function isSample(text: string): boolean {
  return text.startsWith('{"');
}

/** Every sentence of every catalogue, by file and key. */
function sentences(): { where: string; text: string }[] {
  return filesUnder(LOCALES, '.json').flatMap((file) => {
    const visit = (value: unknown, path: string): { where: string; text: string }[] => {
      if (typeof value === 'string')
        return isSample(value) ? [] : [{ where: `${file.slice(LOCALES.length + 1)} ${path}`, text: value }];
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([key, child]) => visit(child, path ? `${path}.${key}` : key));
    };
    return visit(JSON.parse(read(file)), '');
  });
}

describe('French typography', () => {
  it.each<[name: string, pattern: RegExp]>([
    ['straight or English quotation marks', /["“”]/],
    ['an ordinary space before : ; ? ! » or %', / [:;?!»%]/],
    ['an ordinary space after «', /« /],
    ['« » without a space inside', /«[^\u00a0\u202f]|[^\u00a0\u202f]»/],
    ['? or ; without a space before', /[\p{L}\p{N}][?;](?!\S)/u],
    ['three dots', /\.\.\./],
    ['a curly apostrophe, where the others are straight', /’/],
    ['an emoji', /\p{Extended_Pictographic}/u],
  ])('holds no %s', (_name, pattern) => {
    expect(sentences().filter(({ text }) => pattern.test(text))).toEqual([]);
  });

  it('quotes nothing by accident: an apostrophe before a brace would', () => {
    expect(sentences().filter(({ text }) => /'[{}]/.test(text))).toEqual([]);
  });
});

describe('keys', () => {
  const catalogue = Object.assign(
    {},
    ...filesUnder(join(LOCALES, 'fr'), '.json').map((file) => JSON.parse(read(file))),
  );
  const keys = Object.keys(catalogue);

  it('are each in one file only', () => {
    const all = filesUnder(join(LOCALES, 'fr'), '.json').flatMap((file) =>
      Object.keys(JSON.parse(read(file))),
    );
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
  });

  it('of a template are in the catalogue, and those of a card in its template', () => {
    for (const file of filesUnder(join(ROOT, 'cards'), '.json').filter(
      (name) => !name.endsWith('.sample.json'),
    )) {
      const name = file.slice(ROOT.length + 1 + 'cards/'.length, -'.json'.length);
      const used = new Set(
        [...read(file).matchAll(/(?<![\w.])(?:\$root\.)?t\.(\w+)/g)].map(([, key]) => key),
      );
      const written = keys
        .filter((key) => key.startsWith(`card.${name}.`))
        .map((key) => key.slice(`card.${name}.`.length));
      for (const key of used) expect(written, `${name}: t.${key}`).toContain(key);
      for (const key of written)
        if (key !== 'summary') expect([...used], `card.${name}.${key}`).toContain(key);
      expect(written, name).toContain('summary');
    }
  });

  it('are all used', () => {
    const sources = ['.ts', '.js'].flatMap((ending) => filesUnder(join(ROOT, 'src'), ending)).map(read);
    const code = sources.join('\n');
    // `reasons.${reason}` and its like use every key that starts so.
    const prefixes = [...code.matchAll(/`([\w-]+\.[\w.-]*)\$\{/g)].map(([, prefix]) => prefix ?? '');
    const unused = keys.filter(
      (key) =>
        !key.startsWith('card.') &&
        !new RegExp(`['"\`]${key.replaceAll('.', String.raw`\.`)}['"\`]`).test(code) &&
        !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  it('hold a sentence for every reason of a delivery', () => {
    for (const reason of DELIVERY_REASONS) expect(textOf(`reasons.${reason}`), reason).toMatch(/\.$/);
  });
});
