import { z } from 'zod';
import help from '../locales/schemas.fr.json' with { type: 'json' };
import { cafesSchema } from './cafes.ts';
import { settingsSchema } from './settings-shape.ts';
import { surveySchema } from './surveys.ts';
import { useCasesSchema } from './use-cases.ts';

/** The files of a programme that editors can check and complete, by the name of their schema. */
const FILES = {
  programme: settingsSchema,
  cafes: cafesSchema,
  'cas-usage': useCasesSchema,
  sondage: surveySchema,
} as const satisfies Record<string, z.ZodType>;

/** What an editor shows beside each key, by its path in the file: `programme.vagues.lancement`. */
const HELP: ReadonlyMap<string, string> = new Map(Object.entries(help));

type Schema = Record<string, unknown>;

/** A schema to write as `<name>.schema.json`, and the keys that the catalogue says nothing of. */
export type EditorSchema = { name: string; schema: Schema; silent: string[] };

/**
 * The JSON Schemas (draft 7, which the YAML extensions of editors read) of the files of a programme, made from the
 * shapes that read them: an editor and the service refuse the same things. Only what takes two files to see, such as a
 * service that nobody works in, is left to `percolateur doctor`.
 */
export function editorSchemas(): EditorSchema[] {
  return Object.entries(FILES).map(([name, shape]) => {
    const silent: string[] = [];
    const made = z.toJSONSchema(shape, { target: 'draft-7', io: 'input', override: bare });
    return { name, schema: described(made, name, silent), silent };
  });
}

/** The bounds of what a computer can count are no rule of ours. */
function bare({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

/** Every path that has a help text, to find those of keys that are gone. */
export function helpPaths(): string[] {
  return [...HELP.keys()];
}

/** The same schema with a description at each key; those of a list's items are those of the list. */
function described(node: Schema, path: string, silent: string[]): Schema {
  const description = HELP.get(path);
  const inside = Object.fromEntries(
    Object.entries(node).map(([keyword, value]) => [keyword, within(keyword, value, path, silent)]),
  );
  return description === undefined ? inside : { description, ...inside };
}

function within(keyword: string, value: unknown, path: string, silent: string[]): unknown {
  if (keyword === 'properties' && isSchema(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => {
        const place = `${path}.${key}`;
        if (!HELP.has(place)) silent.push(place);
        return [key, isSchema(child) ? described(child, place, silent) : child];
      }),
    );
  }
  if (keyword === 'items' && isSchema(value)) return inner(value, path, silent);
  if (keyword === 'anyOf' && Array.isArray(value)) {
    return value.map((child: unknown) => (isSchema(child) ? inner(child, path, silent) : child));
  }
  return value;
}

/** What a key holds has the help of the key: said once, above. */
function inner(node: Schema, path: string, silent: string[]): Schema {
  const { description: _, ...rest } = described(node, path, silent);
  return rest;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
