import { expect, it } from 'vitest';
import type { DigestData } from '../../../src/domain/digest.ts';
import { digestMarkdown } from '../../../src/instruments/digest/markdown.ts';
import { advicesOf } from '../../../src/instruments/digest/words/advice.ts';
import { adviceParts } from '../../../src/instruments/digest/words/advice-parts.ts';
import { WHOLE } from '../../../src/instruments/digest/words/room.ts';
import { tell } from '../../../src/instruments/digest/words/story.ts';
import { recordDecision } from '../../../src/store/decision.ts';
import { saveDraft } from '../../../src/store/irritant-answer.ts';
import { nothingText } from '../../../src/web/dashboard/page.ts';
import { ordinaryWave } from '../../instruments/digest/answers.ts';
import { closeBlock, createWorld, service } from '../../instruments/digest/world.ts';
import { startProgram } from '../../support/program.ts';
import { enter, LEAD, LEADER, post, reviewsOf, textOf } from './posted.ts';

async function ordinary(): Promise<DigestData[]> {
  const world = await createWorld();
  await ordinaryWave(world);
  return reviewsOf(world, 'J90');
}

/** Every row of every table of the long version, its cells on lines of their own. */
function rowsOf(data: DigestData): string[] {
  return digestMarkdown(data, null)
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .map((line) =>
      line
        .replace(/^\| | \|$/g, '')
        .split(' | ')
        .filter((cell) => cell.trim() !== '')
        .join('\n'),
    );
}

it('shows every figure and every sentence of the review, and says nothing of its own', async () => {
  const program = await startProgram();
  const reviews = await ordinary();
  for (const data of reviews) await post(program, data, { note: 'Deux équipes en congé.' });
  const read = await enter(program, LEADER);
  for (const data of reviews) {
    const { status, body } = await read(`?vague=pilote&bilan=${data.milestone}`);
    expect(status).toBe(200);
    expect(Buffer.byteLength(body)).toBeLessThan(200_000);
    // A screen reader lists the landmarks: thirty tables are none. A picture's words are sentences.
    expect(body).not.toContain('role="region"');
    for (const [, alt = ''] of body.matchAll(/ alt="([^"]*)"/g)) expect(alt).toMatch(/[.?]\)? [\p{Lu}«\d]/u);
    const page = textOf(body);
    const { verdict, hidden, lines, limits } = tell(data, WHOLE);
    for (const words of [verdict, hidden, limits]) expect(page).toContain(words);
    for (const advice of advicesOf(data, WHOLE)) {
      const { reading, who, what } = adviceParts(advice) ?? expect.fail(advice);
      expect(page.toLowerCase()).toContain(what.toLowerCase());
      expect(page).toContain(`Qui\u00a0: ${who}. Pourquoi\u00a0: ${reading}.`);
    }
    for (const { label, text } of lines) {
      if (label === 'Vos réponses') continue;
      expect(page.toLowerCase(), label).toContain(text.toLowerCase());
    }
    for (const row of rowsOf(data)) expect(page).toContain(row);
    expect(page).toContain('Note de la personne pilote\u00a0: Deux équipes en congé.');
  }
  const last = textOf((await read('')).body);
  // 18 of 44 who answered, of 58 invited: as in the digest of this history.
  expect(last).toContain(tell(reviews[2] ?? expect.fail()).verdict);
  expect(last).toContain('De J+15 à J+90');
});

it('hides what the review hides: no small group, no count, no title, no picture', async () => {
  const world = await createWorld();
  const tables = { adoption: { used: 250, unused: 150 }, blocker: { training: 377, tool: 1 } };
  const tiny = (label: string) => service(label, 4, 3, { adoption: { used: 1, unused: 2 } });
  const cells = [service('Technique', 500, 400, tables), tiny('Presse'), tiny('Archives'), tiny('Cabinet')];
  for (const block of [1, 2]) await closeBlock(world, block, cells);
  const program = await startProgram();
  const reviews = await reviewsOf(world, 'J30');
  for (const data of reviews) await post(program, data);
  const read = await enter(program, LEAD);
  const pages = [
    '',
    '?vague=pilote&bilan=J15',
    '/historique',
    '/historique?vague=pilote&bilan=J30',
    '?avec=',
  ];
  for (const path of pages) {
    const { body } = await read(path);
    expect(body, path).not.toMatch(/Presse|Archives|Cabinet|\b754\b|\b377\b/);
  }
  const page = textOf((await read('')).body);
  expect(page).toContain('On ne sait pas');
  expect(page).toContain('groupes trop petits ou trop semblables');
  expect(page).toContain('Presque toutes les réponses');
  for (const [name, status] of [
    ['usage', 200],
    ['services', 404],
    ['freins', 404],
    ['temps', 404],
  ] as const) {
    const picture = await read(`/graphiques/pilote/J30/${name}-large.svg`);
    expect([name, picture.status]).toEqual([name, status]);
  }
});

