import { describe, expect, it } from 'vitest';
import { secureRandom } from '../../src/engine/random.ts';
import { type RoundDefinition, sealAnswers, TEXT_LIMIT } from '../../src/engine/rounds.ts';
import { BOX_SIZE, createSeal, OVERHEAD } from '../../src/engine/seal.ts';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';

describe('a seal', () => {
  const secret = Buffer.alloc(32, 7);
  const seal = createSeal(secret, Buffer.alloc(32, 1), secureRandom);
  const token = seal.token('p01');

  it('opens with the same secret and salt only, and for the token it was made for', () => {
    const box = seal.close(token, { answers: { time: 'lost' } });
    expect(seal.open(token, box)).toEqual({ answers: { time: 'lost' } });
    const otherSalt = createSeal(secret, Buffer.alloc(32, 2), secureRandom);
    const otherSecret = createSeal(Buffer.alloc(32, 8), Buffer.alloc(32, 1), secureRandom);
    expect(() => otherSalt.open(token, box)).toThrow();
    expect(() => otherSecret.open(token, box)).toThrow();
    expect(() => seal.open(seal.token('p02'), box)).toThrow();
    expect(otherSalt.token('p01').equals(token)).toBe(false);
    box[40] = (box[40] ?? 0) ^ 1;
    expect(() => seal.open(token, box)).toThrow();
  });

  it('makes boxes of one length, never the same twice', () => {
    const boxes = ['', 'lost', 'x'.repeat(BOX_SIZE - 20)].map((answer) => seal.close(token, { answer }));
    expect(new Set(boxes.map((box) => box.length)).size).toBe(1);
    expect(seal.close(token, 1).equals(seal.close(token, 1))).toBe(false);
    expect(() => seal.close(token, 'x'.repeat(2000))).toThrow(RangeError);
  });
});

/** An identifier as long as the programme allows. */
const long = (name: string, index: number) => `${name}${String(index).padStart(2, '0')}`.padEnd(40, '-');

describe('the box of an answer', () => {
  const seal = createSeal(Buffer.alloc(32, 7), Buffer.alloc(32, 1), secureRandom);
  const token = seal.token('p01');
  /** A service's name as long as the list allows, in letters of four bytes. */
  const label = '𝒜'.repeat(80);
  const sealed = (questions: RoundDefinition['questions'], answers: Record<string, string>) => {
    const thresholds = { figure: 5, verbatim: 8, verbatimInvited: 15, group: 5 };
    const round = { definition: JSON.stringify({ questions, head: null, thresholds }) };
    return sealAnswers(seal, token, round, { label, answers });
  };

  it('has room for the longest check-in, and stays in one page of the database with it', () => {
    const answers = { time: 'm30to60', useCase: long('c', 1), tool: long('o', 1), blocker: long('f', 1) };
    const box = sealed([], answers);
    expect(seal.open(token, box)).toEqual({ label, answers });
    // A row of a table without row ids leaves its page beyond 1,002 bytes (SQLite, « File format », 1.6).
    expect('checkin/'.length + 40 + token.length + box.length).toBeLessThan(1000);
    expect(sealed([], {}).length).toBe(box.length);
  });

  it('has room for the longest answers to a survey, whatever they are made of', () => {
    const choices = Array.from({ length: 10 }, (_, index) => ({ id: long('choix', index), title: 'C' }));
    const kinds = ['choice', 'several', 'scale', 'number', 'text'] as const;
    const questions = [...kinds, ...kinds].map((kind, index) => ({
      id: long('question', index),
      kind,
      title: 'Q',
      choices: kind === 'text' ? [] : choices,
      optional: false,
    }));
    const longest = {
      several: choices.map(({ id }) => id).join(','),
      // Half a letter, which JSON writes with six.
      text: '\ud835'.repeat(TEXT_LIMIT),
    };
    const answers = Object.fromEntries(
      questions.map(({ id, kind }) => [id, kind in longest ? Reflect.get(longest, kind) : long('choix', 9)]),
    );
    const box = sealed(questions, answers);
    expect(seal.open(token, box)).toEqual({ label, answers });
    expect(sealed(questions, {}).length).toBe(box.length);
    expect(box.length).toBeGreaterThan(OVERHEAD + BOX_SIZE);
  });
});

it('a block has room for the sums of the fullest week there can be', async () => {
  const services = [...'ABCDEFGHIJK'].map((letter) => letter.padEnd(80, 'é'));
  const people = services.flatMap((service, index) => staff(service, 12, `s${index}-`));
  const cases = Array.from(
    { length: 5 },
    (_, index) => `  - id: ${long('cas', index)}\n    titre: C\n    gain: G\n    source: S`,
  );
  const tools = Array.from({ length: 8 }, (_, index) => `  - id: ${long('outil', index)}\n    nom: O`);
  const program = await startProgram({
    people,
    edits: [
      ['cas-usage.yml', 'cas_usage:\n', `cas_usage:\n${cases.join('\n')}\n`],
      ['cas-usage.yml', 'id: courriels\n', `id: ${long('cas', 5)}\n`],
      ['cas-usage.yml', 'id: publications\n', `id: ${long('cas', 6)}\n`],
      ['cas-usage.yml', 'id: comptes_rendus\n', `id: ${long('cas', 7)}\n`],
      ['cas-usage.yml', 'id: arretes\n', `id: ${long('cas', 8)}\n`],
      ['cas-usage.yml', 'id: visuels\n', `id: ${long('cas', 9)}\n`],
      ['programme.yml', 'outils:\n', `outils:\n${tools.join('\n')}\n`],
      ['programme.yml', 'id: assistant\n', `id: ${long('outil', 8)}\n`],
      ['programme.yml', 'id: bureautique\n', `id: ${long('outil', 9)}\n`],
      ['programme.yml', 'id: transcription\n', `id: ${long('outil', 10)}\n`],
      ['programme.yml', 'id: autre\n', `id: ${long('outil', 11)}\n`],
    ],
  });
  await program.travel('2026-12-03T09:30');
  const bands = ['lost', 'unused', 'zero', 'lt30', 'm30to60', 'h1to2', 'h2to4', 'h4plus', 'unknown'];
  const blockers = ['training', 'tool', 'access', 'rules', 'trust', 'time', 'other'];
  for (const [index, { id }] of people.entries()) {
    const turn = index % 12;
    await program.act(id, 'checkin.answer', { time: bands[turn % bands.length] });
    const details = {
      useCase: turn < 10 ? long('cas', turn) : 'other',
      tool: long('outil', turn),
      blocker: blockers[turn % blockers.length],
    };
    expect((await program.act(id, 'checkin.details', details))?.refused).toBeUndefined();
  }
  await program.travel('2026-12-08T09:00');
  expect(program.tables().sealed_sum).toHaveLength(1);
  expect(program.tables().frozen).toHaveLength(2);
});
