import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { actOf, may, mayFor, scopeOf } from '../../src/domain/may.ts';
import { type Act, PERMISSIONS } from '../../src/domain/permissions.ts';
import type { Role } from '../../src/domain/person.ts';
import { permissionsPage } from './permissions-page.ts';

const read = (file: string) => readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8');
const ACTS = Object.keys(PERMISSIONS).filter((act): act is Act => act in PERMISSIONS);
const ROLES: readonly Role[] = ['agent', 'champion', 'leadership', 'lead'];
const somebody = (roles: Role[], department = 'Urbanisme') => ({ roles, department });

describe('somebody', () => {
  it('is an agent, whatever the list says', () => {
    expect(may(somebody([]), 'aide')).toBe(true);
    expect(may(somebody(['lead']), 'survey.answer')).toBe(true);
  });

  it('with two roles has the wider scope', () => {
    expect(scopeOf(somebody(['champion']), 'survey.launch')).toBe('service');
    expect(scopeOf(somebody(['champion', 'lead']), 'survey.launch')).toBe('all');
    expect(scopeOf(somebody(['leadership']), 'survey.launch')).toBeNull();
  });

  it('of a service acts for that one, or for all', () => {
    expect(mayFor(somebody(['champion']), 'survey.launch', 'Urbanisme')).toBe(true);
    expect(mayFor(somebody(['champion']), 'survey.launch', 'Finances')).toBe(false);
    expect(mayFor(somebody(['lead']), 'survey.launch', 'Finances')).toBe(true);
    expect(mayFor(somebody(['agent']), 'survey.launch', 'Urbanisme')).toBe(false);
  });
});

describe('an act', () => {
  it('is that of the first word where it has a line, else of the command', () => {
    expect(actOf('cafe', 'proposer')).toBe('cafe proposer');
    expect(actOf('cafe', 'message à tous')).toBe('cafe message');
    expect(actOf('cafe', 'constructor')).toBe('cafe');
    expect(actOf('bilan', 'j30')).toBe('bilan');
    expect(actOf('vague', '')).toBe('vague');
  });
});

it('is on one page in French, made from the table', async () => {
  await expect(permissionsPage()).toMatchFileSnapshot('../../docs/qui-peut-quoi.md');
});

describe('the reference says of a verb who may', () => {
  const WORDS: Record<Role, RegExp> = {
    agent: /everybody|invited|asked after/,
    champion: /référent/,
    leadership: /direction/,
    lead: /pilote/,
  };

  const who = new Map<string, string>();
  for (const [, verb = '', words = ''] of read('docs/reference.md').matchAll(
    /^\| `([a-z]+\.[a-z]+)` \|.*\| ([^|]+) \|$/gm,
  )) {
    who.set(verb, words === 'the same' ? ([...who.values()].at(-1) ?? '') : words);
  }

  it.each(ACTS.filter((act) => act.includes('.')))('%s', (act) => {
    const told = ROLES.filter((role) => WORDS[role].test(who.get(act) ?? ''));
    expect(told).toEqual(ROLES.filter((role) => PERMISSIONS[act][role] !== undefined));
  });
});
