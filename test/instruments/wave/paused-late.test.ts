import { expect, it } from 'vitest';
import { staff } from '../../support/commune.ts';
import { startProgram, words } from '../../support/program.ts';
import { reached } from '../../support/reached.ts';
import { plain, type Town } from './town.ts';

const people = [
  ...staff('Services techniques', 20),
  { id: 'dgs', department: 'Direction générale', roles: 'direction' },
  { id: 'pil', department: 'Direction générale', roles: 'pilote', name: 'Petra Lind' },
];
const DONE = 'Un connecteur est à l’essai.';

/** Paused in its thirteenth week of fourteen, its J+90 posted since, and its weeks over. */
const pausedTooLong = reached(async () => {
  const program = await startProgram({ people });
  await program.travel('2026-11-17T09:30');
  for (const { id } of people) {
    const round = 'survey/pilote/etat-des-lieux/1';
    await program.act(id, 'survey.answer', { round, q_irritant_1: 'saisie' });
  }
  await program.travel('2027-02-25T10:00');
  await perform(program, 'pause');
  await program.travel('2027-03-09T10:00');
  return program;
});

async function perform(program: Town, act: string): Promise<string> {
  await program.say('pil', 'vague');
  const asked = await program.tap('pil', 'wave.act', { wave: 'pilote', act });
  await program.tap('pil', 'wave.act', { wave: 'pilote', act, sure: true });
  return plain(words(asked));
}

const returned = async (program: Town) =>
  (await program.messages('p01'))
    .map((message) => plain(words(message)))
    .filter((text) => /^(Bilan J\+90|Vous avez dit)/.test(text));

it('a wave paused past its last week is resumed, and what was promised to its agents leaves', async () => {
  const program = await pausedTooLong();
  const form = await program.act('dgs', 'digest.irritants', { wave: 'pilote' });
  expect(form).not.toHaveProperty('refused');
  await program.say('dgs', 'bilan');
  await program.tap('dgs', 'digest.irritants');
  await program.tap('dgs', 'digest.answer', { state_1: 'ongoing', words_1: DONE });
  const published = plain(words(await program.tap('dgs', 'digest.publish')));
  expect(published).toContain(
    'La vague est en pause et ses semaines sont passées : les agents les liront si un pilote la reprend',
  );
  await program.travel('2027-03-20T10:00');
  expect(await returned(program)).toEqual([]);

  const shown = plain(words(await program.say('pil', 'vague')));
  expect(shown).toContain('ses 14 semaines sont passées : rien ne part avant « Reprendre ».');
  const asked = await perform(program, 'resume');
  expect(asked).toContain('aucune carte de la semaine ne repart');
  await program.travel('2027-03-23T12:00');
  const [version, ...more] = await returned(program);
  expect(more).toEqual([]);
  expect(version).toContain(DONE);
  const cards = (await program.outbox()).filter(({ campaign }) => campaign.startsWith('weekly/pilote/'));
  expect(cards.some(({ campaign }) => campaign === 'weekly/pilote/14')).toBe(false);
  // Over now: nothing is left to press.
  expect((await program.say('pil', 'vague')).actions.filter(({ verb }) => verb === 'wave.act')).toEqual([]);
});

it('can be ended instead, and then nothing leaves any more', async () => {
  const program = await pausedTooLong();
  await perform(program, 'end');
  await program.travel('2027-03-23T12:00');
  expect(await returned(program)).toEqual([]);
});

it('what was on its way when a pause called it off leaves once the wave goes on', async () => {
  const program = await startProgram({ people });
  await program.travel('2026-11-17T09:30');
  for (const { id } of people) {
    const round = 'survey/pilote/etat-des-lieux/1';
    await program.act(id, 'survey.answer', { round, q_irritant_1: 'saisie' });
  }
  // One who does not work on Fridays gets the version of Friday three days later.
  await program
    .engine()
    .inTurn((turn) =>
      turn.tx.updateTable('person').set({ days: '[1,2,3,4]' }).where('id', '=', 'p01').execute(),
    );
  await program.travel('2026-12-18T12:00');
  await perform(program, 'pause');
  await program.travel('2026-12-22T10:00');
  const version = async () =>
    (await program.messages('p01')).filter((message) => plain(words(message)).startsWith('Bilan J+15'));
  expect(await version()).toEqual([]);
  await perform(program, 'resume');
  await program.travel('2026-12-23T10:00');
  expect(await version()).toHaveLength(1);
});
