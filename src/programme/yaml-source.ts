import { LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { nearest, suggest } from './suggest.ts';
import type { Problems } from './text-file.ts';
import { type Path, positionOf, SYNTAX, startOf } from './yaml-position.ts';

/** A YAML text that remembers its lines, so that a mistake can be told where it was made. */
export type YamlSource = {
  /** Plain values, `null` when the text is not YAML. */
  data: unknown;
  /** The value at a path, or undefined. */
  get(path: Path): unknown;
  /** The line of a key or item, of its nearest parent when it is missing. */
  lineOf(path: Path): number;
  report(path: Path, message: string): void;
  /** The value checked against a schema, or null; every issue is reported on its own line. */
  check<T>(schema: z.ZodType<T>): T | null;
  /** What was reported since they were last asked for, from the top of the file to its end. */
  problems(): Problems;
};

/** `offset`: lines before the text in its file. `strings`: every value is text, as written (`1.10` stays `1.10`). */
export function readYaml(
  text: string,
  file: string,
  options: { offset?: number; strings?: boolean } = {},
): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    ...(options.strings ? { schema: 'failsafe' } : {}),
  });
  const found: { line: number; message: string }[] = [];
  for (const error of document.errors) {
    const message =
      SYNTAX[error.code] ?? "ce n'est pas du YAML ; vérifiez les deux-points, les guillemets, les tirets";
    found.push({ line: lineAt(error.pos[0]), message });
  }
  visit(document, {
    Alias(_, node) {
      if (node.resolve(document)) return;
      const message = `« *${node.source} » ne renvoie à rien plus haut ; écrivez la liste en entier`;
      found.push({ line: lineAt(startOf(node)), message });
    },
  });
  const data = found.length > 0 ? null : toData();
  const readable = found.length === 0;

  function toData(): unknown {
    try {
      return document.toJS({ maxAliasCount: 100 });
    } catch {
      found.push({ line: 1, message: 'trop de renvois « *nom » ; écrivez les listes en entier' });
      return null;
    }
  }

  function lineAt(position: number): number {
    return lines.linePos(position).line + (options.offset ?? 0);
  }

  function report(path: Path, message: string): void {
    found.push({ line: lineAt(positionOf(document, path)), message });
  }

  return {
    data,
    get: (path) => path.reduce<unknown>(child, data),
    lineOf: (path) => lineAt(positionOf(document, path)),
    report,
    check(schema) {
      if (!readable) return null;
      const result = schema.safeParse(data);
      if (result.success) return result.data;
      const { issues } = result.error;
      const typos = new Set(issues.flatMap(typosOf));
      for (const issue of issues) {
        // One wrong letter is one problem: « servics » is unknown, and `services` is not missing.
        const missing = issue.path.reduce<unknown>(child, data) === undefined;
        if (!(missing && typos.has(JSON.stringify(issue.path)))) explain(issue);
      }
      return null;
    },
    problems: () =>
      found
        .splice(0)
        .sort((a, b) => a.line - b.line)
        .map(({ line, message }) => `${file}:${line}: ${message}`),
  };

  function explain(issue: z.core.$ZodIssue): void {
    if (issue.code === 'unrecognized_keys') {
      const known = issue.message.split('|');
      for (const key of issue.keys) {
        report([...issue.path, key], `clé inconnue « ${key} » ; ${suggest(key, known)}`);
      }
      return;
    }
    const key = issue.path.findLast((part) => typeof part === 'string');
    const value = issue.path.reduce<unknown>(child, data);
    if (key === undefined) {
      report(issue.path, `le fichier est vide ou n'a pas la bonne forme ; ${issue.message}`);
    } else if (value === undefined) {
      report(issue.path, `il manque « ${String(key)} » ; ${issue.message}`);
    } else {
      report(issue.path, `« ${String(key)}${written(value)} » ne convient pas ; ${issue.message}`);
    }
  }
}

/** A short word or number as it was written; longer texts stay out of the log. */
function written(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return /^\S{1,20}$/.test(text) ? `: ${text}` : '';
}

/** The paths of the keys that unknown ones were meant to be. */
function typosOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const meant = issue.keys.map((key) => nearest(key, issue.message.split('|')));
  return meant.filter((key) => key !== null).map((key) => JSON.stringify([...issue.path, key]));
}

function child(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}