it('reads nothing that was not posted', async () => {
  const program = await startProgram();
  const [first, second] = await ordinary();
  const read = await enter(program, LEADER);
  for (const path of ['', '/historique']) {
    expect(textOf((await read(path)).body)).toContain(
      "Aucun bilan n'a encore paru. Le premier paraîtra mercredi 16 décembre à 9\u00a0h.",
    );
  }
  await post(program, first ?? expect.fail());
  await post(program, second ?? expect.fail(), { status: 'previewed', note: 'Pas encore lu.' });
  expect((await read('?vague=pilote&bilan=J30')).status).toBe(404);
  expect((await read('/historique?vague=pilote&bilan=J30')).status).toBe(404);
  expect((await read('/graphiques/pilote/J30/temps-large.svg')).status).toBe(404);
  for (const path of ['', '/historique']) expect((await read(path)).body).not.toMatch(/J\+30|Pas encore lu/);
  for (const path of ['?vague=nulle', '?vague=pilote&bilan=J90', '?avec=nulle&vague=pilote', '?vague=%00']) {
    expect((await read(path)).status).toBeLessThan(500);
  }
  expect((await read(`?vague=${'x'.repeat(5000)}`)).status).toBe(200);
});

it('says of which wave the first review is where there are several, and that none is planned where none is', async () => {
  const world = await createWorld({
    change: (programme) => {
      const [first] = programme.waves;
      if (!first) throw new Error('no wave');
      const other = { ...first, id: 'suite', name: 'Deuxième vague', launchDate: '2026-12-08' };
      return { ...programme, waves: [other, first] };
    },
  });
  expect(await world.turn(nothingText)).toBe(
    "Aucun bilan n'a encore paru. Le premier, de «\u00a0Vague pilote\u00a0», paraîtra mercredi 16 décembre à 9\u00a0h.",
  );
  world.travel('2027-04-01');
  expect(await world.turn(nothingText)).toBe("Aucun bilan n'a paru, et aucun n'est prévu.");
});

it('tells the leads of each message, the leadership of all together, nobody of reminders', async () => {
  const program = await startProgram();
  await program.travel('2026-12-04T10:00');
  const [first] = await ordinary();
  await post(program, first ?? expect.fail());
  const [lead, leader] = [await enter(program, LEAD), await enter(program, LEADER)];
  expect(textOf((await lead('')).body)).toContain('Les envois, message par message');
  const page = textOf((await leader('')).body);
  expect(page).not.toContain('message par message');
  const outbox = (await program.outbox()).filter(({ campaign }) => !campaign.includes('/reminder/'));
  const planned = outbox.reduce((sum, one) => sum + one.planned, 0);
  expect(page).toContain(`${planned} messages prévus`);
});

it('writes in the journal who opened which review, once a session', async () => {
  const program = await startProgram();
  for (const data of await ordinary()) await post(program, data);
  const acts = () =>
    (program.tables().audit ?? [])
      .map((row) => JSON.parse(row))
      .filter(({ act }) => act === 'digest.read')
      .map(({ actor, object }) => `${actor} ${object}`);
  const read = await enter(program, LEADER);
  for (const path of [
    '',
    '',
    '?vague=pilote&bilan=J30',
    '/historique',
    '/historique?vague=pilote&bilan=J30',
  ]) {
    await read(path);
  }
  expect(acts()).toEqual([`${LEADER} pilote/J90`, `${LEADER} pilote/J30`]);
  await (await enter(program, LEADER))('');
  expect(acts()).toHaveLength(3);
});

