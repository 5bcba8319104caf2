import { readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchProgramme } from '../../src/programme/watch.ts';
import { editedExample } from './folder.ts';

const nothingFixed = async () => null;

async function watched(apart = 0) {
  const folder = await editedExample();
  const watch = await watchProgramme(folder, apart);
  const file = (name: string) => join(folder, name);
  return {
    folder,
    file,
    look: () => watch.look(nothingFixed),
    async edit(name: string, from: string, to: string) {
      await writeFile(file(name), (await readFile(file(name), 'utf8')).replace(from, to));
    },
  };
}

test('a change is told at the second look that sees it, once', async () => {
  const { look, edit } = await watched();
  expect(await look()).toBeNull();
  await edit('programme.yml', 'Val-Serein', 'Val-Clair');
  expect(await look()).toBeNull();
  expect(await look()).toMatchObject({ programme: { organisation: { name: 'Commune de Val-Clair' } } });
  expect(await look()).toBeNull();
});

test('what goes on changing is waited for', async () => {
  const { look, file } = await watched();
  const whole = await readFile(file('agents.csv'));
  for (const length of [10, 500, 1000]) {
    await writeFile(file('agents.csv'), whole.subarray(0, length));
    expect(await look()).toBeNull();
  }
  await writeFile(file('agents.csv'), whole);
  expect([await look(), await look(), await look()]).toEqual([null, null, null]);
});

test('two looks too near each other are one', async () => {
  const { look, edit } = await watched(Number.POSITIVE_INFINITY);
  await edit('programme.yml', 'Val-Serein', 'Val-Clair');
  expect([await look(), await look(), await look()]).toEqual([null, null, null]);
});

test('a mistake is told with its line, and going back is a change too', async () => {
  const { look, edit } = await watched();
  await edit('programme.yml', 'pays: FR', 'pays: BE');
  await look();
  expect(await look()).toMatchObject({ problems: [expect.stringMatching(/^programme\.yml:\d+: /)] });
  expect(await look()).toBeNull();
  await edit('programme.yml', 'pays: BE', 'pays: FR');
  await look();
  expect(await look()).toMatchObject({ programme: { organisation: { country: 'FR' } } });
});

test('a date that changes, or a file that editors keep beside, is nothing', async () => {
  const { look, file } = await watched();
  await utimes(file('cafes.yml'), new Date(0), new Date(0));
  await writeFile(file('.cafes.yml.swp'), 'x');
  await writeFile(file('cafes.yml~'), 'x');
  expect([await look(), await look()]).toEqual([null, null]);
});

test('a survey added is seen, and so is a folder that is gone, and back', async () => {
  const { look, file, folder } = await watched();
  const text = await readFile(file('sondages/climat.yml'), 'utf8');
  await writeFile(
    file('sondages/ambiance.yml'),
    text.replace('id: climat', 'id: ambiance').replace(/^but: .*$/m, 'but: autre'),
  );
  await look();
  expect(await look()).toMatchObject({
    programme: { surveys: expect.arrayContaining([expect.objectContaining({ id: 'ambiance' })]) },
  });
  await rename(folder, `${folder}-away`);
  await look();
  expect(await look()).toMatchObject({ problems: [expect.stringContaining("n'existe pas")] });
  await rename(`${folder}-away`, folder);
  await look();
  expect(await look()).toMatchObject({ programme: { organisation: { country: 'FR' } } });
});
