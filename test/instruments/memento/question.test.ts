import { expect, it } from 'vitest';
import { erasePerson } from '../../../src/engine/erase.ts';
import { findPerson } from '../../../src/store/person.ts';
import { staff } from '../../support/commune.ts';
import { type Program, startProgram, words } from '../../support/program.ts';

const SERVICE = 'Services techniques';
const people = [
  ...staff(SERVICE, 3),
  { id: 'ref', department: SERVICE, roles: 'referent', name: 'Odile Référente' },
  { id: 'fin', department: 'Finances', roles: 'referent', name: 'Fanny Référente' },
  { id: 'urb', department: 'Urbanisme', name: 'Ugo Urbain' },
  { id: 'pil', department: 'Finances', roles: 'pilote', name: 'Paul Pilote' },
];
const RULE = 'Le secret reste secret';
const asked = async (program: Program, id: string) =>
  (await program.messages(id)).map(words).filter((text) => text.includes("n'a pas compris la règle"));

it('« Je n’ai pas compris » goes to the champions of one’s service, signed, once a rule and day', async () => {
  const program = await startProgram({ people });
  await program.travel('2026-12-01T09:00');
  const form = await program.tap('p01', 'memento.unclear');
  expect(words(form)).toContain('avec votre nom et votre service à Odile Référente');
  const [button] = form.actions;
  expect(button?.inputs.map(({ id }) => id)).toEqual(['rule', 'words']);
  expect(button?.inputs[0]?.choices).toHaveLength(10);

  const typed = 'Et les procès-verbaux ? *urgent* \u0024{title} <b>x</b>\nMerci';
  const sent = words(await program.tap('p01', 'memento.question', { rule: RULE, words: typed }));
  expect(sent).toContain('Odile Référente la reçoit avec votre nom');
  expect(sent).not.toContain('procès');
  await program.travel('PT1M');
  expect(await asked(program, 'fin')).toEqual([]);
  const [call = ''] = await asked(program, 'ref');
  expect(call).toContain(`Personne p01 (${SERVICE}) n'a pas compris la règle «\u00a0${RULE}\u00a0»`);
  expect(call.split('\n')).toEqual(
    expect.arrayContaining(['Et les procès-verbaux ? *urgent* \u0024{title} <b>x</b>', 'Merci']),
  );

  for (const [rule, said] of [
    [RULE, 'déjà posé une question'],
    ['Une personne décide', 'la reçoit avec votre nom'],
  ] as const) {
    await program.tap('p01', 'memento.unclear');
    expect(words(await program.tap('p01', 'memento.question', { rule, words: 'x' }))).toContain(said);
  }
  await program.travel('PT1M');
  expect(await asked(program, 'ref')).toHaveLength(2);
  expect(await program.outbox()).toContainEqual(
    expect.objectContaining({ campaign: 'question', planned: 2, sent: 2 }),
  );

  // The day and not the minute; the words are in no message, and gone after a week.
  const { outbox = [], memento_question = [] } = program.tables();
  expect(outbox.filter((row) => row.includes('procès'))).toEqual([]);
  expect(memento_question).toHaveLength(2);
  expect(memento_question.join('')).not.toMatch(/T\d\d:/);
  await program.travel('2026-12-10T10:00');
  expect(program.tables().memento_question).toEqual([]);
});

it('without a champion of the service it goes to all of them, else to the lead, and never to its author', async () => {
  const program = await startProgram({ people });
  await program.travel('2026-12-01T09:00');
  const ask = async (id: string) => {
    await program.tap(id, 'memento.unclear');
    return words(await program.tap(id, 'memento.question', { rule: RULE }));
  };
  expect(await ask('urb')).toContain('Fanny Référente et Odile Référente la reçoivent');
  expect(await ask('ref')).toContain('Fanny Référente la reçoit');
  await program.become('fin', 'left');
  await program.become('ref', 'paused');
  expect(await ask('p02')).toContain('Paul Pilote la reçoit');
  await program.become('pil', 'notInstalled');
  expect(words(await program.tap('p03', 'memento.unclear'))).toContain("Rien n'a été envoyé");
  expect((await program.act('p03', 'memento.question', { rule: RULE }))?.message.card).toBeTruthy();
  expect(program.tables().memento_question).toHaveLength(3);
});

it('what is missing, too long or about a rule that is no more is refused', async () => {
  const program = await startProgram({ people });
  await program.travel('2026-12-01T09:00');
  const refusal = async (data: Record<string, unknown>) =>
    (await program.act('p01', 'memento.question', data))?.refused;
  expect(await refusal({})).toBe('empty_answer');
  expect(await refusal({ rule: '', words: 'x' })).toBe('empty_answer');
  expect(await refusal({ rule: RULE, words: 'é'.repeat(301) })).toBe('text_too_long');
  expect(await refusal({ rule: 'Une autre' })).toBe('memento_changed');
  expect(await refusal({ rule: 3 })).toBe('bad_input');
  expect(program.tables().memento_question).toEqual([]);
  expect(await refusal({ rule: RULE, words: ` ${'é'.repeat(300)} ` })).toBeUndefined();
});

it('two questions to check oneself: the same reply whatever was chosen, and nothing is kept', async () => {
  const program = await startProgram({ people });
  await program.travel('2026-12-01T09:00');
  const welcome = await program.offering('p01', 'memento.acknowledge');
  expect(welcome.actions.map(({ verb }) => verb)).not.toContain('memento.check');
  await program.tap('p01', 'memento.acknowledge');
  for (const id of ['p02', 'p03']) await program.tap(id, 'memento.acknowledge');
  const without = () => {
    const { sandbox_message: _, inbox: __, inbox_key: ___, ...tables } = program.tables();
    return tables;
  };
  const before = without();
  const replies = new Set<string>();
  for (const [id, data] of [
    ['p01', { c_1: '2', c_2: '3' }],
    ['p02', { c_1: '1', c_2: '1' }],
    ['p03', {}],
  ] as const) {
    const form = await program.tap(id, 'memento.check');
    expect(form.actions[0]?.inputs.map(({ choices }) => choices.length)).toEqual([3, 3]);
    const reply = await program.tap(id, 'memento.verify', data);
    expect(reply.id).toBe(form.id);
    replies.add(JSON.stringify(reply.card));
  }
  expect(replies.size).toBe(1);
  expect([...replies][0]).toContain('Bonne réponse\u00a0: La lettre, sans rien de ce qui désigne');
  expect(without()).toEqual(before);
  // As a platform may deliver it, with whatever it likes.
  expect((await program.act('p01', 'memento.verify', { c_1: { x: 1 }, c_9: null }))?.refused).toBeUndefined();
});

it('erasing somebody takes their questions along, and the messages that tell of them', async () => {
  const program = await startProgram({ people });
  await program.travel('2026-12-01T18:00');
  await program.act('p01', 'memento.question', { rule: RULE, words: 'Qui décide ?' });
  await program.engine().inTurn(async (turn) => {
    const person = await findPerson(turn.tx, 'p01');
    if (person) await erasePerson(turn, person, null);
  });
  const { outbox = [], memento_question } = program.tables();
  expect(memento_question).toEqual([]);
  expect(outbox.filter((row) => row.includes('memento-asked'))).toEqual([]);
});
