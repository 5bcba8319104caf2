import { expect, it } from 'vitest';
import { besideSlack, besideTeams } from '../../support/beside.ts';
import { staff } from '../../support/commune.ts';
import { startProgram, words } from '../../support/program.ts';
import { buttonsOf, inputsOf, slackPerson } from '../../support/slack-person.ts';
import { actionsOf, cardOf, elementsOf, teamsPerson } from '../../support/teams-person.ts';

const people = staff('Services techniques', 11);
const NAMES = Array.from({ length: 10 }, (_, index) => `agent${index}`);
const OPENS = '2026-11-17T10:00';
/** A choice of each question of the baseline, in its order; null: a text, which is passed. */
const FIRST = ['jamais', '1', '1', 'decouvrir', 'courriels', 'courriels', 'courriels', null, 'h0', '1'];
const LAST = ['jour', '5', '5', 'rien', 'autre', 'autre', 'autre', null, 'h15plus', '5'];

it('asks one question at a time, back and forth, and keeps each answer at once', async () => {
  const program = await startProgram({ people });
  await program.travel(OPENS);
  const asked = await program.offering('p01', 'survey.answer');
  expect(words(asked)).toContain('Question 1 sur 10');
  expect(words(asked)).toContain('Confidentiel');
  expect(asked.actions.map(({ title }) => title)).toEqual(['Suivant', 'Passer', 'Qui voit quoi\u00a0?']);
  const second = await program.tap('p01', 'survey.answer', { q_usage: 'jamais' });
  expect(second.id).toBe(asked.id);
  expect(words(second)).toContain('Question 2 sur 10');
  expect(program.tables().sealed_answer).toHaveLength(1);
  const message = second.id;
  const step = (title: string) =>
    program.call('POST', 'people/p01/answers', {
      message,
      verb: 'survey.step',
      data: { step: title === 'back' ? 1 : 3 },
    });
  expect(words((await step('back')).body)).toContain('Question 1 sur 10');
  expect(words((await step('on')).body)).toContain('Question 3 sur 10');
  expect(JSON.stringify((await step('back')).body.card)).toBe(JSON.stringify(asked.card));
});

it('shows the same cards whatever is answered or passed, and says thanks at the end', async () => {
  const program = await startProgram({ people });
  await program.travel(OPENS);
  const cards: string[][] = [];
  for (const [id, answers] of [
    ['p01', FIRST],
    ['p02', LAST],
    ['p03', FIRST.map(() => null)],
  ] as const) {
    const seen: string[] = [];
    for (const answer of answers) {
      const asked = await program.offering(id, 'survey.answer');
      const [input] = asked.actions.find(({ verb }) => verb === 'survey.answer')?.inputs ?? [];
      const next = Number(asked.actions[0]?.data.step) + 1;
      const shown =
        answer === null
          ? (
              await program.call('POST', `people/${id}/answers`, {
                message: asked.id,
                verb: 'survey.step',
                data: { step: next },
              })
            ).body
          : await program.tap(id, 'survey.answer', { [input?.id ?? '']: answer });
      seen.push(JSON.stringify(shown.card).replaceAll(asked.id, 'm'));
    }
    cards.push(seen);
  }
  expect(cards[1]).toEqual(cards[0]);
  expect(cards[2]).toEqual(cards[0]);
  expect(cards[0]?.at(-1)).toContain('Ce que vous avez répondu est enregistré');
  // Whoever passed everything has answered nothing.
  expect(program.tables().sealed_answer).toHaveLength(2);
});

it('keeps what was answered when somebody stops, and counts it at the closing', async () => {
  const program = await startProgram({ people });
  await program.travel(OPENS);
  for (const [index, { id }] of people.slice(0, 8).entries()) {
    await program.tap(id, 'survey.answer', { q_usage: index < 4 ? 'jamais' : 'jour' });
    if (index < 6) await program.tap(id, 'survey.answer', { q_competence: index < 3 ? '2' : '4' });
  }
  await program.travel('2026-11-30T00:00');
  const [frozen = ''] = program.tables().frozen ?? [];
  const tables = JSON.parse(JSON.parse(frozen).data).result.tables;
  expect(tables.usage).toEqual({ n: 8, counts: { jamais: 4, jour: 4 } });
  expect(tables.competence).toEqual({ n: 6, counts: { 2: 3, 4: 3 } });
  expect(tables.besoin).toEqual({ hidden: true, reason: 'below_threshold' });
});

