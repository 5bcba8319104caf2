import { expect, it } from 'vitest';
import { startProgram, words } from '../../support/program.ts';
import { campaign, last, launched, NEW_RULE, NEW_VERSION, people, rewrite, SERVICE } from './versions.ts';

it('rules that change without a new version are told to the lead, once, and to nobody else', async () => {
  const program = await launched();
  await rewrite(program, ['Vous le relisez en entier', 'Vous le relisez deux fois']);
  await program.travel('2026-12-01T10:00');
  const told = words(await last(program, 'pil'));
  expect(told).toContain('sans changer de version');
  expect(told).toContain('version 1.0');
  expect((await last(program, 'p01')).text).toContain('à lire une fois');
  await program.restart();
  await program.travel('2026-12-02T10:00');
  const reports = (await program.outbox()).filter((report) => report.campaign.startsWith('rules/'));
  expect(reports).toMatchObject([
    { planned: 1, sent: 1, title: 'Mémento changé sans nouvelle version, aux pilotes' },
  ]);
  // Commas and capitals are not rules.
  await rewrite(program, ['Vous le relisez deux fois, vous', 'vous le relisez deux fois ; vous']);
  await program.travel('2026-12-02T11:00');
  expect((await program.outbox()).filter((report) => report.campaign.startsWith('rules/'))).toHaveLength(1);
  // With a version at last, everybody is told.
  await rewrite(program, NEW_VERSION);
  await program.travel('2026-12-07T12:00');
  expect(await campaign(program, 'memento/pilote/1.1')).toMatchObject({ planned: 13, sent: 13 });
});

it('before J0 a new version is nobody’s news; a wave that starts later is welcomed with the version in force', async () => {
  const program = await startProgram({ people });
  await program.travel('2026-11-20T10:00');
  await rewrite(program, NEW_VERSION, NEW_RULE);
  await program.travel('2026-12-02T10:00');
  expect(await campaign(program, 'memento/pilote/1.1')).toBeUndefined();
  expect(words(await last(program, 'p01'))).toContain('4. Pas de voix clonée');
});

it('the weekly card turns over all the rules, for who gets one card in two as well', async () => {
  const program = await startProgram({ people });
  await program.travel('2026-12-03T10:00');
  await program.tap('p02', 'weekly.rhythm', { weeks: 2 });
  await program.travel('2027-03-05T10:00');
  const recalled = async (id: string) =>
    (await program.messages(id)).flatMap((message) => {
      const lines = words(message).split('\n');
      const at = lines.indexOf('Une règle du mémento');
      return at === -1 ? [] : [lines[at + 1]];
    });
  const every = await recalled('p01');
  expect(new Set(every.slice(0, 10)).size).toBe(10);
  expect(every[10]).toBe(every[0]);
  const two = await recalled('p02');
  expect(new Set(two).size).toBe(two.length);
  expect(two.slice(1)).toEqual(every.slice(1, two.length));
});

it('two waves: each hears of the versions that came after its own welcome', async () => {
  const second = `  - id: suite
    nom: Deuxième vague
    lancement: 2027-01-12
    services: [Finances]
    semaines: 8
    ressources: { licences: 1, cout_mensuel: 1, heures_formation: 1 }

# Les outils`;
  const program = await startProgram({
    people,
    edits: [
      ['programme.yml', 'services: []\n    semaines', `services: [${SERVICE}]\n    semaines`],
      ['programme.yml', '# Les outils', second],
    ],
  });
  await program.travel('2026-12-14T10:00');
  await rewrite(program, NEW_VERSION, NEW_RULE);
  await program.travel('2027-01-13T10:00');
  expect(await campaign(program, 'memento/pilote/1.1')).toMatchObject({ planned: 11 });
  expect(await campaign(program, 'memento/suite/1.1')).toBeUndefined();
  expect(words(await program.offering('fin', 'memento.acknowledge'))).toContain('4. Pas de voix clonée');
  await program.tap('fin', 'memento.acknowledge');
  await rewrite(program, ['version: 1.1', 'version: 1.2'], ['## Le bon outil, la juste dose', '## Sobriété']);
  await program.travel('2027-01-25T10:00');
  expect(await campaign(program, 'memento/pilote/1.2')).toMatchObject({ planned: 11 });
  expect(await campaign(program, 'memento/suite/1.2')).toMatchObject({ planned: 2, sent: 2 });
  const news = words(await program.offering('fin', 'memento.acknowledge'));
  expect(news).toContain('10. Sobriété');
  expect(news).not.toContain('4. Pas de voix');
});
