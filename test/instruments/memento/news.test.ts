import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { words } from '../../support/program.ts';
import { campaign, last, launched, NEW_RULE, NEW_VERSION, people, rewrite } from './versions.ts';

const verbs = (message: { actions: { verb: string }[] }) => message.actions.map(({ verb }) => verb);

it('a new version sends only what is new, and asks again only for that', async () => {
  const program = await launched();
  for (const id of ['p01', 'p02']) await program.tap(id, 'memento.acknowledge');
  await rewrite(program, NEW_VERSION, NEW_RULE, ['Vous le relisez en entier', 'Vous le relisez deux fois']);
  await program.travel('2026-12-01T10:00');
  expect(await campaign(program, 'memento/pilote/1.1')).toMatchObject({ planned: 13, sent: 13 });

  const news = await last(program, 'p01');
  expect(news.text).toContain('a changé');
  const said = words(news).split('\n');
  expect(said).toContain('4. Pas de voix clonée');
  expect(said).toContain('Nouvelle règle');
  expect(said).toContain('5. Je relis, je signe, je réponds');
  expect(said).toContain('Règle modifiée');
  expect(said.filter((line) => /^\d+\. /.test(line))).toHaveLength(2);
  expect(JSON.stringify(news.card)).toContain('{"type":"TextRun","text":"quelqu’un","weight":"Bolder"}');

  // Who never read any gets the whole.
  expect(
    words(await last(program, 'p03'))
      .split('\n')
      .filter((line) => /^\d+\. /.test(line)),
  ).toHaveLength(11);

  const done = await program.tap('p01', 'memento.acknowledge');
  expect(done.id).toBe(news.id);
  expect(words(done)).toContain('votre lecture est notée (version 1.1)');
  expect(verbs(done)).not.toContain('memento.acknowledge');
  expect(program.tables().acknowledgement).toEqual([
    '{"version":"1.0","person_id":"p01","on_day":"2026-12-01"}',
    '{"version":"1.0","person_id":"p02","on_day":"2026-12-01"}',
    '{"version":"1.1","person_id":"p01","on_day":"2026-12-01"}',
  ]);
  // Once, whatever happens next.
  await program.restart();
  await program.travel('2026-12-02T10:00');
  expect(await campaign(program, 'memento/pilote/1.1')).toMatchObject({ planned: 13 });
});

it('what is new is told from the version each one has read', async () => {
  const program = await launched();
  await program.tap('p01', 'memento.acknowledge');
  await rewrite(program, NEW_VERSION, NEW_RULE);
  await program.travel('2026-12-01T10:00');
  await program.tap('p02', 'memento.acknowledge');
  await rewrite(program, ['version: 1.1', 'version: 1.2'], ['## Le bon outil, la juste dose', '## Sobriété']);
  await program.travel('2026-12-07T10:00');
  const titles = async (id: string) => {
    const lines = words(await program.offering(id, 'memento.acknowledge')).split('\n');
    return lines.filter((line) => /^\d+\. /.test(line));
  };
  expect(await titles('p01')).toEqual(['4. Pas de voix clonée', '10. Sobriété']);
  expect(await titles('p02')).toEqual(['10. Sobriété']);
  expect(await titles('p03')).toHaveLength(11);
  // All the rules are a tap away, the new ones marked.
  const all = await program.tap('p02', 'memento.page', { whole: true, page: 1 });
  expect(words(all).match(/Règle modifiée/g)).toHaveLength(1);
  expect(words(all)).toContain('1. Aucune donnée personnelle');
});

it('a rule taken away is told, and a version that changes no rule asks nobody', async () => {
  const program = await launched();
  for (const { id } of people.slice(0, 6)) await program.tap(id, 'memento.acknowledge');
  await rewrite(
    program,
    NEW_VERSION,
    ["L'IA générative aide", "L'IA dite générative aide"],
    ['lien:', 'lien: https://a.example/'],
  );
  await program.travel('2026-12-01T10:00');
  expect(await campaign(program, 'memento/pilote/1.1')).toBeUndefined();
  expect(words(await program.say('pil', 'memento lecture'))).toContain(
    '6 personnes sur 13 ont lu la version 1.1',
  );
  expect(words(await program.say('p01', 'memento'))).toContain('votre lecture est notée (version 1.1)');

  const text = await readFile(join(program.programme, 'memento.md'), 'utf8');
  const rule = /## Attention aux idées toutes faites[\s\S]*?(?=## )/.exec(text)?.[0] ?? '';
  await rewrite(program, ['version: 1.1', 'version: 1.2'], [rule, '']);
  await program.travel('2026-12-01T11:00');
  const news = words(await last(program, 'p01'));
  expect(news).toContain('«\u00a0Attention aux idées toutes faites\u00a0»');
  expect(news).not.toContain('1. Aucune');
  expect(words(await program.tap('p01', 'memento.acknowledge'))).toContain('(version 1.2)');
});

it('replaced while it is read: the old card shows what is new, and acknowledges nothing', async () => {
  const program = await launched();
  const old = await program.offering('p01', 'memento.acknowledge');
  const [button] = old.actions;
  // In the evening, so that the card of the news waits until tomorrow.
  await program.travel('2026-12-01T18:00');
  await rewrite(program, NEW_VERSION, NEW_RULE);
  const data = { version: '1.0', since: '', whole: true };
  const answer = { message: old.id, verb: 'memento.acknowledge', data };
  const { body: shown } = await program.call('POST', 'people/p01/answers', answer);
  expect(button?.data).toMatchObject({ version: '1.0' });
  expect(shown.id).toBe(old.id);
  expect(words(shown)).toContain('a changé pendant votre lecture');
  expect(words(shown)).toContain('4. Pas de voix clonée');
  expect(words(shown)).not.toContain('1. Aucune donnée personnelle');
  expect(verbs(shown)).toContain('memento.acknowledge');
  expect(program.tables().acknowledgement).toEqual([]);
  const done = await program.tap('p01', 'memento.acknowledge');
  expect(words(done)).toContain('(version 1.1)');
  // The card of the news is then no more use, and does not leave.
  await program.travel('2026-12-02T10:00');
  const report = await campaign(program, 'memento/pilote/1.1');
  expect(report).toMatchObject({
    planned: 13,
    sent: 12,
    reasons: [{ reason: 'already_answered', count: 1 }],
  });
  // A version that never was shows all of it.
  await program.act('p02', 'memento.acknowledge', { version: 'x'.repeat(5000) });
  expect(program.tables().acknowledgement).toHaveLength(1);
});