it('keeps a past review word for word, whatever is written in it, with what followed', async () => {
  const program = await startProgram();
  const note = '<b>a</b> [x](https://example.org) **y** | z \\ https://example.org `q` &amp;';
  for (const data of await ordinary()) await post(program, data, { note });
  await program.engine().inTurn(async ({ tx }) => {
    await recordDecision(tx, 'pilote', LEADER, 'extend', '2027-03-02T09:00:00Z');
    const answer = { wave: 'pilote', milestone: 'J90', state: 'done', person_id: LEADER } as const;
    const written = { ...answer, written_on: '2027-03-02', title: 'Saisir deux fois' };
    await saveDraft(tx, { ...written, subject: 'irritant/saisie', words: 'Brouillon à taire.' });
  });
  const read = await enter(program, LEAD);
  const { body } = await read('/historique?vague=pilote&bilan=J90');
  const page = textOf(body);
  expect(page.split(note)).toHaveLength(3);
  expect(body).not.toMatch(/<b>|href="https?:/);
  expect(page).toContain('étendre');
  for (const path of ['', '/historique?vague=pilote&bilan=J90']) {
    expect((await read(path)).body).not.toContain('Brouillon');
  }
  expect((await read('/historique?vague=pilote&bilan=J30')).body).not.toContain('étendre (');
});

it('puts two waves side by side, and says what keeps them from being compared', async () => {
  const program = await startProgram();
  const reviews = await ordinary();
  for (const data of reviews) await post(program, data);
  const [first, second] = reviews;
  if (!first || !second) return expect.fail();
  const other = { wave: 'suite', waveName: 'Deuxième vague', launchDate: '2027-03-01' };
  await post(program, { ...first, ...other });
  const read = await enter(program, LEADER);
  const page = textOf((await read('?avec=suite&vague=pilote')).body);
  expect(page).toContain('Bilan J+15, Vague pilote');
  expect(page).toContain('Bilan J+15, Deuxième vague');
  expect(page).toContain('Les lancements diffèrent');
  expect(page).not.toContain("n'ont pas le même âge");
  await post(program, { ...second, ...other, wave: 'jeune', waveName: 'Troisième vague' });
  const apart = textOf((await read('?avec=jeune&vague=suite')).body);
  expect(apart).toContain("n'ont pas le même âge");
});

it('opens on the last review of each wave that runs, when several do', async () => {
  const wave =
    'vagues:\n  - id: suite\n    nom: Deuxième vague\n    lancement: 2026-12-01\n    services: [Finances]\n';
  const program = await startProgram({ edits: [['programme.yml', 'vagues:\n', wave]] });
  const [first, second] = await ordinary();
  if (!first || !second) return expect.fail();
  await post(program, first);
  await post(program, second);
  await post(program, { ...first, wave: 'suite', waveName: 'Deuxième vague' });
  const read = await enter(program, LEADER);
  const { body } = await read('');
  const page = textOf(body);
  expect(page).toContain('Les vagues en cours');
  expect(page).toContain(tell(second).verdict);
  expect(page).toContain(tell({ ...first, waveName: 'Deuxième vague' }).verdict);
  expect(page).not.toContain(tell(first).verdict);
  expect(textOf((await read('?vague=suite')).body)).toContain('Bilan J+15, Deuxième vague');
});

it('stays light with several hundred texts: some of them, and where the others are', async () => {
  const program = await startProgram();
  const [, , last] = await ordinary();
  if (!last) return expect.fail();
  const { satisfaction, mood } = last.sections;
  if ('hidden' in satisfaction || 'hidden' in mood) return expect.fail();
  for (const survey of [satisfaction, mood]) {
    const texts = Array.from({ length: 400 }, (_, index) => `Texte ${index}, ${'assez long '.repeat(25)}`);
    survey.verbatims = { 'Un mot à dire\u00a0?': texts };
  }
  await post(program, last);
  const read = await enter(program, LEADER);
  for (const [path, left] of [
    ['', 380],
    ['/historique?vague=pilote&bilan=J90', 300],
  ] as const) {
    const { body } = await read(path);
    expect(Buffer.byteLength(body)).toBeLessThan(200_000);
    expect(textOf(body)).toContain(
      `et ${left} autres\u00a0: la suite est dans «\u00a0Toutes les données\u00a0»`,
    );
  }
});
