import { expect, test } from 'vitest';
import type { DigestData } from '../../src/domain/digest.ts';
import type { Milestone } from '../../src/domain/milestone.ts';
import { computeDigest } from '../../src/instruments/digest/compute.ts';
import type { TakenDecision } from '../../src/report/collect.ts';
import { type Addressee, notePaper, notePdf } from '../../src/report/note-paper.ts';
import { paperMarkdown } from '../../src/report/write-markdown.ts';
import { ordinaryWave } from '../instruments/digest/answers.ts';
import { createWorld, WAVE, type World } from '../instruments/digest/world.ts';
import { flat, pagesOf, pdfText, typed } from './reading.ts';

async function read(world: World, milestone: Milestone, on: string): Promise<DigestData> {
  world.travel(on);
  const [wave] = world.programme.waves;
  if (!wave) throw new Error('no wave');
  return world.turn((turn) => computeDigest(turn, wave, milestone));
}

const said = (decision: TakenDecision['decision'], on = '2027-03-03'): TakenDecision => ({
  wave: WAVE,
  role: 'leadership',
  decision,
  on,
});

const noteOf = (data: DigestData, decisions: TakenDecision[], to: Addressee) =>
  typed(paperMarkdown(notePaper({ data }, decisions, to)));

test('it says what is decided, what is not, and to whom, in sober words', async () => {
  const world = await createWorld();
  await ordinaryWave(world);
  const last = await read(world, 'J90', '2027-02-26');

  const open = noteOf(last, [], 'municipality');
  expect(open.match(/^#+ .*$/gm)).toEqual([
    '# Note de synthèse à la Municipalité',
    '## Objet',
    '## Contexte',
    '## Constats',
    '## Coût',
    '## Limites',
    '## Proposition',
    '## Suite',
  ]);
  expect(open).toContain(
    'Reste à décider : maintenir, étendre ou pivoter. La Municipalité est invitée à se prononcer.',
  );
  expect(open).not.toContain('comité');
  // What it cost stands beside what was declared; nothing is worked out of the two.
  expect(open).toMatch(
    /40 licences, 2 640 € en 3 mois .* En regard, temps déclaré : 84 à 234 h, sur 408 déclarations\./,
  );
  for (const claim of [
    /productivité/,
    /rentab/,
    /par an\b/,
    /retour sur investissement/,
    /économies? de/,
    /grâce à/,
  ])
    expect(open).not.toMatch(claim);

  const agreed = noteOf(last, [said('extend'), said('extend', '2027-03-05')], 'committee');
  expect(agreed).toContain(
    "La direction s'est prononcée : étendre (2 voix, le 5 mars 2027). Le comité de suivi est invité à en prendre acte.",
  );
  expect(agreed).toContain("L'extension ferait l'objet d'une vague");
  expect(agreed).not.toMatch(/Municipalité|Reste à décider/);

  const divided = noteOf(last, [said('maintain'), said('pivot')], 'committee');
  expect(divided).toContain(
    'La direction est partagée : maintenir (une voix, le 3 mars 2027) et pivoter (une voix, le 3 mars 2027). Le comité de suivi est invité à en débattre.',
  );
  for (const decisions of [[], [said('extend')]]) {
    const pdf = await notePdf(notePaper({ data: last }, decisions, 'municipality'));
    expect(pagesOf(pdf)).toBe(1);
    expect(flat(pdfText(pdf))).toContain('29 personnes sur 58 (50 %)');
  }
});

test('before J+90 no decision is proposed and no cost told; a small wave says that it cannot know', async () => {
  const world = await createWorld();
  const month = noteOf(await read(world, 'J30', '2026-12-30'), [], 'committee');
  expect(month).toContain("Aucune décision n'est demandée à ce stade.");
  expect(month).toContain('Le coût est mis en regard du temps déclaré au bilan J+90');
  expect(month).toContain('Le bilan suivant est celui de J+90.');
  expect(month).toContain("rien ne peut encore être montré de l'usage");
  expect(month).not.toMatch(/\d+ licences/);
});
