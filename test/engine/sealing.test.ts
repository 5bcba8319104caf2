import { describe, expect, it } from 'vitest';
import { secureRandom } from '../../src/engine/random.ts';
import { createSeal } from '../../src/engine/seal.ts';
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
    const boxes = ['', 'lost', 'x'.repeat(900)].map((answer) => seal.close(token, { answer }));
    expect(new Set(boxes.map((box) => box.length)).size).toBe(1);
    expect(seal.close(token, 1).equals(seal.close(token, 1))).toBe(false);
    expect(() => seal.close(token, 'x'.repeat(2000))).toThrow(RangeError);
  });
});

/** An identifier as long as the programme allows. */
const long = (name: string, index: number) => `${name}${String(index).padStart(2, '0')}`.padEnd(40, '-');

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
