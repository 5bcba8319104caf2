import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadProgramme } from '../../src/programme/load.ts';
import { EXAMPLE, editedExample } from './folder.ts';

const guide = await readFile(join(import.meta.dirname, '../../docs/programme.md'), 'utf8');

/** The example of the guide that begins with these words. */
function block(start: string): string {
  const blocks = [...guide.matchAll(/```\w*\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  const found = blocks.find((text) => text.startsWith(start));
  if (found === undefined) throw new Error(`no example of the guide begins with « ${start} »`);
  return found;
}

test('what the guide shows can be written as it is', async () => {
  const folder = await editedExample();
  const write = (file: string, text: string) => writeFile(join(folder, file), text);
  await write('programme.yml', block('organisation:') + block('vagues:') + block('outils:'));
  await write('memento.md', block('---'));
  await write('sondages/satisfaction.yml', block('id: satisfaction'));
  await write('cas-usage.yml', block('cas_usage:'));
  await write('cafes.yml', block('cafes:'));
  const others = 'b1;A B;;Urbanisme;;;;;;;\nb2;C D;;Finances;;;;;;;\nb3;E F;;Population et accueil;;;;;;;\n';
  await write('agents.csv', block('id;nom') + others);

  const programme = await loadProgramme(folder);
  expect(programme.people).toHaveLength(6);
  expect(programme.waves[0]?.resources).toEqual({
    licences: 40,
    licenceMonthly: 22.5,
    currency: 'EUR',
    trainingHours: 120,
  });
  expect(programme.prompts[0]?.text).toContain('au plus...\nQuestion');
});

test('the guide names every key of the example', async () => {
  for (const file of ['programme.yml', 'cafes.yml', 'cas-usage.yml', 'sondages/etat-des-lieux.yml']) {
    const text = await readFile(join(EXAMPLE, file), 'utf8');
    // Keys whose value is on another line or plain: the choices' own identifiers come after a dash.
    const keys = [...text.matchAll(/^ *(?:- (?=id:))?([a-z_]+):/gm)].map((match) => match[1] ?? '');
    for (const key of new Set(keys)) expect(guide, `${file}: ${key}`).toMatch(new RegExp(`\\b${key}\\b`));
  }
});