it('takes all the answers at once, from a card of before or a file', async () => {
  const program = await startProgram({ people });
  await program.travel(OPENS);
  const done = await program.tap('p01', 'survey.answer', { q_usage: 'jour', q_competence: '3' });
  expect(words(done)).toContain('Réponse enregistrée');
  const reply = await program.act('p02', 'survey.answer', { q_usage: 'jour' });
  expect(reply?.refused).toBeUndefined();
  expect(program.tables().sealed_answer).toHaveLength(2);
});

it('refuses a step that is not answered, or that comes too late, and stores nothing of it', async () => {
  const program = await startProgram({ people });
  await program.travel(OPENS);
  const { id: message } = await program.tap('p01', 'survey.answer', { q_usage: 'jour' });
  const { sealed_answer: before } = program.tables();
  const answer = (verb: string, data: object) =>
    program.call('POST', 'people/p01/answers', { message, verb, data });
  expect(await answer('survey.answer', {})).toMatchObject({ status: 400, body: { code: 'empty_answer' } });
  for (const step of [0, -1, 1.5, 'deux', 1e9]) {
    expect(await answer('survey.step', { step })).toMatchObject({ body: { code: 'bad_input' } });
  }
  expect(words((await answer('survey.step', { step: 99 })).body)).toContain("C'est terminé");
  expect(program.tables().sealed_answer).toEqual(before);
  await program.travel('2026-11-30T00:00');
  const late = await answer('survey.answer', { step: 2, q_competence: '3' });
  expect(late).toMatchObject({ status: 409, body: { code: 'round_closed' } });
  expect(await answer('survey.step', { step: 2 })).toMatchObject({ body: { code: 'round_closed' } });
  expect(program.tables().sealed_answer).toEqual([]);
});

it('does the same in Slack', async () => {
  const { slack, program } = await besideSlack(
    NAMES.map((name, index) => ({ id: `p${index}`, email: `${name}@commune.example`, channel: 'slack' })),
  );
  const one = slackPerson(slack, program.url, 'agent4');
  await program.travel(OPENS);
  const asked = await one.last();
  expect(inputsOf(asked).map(({ element }) => element.action_id)).toEqual(['q_usage']);
  await one.tap(asked, { v: 'survey.answer' }, { q_usage: 'jour' });
  const second = await one.changed(asked);
  expect(inputsOf(second).map(({ element }) => element.action_id)).toEqual(['q_competence']);
  expect((await program.tables()).sealed_answer).toHaveLength(1);
  const passed = buttonsOf(second).find(({ title }) => title === 'Passer');
  expect(passed?.data).toMatchObject({ v: 'survey.step', step: 3 });
  // Filled, but passed: nothing of it travels.
  await one.tap(second, { v: 'survey.step' }, { q_competence: '5' });
  expect(inputsOf(await one.changed(second)).map(({ element }) => element.action_id)).toEqual(['q_ressenti']);
});

it('does the same in Teams', async () => {
  const { connector, program } = await besideTeams(
    NAMES.map((name, index) => ({ id: `p${index}`, aadId: `aad-${name}`, channel: 'teams' })),
  );
  const crowd = NAMES.map((name) => teamsPerson(connector, program.url, name));
  for (const person of crowd) await person.install();
  await program.travel(OPENS);
  const [one] = crowd;
  if (!one) throw new Error('no one');
  const card = one.last();
  const inputs = () => elementsOf(cardOf(one.last()), /^Input\./).map(({ id }) => id);
  expect(inputs()).toEqual(['q_usage']);
  await one.tap(card, { v: 'survey.answer' }, { q_usage: 'jour' });
  expect(one.last().id).toBe(card.id);
  expect(inputs()).toEqual(['q_competence']);
  expect(actionsOf(one.last()).map(({ v }) => v)).toEqual(['survey.answer', 'survey.step', 'survey.step']);
  expect(program.tables().sealed_answer).toHaveLength(1);
});
