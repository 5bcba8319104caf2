import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';

const entry = z.looseObject({
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  dev: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  os: z.array(z.string()).optional(),
});
const lock = z
  .object({ packages: z.record(z.string(), entry) })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
const manifest = z
  .looseObject({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    overrides: z.record(z.string(), z.unknown()),
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const installed = Object.entries(lock.packages)
  .filter(([place]) => place !== '')
  .map(([place, more]) => ({ name: place.replace(/^.*node_modules\//, ''), ...more }));
const versionsOf = (name: string) => [
  ...new Set(installed.filter((each) => each.name === name).map(({ version }) => version)),
];

/** What may stand beside the EUPL in one service. Each is permissive, or, for the MPL, bound to its own files. */
const LICENCES =
  /^\(?(?:MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|Unlicense|BlueOak-1\.0\.0|PSF-2\.0|MPL-2\.0|Python-2\.0|CC-BY-[34]\.0)(?: (?:AND|OR) .+)?\)?$/;
/** Read in their own folder, as their `package.json` does not say it as npm wants it. */
const READ_BY_HAND: Record<string, string> = {
  'dejavu-fonts-ttf': 'Bitstream Vera, public domain',
  'escape-regexp-component': 'MIT',
  'json-schema': 'BSD-3-Clause',
  jspath: 'MIT',
  'png-js': 'MIT',
};

it('every version is exact', () => {
  const wanted = [...Object.values(manifest.dependencies), ...Object.values(manifest.devDependencies)];
  expect(wanted.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

it('the old packages of the archived SDK are those that were mended', () => {
  const { uuid } = manifest.overrides;
  expect(versionsOf('uuid')).toEqual([uuid]);
  expect(versionsOf('pino')).toEqual([manifest.dependencies.pino]);
  expect(versionsOf('adaptivecards')).toEqual([manifest.dependencies.adaptivecards]);
  expect(versionsOf('fast-redact')).toEqual([]);
  // Fixed from these on: GHSA-w5hq-g745-h8pq, GHSA-gh4j-gqv2-49f6, CVE-2025-65945, CVE-2022-0235.
  expect(atLeast('uuid', [11, 1, 1])).toBe(true);
  expect(atLeast('fast-xml-parser', [4, 5, 7])).toBe(true);
  expect(atLeast('jws', [4, 0, 1])).toBe(true);
  expect(atLeast('node-fetch', [2, 6, 7])).toBe(true);
});

it('no package that runs has a licence that the EUPL cannot stand beside', () => {
  const others = installed.filter(
    ({ dev, name, license }) => !dev && !READ_BY_HAND[name] && !LICENCES.test(license ?? 'none'),
  );
  expect(others.map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
});

it('nothing runs at installation but what is named, and everything is checked by its hash', () => {
  const scripts = installed.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
  expect(scripts.filter((name) => !(name in manifest.allowScripts))).toEqual([]);
  // The packages of other machines are listed without: npm checks those that it installs.
  const unchecked = installed.filter(({ integrity, os }) => integrity === undefined && os === undefined);
  expect(unchecked.map(({ name }) => name)).toEqual([]);
});

function atLeast(name: string, least: number[]): boolean {
  return versionsOf(name).every((version = '') => {
    const parts = version.split('.').map(Number);
    const at = parts.findIndex((part, index) => part !== least[index]);
    return at === -1 || (parts[at] ?? 0) > (least[at] ?? 0);
  });
}
