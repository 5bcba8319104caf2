import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { editorSchemas, helpPaths } from '../../src/programme/schemas.ts';
import { percolateur } from '../cli/support.ts';
import { temporaryFolder } from '../support/process.ts';

const PROGRAMME = join(import.meta.dirname, '../../programme');
const schemas = editorSchemas();
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const validators = new Map(schemas.map(({ name, schema }) => [name, ajv.compile(schema)]));

/** The schema of a file of a programme: surveys share one. */
function schemaOf(file: string): string {
  return /(sondages|bibliotheque)\//.test(file) ? 'sondage' : basename(file, '.yml');
}

/** Where the schema refuses a text, as `/vagues/0/lancement`; empty: nowhere. */
function refused(name: string, yaml: string): string[] {
  const validate = validators.get(name);
  if (!validate) throw new Error(`no schema ${name}`);
  validate(parse(yaml));
  return [...new Set((validate.errors ?? []).map(({ instancePath }) => instancePath))];
}

const FILES = globSync(['exemple/*.yml', 'exemple/sondages/*.yml', 'bibliotheque/*.yml'], { cwd: PROGRAMME });
const read = (file: string) => readFile(join(PROGRAMME, file), 'utf8');

describe('the schemas for editors', () => {
  it('are those that the command writes', async () => {
    const folder = await temporaryFolder();
    const { code } = await percolateur({}, 'schema', '--out', folder);
    expect(code).toBe(0);
    for (const { name } of schemas) {
      const file = `${name}.schema.json`;
      // To write them again: npm run percolateur schema
      expect(await read(`schemas/${file}`), file).toBe(await readFile(join(folder, file), 'utf8'));
    }
  });

  it('say in French what each key is, and of nothing else', () => {
    expect(schemas.flatMap(({ silent }) => silent)).toEqual([]);
    const keys = new Set(schemas.flatMap(({ name, schema }) => [name, ...keysOf(schema, name)]));
    expect(helpPaths().filter((path) => !keys.has(path))).toEqual([]);
    // What the service says to write instead belongs to its own messages.
    expect(/écrivez/.test(JSON.stringify(schemas))).toBe(false);
  });

  it.each(FILES)('accept %s, which names its schema on its first line', async (file) => {
    const yaml = await read(file);
    expect(refused(schemaOf(file), yaml)).toEqual([]);
    const up = '../'.repeat(file.split('/').length - 1);
    expect(yaml.split('\n')[0]).toBe(
      `# yaml-language-server: $schema=${up}schemas/${schemaOf(file)}.schema.json`,
    );
  });

  it.each<[file: string, from: string, to: string, path: string]>([
    ['programme.yml', 'pays: FR', 'pays: BE', '/organisation/pays'],
    ['programme.yml', 'lancement: 2026-12-01', 'lancement: 01/12/2026', '/vagues/0/lancement'],
    ['programme.yml', '    services: []', '    servics: []', '/vagues/0'],
    ['programme.yml', 'chiffre: 5', 'chiffre: 4', '/seuils/chiffre'],
    ['programme.yml', 'Europe/Paris', '"+01:00"', '/organisation/fuseau'],
    ['programme.yml', '[lun, mar', '[lun, mard', '/horaires/jours/1'],
    ['programme.yml', '"09:30"', '9h30', '/rythme/heure_hebdo'],
    ['cafes.yml', 'places: 15', 'places: beaucoup', '/cafes/0/places'],
    ['cafes.yml', 'jour: J+9', 'jour: demain', '/cafes/0/jour'],
    ['cas-usage.yml', 'cas_usage:', 'cas_usages:', ''],
    ['sondages/satisfaction.yml', 'type: echelle', 'type: echele', '/questions/0/type'],
    ['sondages/satisfaction.yml', 'points: 5', 'points: 6', '/questions/0/points'],
    ['sondages/satisfaction.yml', 'but: satisfaction', 'but: content', '/but'],
  ])('refuse a mistake of %s: %s → %s', async (file, from, to, path) => {
    const yaml = await read(`exemple/${file}`);
    expect(yaml).toContain(from);
    expect(refused(schemaOf(`exemple/${file}`), yaml.replace(from, to))).toContain(path);
  });
});

/** The paths of all keys of a schema, as help texts name them. */
function keysOf(node: unknown, path: string): string[] {
  if (Array.isArray(node)) return node.flatMap((child) => keysOf(child, path));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([keyword, value]) =>
    keyword === 'properties' && typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, child]) => [
          `${path}.${key}`,
          ...keysOf(child, `${path}.${key}`),
        ])
      : keysOf(value, path),
  );
}
