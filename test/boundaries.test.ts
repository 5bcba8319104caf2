import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/** A file of ours by its path from the root, and what it names: files of ours (`src/…`), packages, `node:…`. */
type Source = { file: string; text: string; imports: string[] };

type Rule = {
  says: string;
  /** The files it speaks of. */
  of: (file: string) => boolean;
  /** What such a file may not do, in a word; null when it keeps the rule. */
  breach: (source: Source) => string | null;
};

const inFolder = (folder: string) => (target: string) => target.startsWith(`${folder}/`);
const isOurs = inFolder('src');
const everywhere = () => true;

/** `src/instruments/cafe/card.ts` → `cafe`; a file right in the folder has none. */
function partOf(folder: string, file: string): string | null {
  const [first, ...rest] = file.slice(folder.length + 1).split('/');
  return inFolder(folder)(file) && first && rest.length > 0 ? first : null;
}

/** Only what `home` names may import what `packages` matches. */
function keepsAtHome(packages: RegExp, home: string): Rule {
  return {
    says: `only ${home} imports ${packages.source}`,
    of: (file) => file !== home && !inFolder(home)(file),
    breach: ({ imports }) => imports.find((target) => packages.test(target)) ?? null,
  };
}

const RULES: Rule[] = [
  {
    says: 'the domain imports itself and temporal-polyfill, and knows no clock and no chance',
    of: inFolder('src/domain'),
    breach: ({ imports, text }) =>
      imports.find((target) => !inFolder('src/domain')(target) && target !== 'temporal-polyfill') ??
      text.match(/Temporal\.Now|Date\.now|new Date\(\)|Math\.random/)?.[0] ??
      null,
  },
  {
    says: 'an instrument imports no other instrument, and no list of them',
    of: (file) => partOf('src/instruments', file) !== null,
    breach: ({ file, imports }) => {
      const own = inFolder(`src/instruments/${partOf('src/instruments', file)}`);
      return imports.find((target) => inFolder('src/instruments')(target) && !own(target)) ?? null;
    },
  },
  {
    says: 'of the channels, an instrument knows the port only',
    of: inFolder('src/instruments'),
    breach: ({ imports }) =>
      imports.find((it) => inFolder('src/channels')(it) && it !== 'src/channels/channel.ts') ?? null,
  },
  {
    says: 'a channel imports itself, the port, the limits, what is under way, the domain, the log and how the server takes a delivery',
    of: inFolder('src/channels'),
    breach: ({ file, imports }) => {
      const part = partOf('src/channels', file);
      const own = part === null ? () => false : inFolder(`src/channels/${part}`);
      const port = ['src/channels/channel.ts', 'src/channels/afterwards.ts', 'src/channels/marked.ts'];
      const shared = [...port, 'src/log.ts', 'src/web/body.ts', 'src/web/receive.ts'];
      const folders = [inFolder('src/channels/limits'), inFolder('src/domain')];
      const allowed = (it: string) => own(it) || shared.includes(it) || folders.some((has) => has(it));
      return imports.find((target) => isOurs(target) && !allowed(target)) ?? null;
    },
  },
  {
    says: 'a report knows no channel but the port, and not who shows it',
    of: inFolder('src/report'),
    breach: ({ imports }) =>
      imports.find(
        (it) => inFolder('src/web')(it) || (inFolder('src/channels')(it) && it !== 'src/channels/channel.ts'),
      ) ?? null,
  },
  {
    says: 'nothing that a report is made from imports it',
    of: (file) => !['src/report', 'src/web', 'src/cli'].some((folder) => inFolder(folder)(file)),
    breach: ({ imports }) => imports.find(inFolder('src/report')) ?? null,
  },
  keepsAtHome(/^(botbuilder|botframework)/, 'src/channels/teams'),
  keepsAtHome(/^@slack\//, 'src/channels/slack'),
  keepsAtHome(/^(kysely|better-sqlite3)$/, 'src/store'),
  keepsAtHome(/^node-cron$/, 'src/engine/schedule.ts'),
  keepsAtHome(/^(yaml|csv-parse)$/, 'src/programme'),
  {
    says: 'only src/config.ts reads the environment',
    of: (file) => file !== 'src/config.ts',
    breach: ({ text }) =>
      text.match(/\bprocess\s*(\?\.|\.)\s*env\b|\bprocess\s*\[|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/)?.[0] ??
      null,
  },
  {
    says: 'nothing imports the assembly (src/service.ts) or the command line, but what starts them',
    of: (file) => !inFolder('src/cli')(file) && file !== 'src/main.ts',
    breach: ({ imports }) => imports.find((it) => it === 'src/service.ts' || inFolder('src/cli')(it)) ?? null,
  },
  {
    says: 'nothing imports the tests or what is outside the house',
    of: everywhere,
    breach: ({ imports }) => imports.find((it) => /^(test|bench|\.\.)\//.test(it)) ?? null,
  },
];

/** `import … from`, `export … from`, `import '…'`, `import('…')`, `require('…')`, and the same in JSDoc types. */
const IMPORT =
  /\b(?:import|export)\b[^'"`;()]*?\bfrom\s*(['"])([^'"]+)\1|\bimport\s*(['"])([^'"]+)\3|\b(?:import|require)\s*\(\s*(['"`])([^'"`]+)\5/g;

function read(file: string, text: string): Source {
  const imports = [...text.matchAll(IMPORT)].map((match) => {
    const target = match[2] ?? match[4] ?? match[6] ?? '';
    if (target.startsWith('.')) return path.posix.join(path.posix.dirname(file), target);
    return target.startsWith('node:')
      ? target
      : target
          .split('/')
          .slice(0, target.startsWith('@') ? 2 : 1)
          .join('/');
  });
  return { file, text, imports };
}

function breaches(source: Source): string[] {
  return RULES.filter((rule) => rule.of(source.file)).flatMap((rule) => {
    const breach = rule.breach(source);
    return breach === null ? [] : [`${source.file}: ${breach} (${rule.says})`];
  });
}

const SOURCES = globSync('src/**/*.{ts,js,mjs}')
  .sort()
  .map((file) => read(file.split(path.sep).join('/'), readFileSync(file, 'utf8')));

test('every source keeps the dependency rule', () => {
  expect(SOURCES.length).toBeGreaterThan(10);
  expect(SOURCES.flatMap(breaches)).toEqual([]);
});

describe('the rule sees', () => {
  test.each([
    ['src/domain/a.ts', "import { z } from 'zod';"],
    ['src/domain/a.ts', "export type { Card } from '../channels/channel.ts';"],
    ['src/domain/a.ts', 'const now = Temporal.Now.instant();'],
    ['src/instruments/cafe/a.ts', "import type { B } from '../survey/b.ts';"],
    ['src/instruments/cafe/a.ts', "import { INSTRUMENTS } from '../index.ts';"],
    ['src/instruments/cafe/a.ts', "await import('../../channels/slack/blocks.ts');"],
    ['src/channels/slack/a.ts', "import { activity } from '../teams/activity.ts';"],
    ['src/channels/slack/a.ts', "import {\n  route,\n} from '../../engine/router.ts';"],
    ['src/channels/channel.ts', "import type { Turn } from '../engine/turn.ts';"],
    ['src/report/a.ts', "import { html } from '../web/html.ts';"],
    ['src/instruments/digest/a.ts', "import { collect } from '../../report/collect.ts';"],
    ['src/channels/sandbox/page/a.js', "/** @typedef {import('../../../store/person.ts').Row} Row */"],
    ['src/engine/a.ts', "import { TurnContext } from 'botbuilder';"],
    ['src/engine/a.ts', "import 'botframework-connector/lib/auth';"],
    ['src/web/a.ts', 'import { WebClient } from "@slack/web-api";'],
    ['src/engine/a.ts', "import { sql } from 'kysely';"],
    ['src/engine/a.ts', "const Database = require('better-sqlite3');"],
    ['src/engine/engine.ts', "import cron from 'node-cron';"],
    ['src/cli/a.ts', "import { parse } from 'csv-parse/sync';"],
    ['src/cli/a.ts', 'const level = process.env.LOG_LEVEL;'],
    ['src/cli/a.ts', 'const { env } = process;'],
    ['src/engine/a.ts', "import { start } from '../service.ts';"],
    ['src/engine/a.ts', "import { tool } from '../../test/support/tool.ts';"],
  ])('in %s: %s', (file, text) => {
    expect(breaches(read(file, text))).toHaveLength(1);
  });

  test.each([
    ['src/domain/a.ts', "import { Temporal } from 'temporal-polyfill';\nimport { b } from './b.ts';"],
    [
      'src/instruments/cafe/a.ts',
      "import { b } from './b.ts';\nimport type { Turn } from '../../engine/turn.ts';",
    ],
    ['src/instruments/index.ts', "import { cafe } from './cafe/index.ts';"],
    ['src/channels/teams/a.ts', "import { TurnContext } from 'botbuilder';\nimport { b } from './b/c.ts';"],
    ['src/channels/slack/a.ts', "import { readBody } from '../../web/body.ts';\nimport { z } from 'zod';"],
    ['src/store/a.ts', "import { sql } from 'kysely';"],
    ['src/engine/schedule.ts', "import cron from 'node-cron';"],
    ['src/programme/a.ts', "import { parse } from 'yaml';"],
    ['src/config.ts', 'read(process.env);'],
    ['src/service.ts', "import { slack } from './channels/slack/channel.ts';"],
    ['src/cli/a.ts', "import { start } from '../service.ts';"],
  ])('nothing wrong in %s: %s', (file, text) => {
    expect(breaches(read(file, text))).toEqual([]);
  });
});
