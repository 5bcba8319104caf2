import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { staff } from '../../support/commune.ts';
import { type Program, startProgram, words } from '../../support/program.ts';

/** A memento of thirty rules, three pages of them. */
async function longMemento(program: Program, version: string, change = ''): Promise<void> {
  const rules = Array.from(
    { length: 30 },
    (_, index) =>
      `## Règle ${index + 1}\n\nUn texte${index === 20 ? change : ''}.\n\n- un point ;\n- un autre.\n`,
  );
  const head = `---\nversion: ${version}\ntitre: Long\n---\n\nBonjour.\n\n`;
  await writeFile(join(program.programme, 'memento.md'), head + rules.join('\n'));
  await program.restart();
}

const titles = (message: Parameters<typeof words>[0]) =>
  words(message)
    .split('\n')
    .flatMap((line) => /^(\d+)\. Règle/.exec(line)?.[1] ?? [])
    .map(Number);

it('a long memento is read page after page, and acknowledged on the last one', async () => {
  const program = await startProgram({ people: staff('Accueil', 2) });
  await longMemento(program, '1');
  await program.travel('2026-12-01T09:00');
  const read: number[] = [];
  let page = (await program.messages('p01')).at(-1);
  for (let turned = 0; page; turned++) {
    read.push(...titles(page));
    const offers = page.actions.filter(({ verb }) => verb === 'memento.page');
    const next = offers.find(({ title }) => title === 'Lire la suite');
    expect(page.actions.some(({ verb }) => verb === 'memento.acknowledge')).toBe(next === undefined);
    expect(words(page)).toContain(`Page ${turned + 1} sur 4`);
    page = next && (await program.tap('p01', 'memento.page', next.data));
  }
  expect(read).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  const at = (page: number) => ({ version: '1', since: '', whole: true, page });
  const back = await program.tap('p01', 'memento.page', at(3));
  expect(words(back)).toContain('Page 3 sur 4');
  await program.tap('p01', 'memento.page', at(4));
  const done = await program.tap('p01', 'memento.acknowledge');
  expect(words(done)).toContain('votre lecture est notée (version 1)');
  for (const wild of [-5, 99, 0])
    expect((await program.act('p01', 'memento.page', { version: '1', page: wild }))?.refused).toBeUndefined();
  expect((await program.act('p01', 'memento.page', { version: '1', page: 'x' }))?.refused).toBe('bad_input');
});

it('replaced between two pages: what is new comes first, and nothing is acknowledged', async () => {
  const program = await startProgram({ people: staff('Accueil', 2) });
  await longMemento(program, '1');
  await program.travel('2026-12-01T18:00');
  const first = await program.offering('p01', 'memento.page');
  await longMemento(program, '2', ' tout autre');
  const answer = {
    message: first.id,
    verb: 'memento.page',
    data: { version: '1', since: '', whole: true, page: 2 },
  };
  const { body: shown } = await program.call('POST', 'people/p01/answers', answer);
  expect(words(shown)).toContain('a changé pendant votre lecture');
  expect(titles(shown)).toEqual([21]);
  const whole = await program.tap('p01', 'memento.page', { whole: true, page: 1 });
  expect(titles(whole)[0]).toBe(1);
  expect(program.tables().acknowledgement).toEqual([]);
  expect(await readFile(join(program.programme, 'memento.md'), 'utf8')).toContain('version: 2');
});
