import { expect, it } from 'vitest';
import { compose } from '../../src/channels/slack/blocks.ts';
import { teamsCard } from '../../src/channels/teams/card.ts';
import type { MessageView } from '../../src/web/sandbox/messages.ts';
import { blockKitProblems } from '../platforms/block-kit.ts';
import { staff } from '../support/commune.ts';
import { type Program, startProgram, words } from '../support/program.ts';

const people = [
  ...staff('Services techniques', 20),
  { id: 'dgs', department: 'Direction générale', roles: 'direction', name: 'Camille Vautrin' },
  { id: 'dga', department: 'Direction générale', roles: 'direction', name: 'Alix Perrodin' },
  { id: 'pil', department: 'Direction générale', roles: 'pilote' },
];

const SAISIE = 'Ressaisir la même information plusieurs fois';
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

/** A pilot whose baseline and first two weeks have been answered, at the hour of its J+15. */
async function atFirstReview(): Promise<Program> {
  const program = await startProgram({ people });
  await program.travel('2026-11-17T09:30');
  for (const [index, { id }] of people.entries()) {
    const irritant = ['saisie', 'saisie', 'courriels', 'planning'][index % 4] ?? 'autre';
    await program.act(id, 'survey.answer', {
      round: 'survey/pilote/etat-des-lieux/1',
      q_irritant_1: irritant,
    });
  }
  for (const day of ['2026-12-03', '2026-12-10']) {
    await program.travel(`${day}T10:00`);
    for (const [index, { id }] of people.entries()) {
      await program.act(id, 'checkin.answer', { time: index < 12 ? 'h1to2' : 'unused' });
      await program.act(id, 'checkin.details', { blocker: index < 12 ? 'training' : 'time' });
    }
  }
  await program.travel('2026-12-16T09:00');
  return program;
}

async function tapIn(
  program: Program,
  id: string,
  message: MessageView | undefined,
  verb: string,
  data: Record<string, unknown> = {},
) {
  return program.call('POST', `people/${id}/answers`, { message: message?.id, verb, data });
}

/** In Slack and in Teams as it is here: nothing refused, nothing of the template left. */
function shown(message: MessageView | undefined): string {
  const { card, text } = message ?? {};
  if (!card || text === undefined) throw new Error('no card');
  expect(blockKitProblems(compose({ id: 'an-id', text, card, images: [] }).blocks)).toEqual([]);
  expect(JSON.stringify(teamsCard(card, text, []))).not.toContain('${');
  return plain(words({ text, card }));
}

it('the leadership answers under the review; agents read it with their version; the rest comes back', async () => {
  const program = await atFirstReview();
  await program.become('p05', 'paused');
  await program.become('p06', 'notInstalled');
  const review = (await program.channel()).at(-1);
  expect(review?.actions.map(({ verb }) => verb)).toContain('digest.irritants');

  // The button was copied where an agent can tap it.
  const refused = await tapIn(program, 'p01', review, 'digest.irritants');
  expect(refused).toMatchObject({ status: 403, body: { code: 'role' } });

  const form = await tapIn(program, 'dgs', review, 'digest.irritants');
  expect(shown(form.body)).toContain(`1. ${SAISIE}`);
  const empty = await tapIn(program, 'dgs', form.body, 'digest.answer');
  expect(empty).toMatchObject({ status: 400, body: { code: 'empty_answer' } });
  const long = { state_1: 'done', words_1: 'x'.repeat(201) };
  expect(await tapIn(program, 'dgs', form.body, 'digest.answer', long)).toMatchObject({
    status: 400,
    body: { code: 'text_too_long' },
  });
  const half = await tapIn(program, 'dgs', form.body, 'digest.answer', { words_1: 'Bientôt.' });
  expect(half.body.message).toContain(SAISIE);

  const answer = { state_1: 'ongoing', words_1: 'Un connecteur est à l’essai.' };
  const read = await tapIn(program, 'dgs', form.body, 'digest.answer', answer);
  expect(read.body.id).toBe(form.body.id);
  expect(shown(read.body)).toContain('En cours : Un connecteur est à l’essai.');
  expect(shown(read.body)).toContain('Camille Vautrin');
  const published = await tapIn(program, 'dgs', read.body, 'digest.publish');
  expect(shown(published.body)).toContain('Les agents les liront le vendredi 18 décembre à 10 h.');
  // What follows a publication is due even when the service was stopped meanwhile.
  await program.restart();

  await program.travel('2026-12-18T09:59');
  const about = async (id: string) =>
    (await program.messages(id)).filter(({ text }) => /^(Bilan J|Vous avez dit)/.test(text));
  expect(await about('p01')).toEqual([]);
  await program.travel('2026-12-18T10:00');
  const [card, ...more] = await about('p01');
  expect(more).toEqual([]);
  expect(shown(card)).toContain('En cours : Un connecteur est à l’essai.');
  expect(shown(card)).toContain('Signé : la direction.');
  expect(JSON.stringify(await program.messages('p01'))).not.toMatch(/Vautrin|Perrodin/);
  expect(await about('p05')).toEqual([]);
  const campaign = (await program.outbox()).find((one) => one.campaign === 'followup/pilote/J15');
  expect(campaign).toMatchObject({
    title: 'Bilan J+15, version des agents',
    planned: 23,
    sent: 21,
    skipped: 2,
  });
  expect(campaign?.reasons.map(({ reason }) => reason).sort()).toEqual(['not_installed', 'paused']);

  // The other leader continues, too late for that card: alone, and once.
  const again = await tapIn(program, 'dga', review, 'digest.irritants');
  const later = await tapIn(program, 'dga', again.body, 'digest.answer', {
    state_1: 'impossible',
    words_1: 'Pas avant le nouveau logiciel.',
  });
  const done = await tapIn(program, 'dga', later.body, 'digest.publish');
  expect(shown(done.body)).toContain('Les agents les liront le lundi 21 décembre à 10 h.');
  await tapIn(program, 'dga', later.body, 'digest.publish');
  await program.travel('2026-12-30T09:00');
  const cards = await about('p01');
  expect(cards).toHaveLength(2);
  expect(shown(cards[1])).toContain('Pas possible : Pas avant le nouveau logiciel.');

  await program.travel('2026-12-31T09:00');
  const month = plain(words((await program.channel()).at(-1) ?? { text: '', card: null }));
  expect(month).toMatch(/1 sujet sans réponse depuis J\+15/);
  expect(month).toContain(`${SAISIE} (en cours)`);
});

it('the calendar has what goes back to the agents', async () => {
  const program = await startProgram({ people });
  const calendar: { at: string; kind: string; title: string }[] = (await program.call('GET', 'calendar'))
    .body;
  expect(calendar.filter(({ kind }) => kind === 'followup').map(({ at, title }) => [at, title])).toEqual([
    ['2026-12-18T10:00', 'Bilan J+15, version des agents'],
    ['2027-01-04T10:00', 'Bilan J+30, version des agents'],
    ['2027-03-02T10:00', 'Bilan J+90, version des agents'],
  ]);
});
