import { expect, it } from 'vitest';
import { createPrecedence } from '../../src/engine/precedence.ts';
import type { Turn } from '../../src/engine/turn.ts';
import { startProgram } from '../support/program.ts';

it('draws what waits after what is stored, together, and one that fails holds up none of the others', async () => {
  const program = await startProgram();
  const { inTurn } = program.engine();
  const precedence = createPrecedence(inTurn);
  const order: string[] = [];
  const turns = new Set<Turn>();
  const drawings = Array.from({ length: 10 }, (_, index) =>
    precedence.after(`card ${index}`, async (turn) => {
      turns.add(turn);
      order.push(`drawn ${index}`);
      if (index === 3) throw new Error('not drawable');
      return index;
    }),
  );
  await precedence.first(async () => order.push('stored'));
  const results = await Promise.allSettled(drawings);
  expect(results.map((each) => (each.status === 'fulfilled' ? each.value : each.reason.message))).toEqual(
    drawings.map((_, index) => (index === 3 ? 'not drawable' : index)),
  );
  expect(order).toEqual(['stored', ...drawings.map((_, index) => `drawn ${index}`)]);
  expect(turns.size).toBe(1);
});

it('of drawings of one card that wait, does the last, in the place of the first; the others are told null', async () => {
  const program = await startProgram();
  const precedence = createPrecedence(program.engine().inTurn);
  const drawn: string[] = [];
  const draw = (card: string, name: string) =>
    precedence.after(card, async () => {
      drawn.push(name);
      return name;
    });
  const asked = [draw('one', 'first'), draw('other', 'other'), draw('one', 'second'), draw('one', 'third')];
  expect(await Promise.all(asked)).toEqual([null, 'other', null, 'third']);
  expect(drawn).toEqual(['third', 'other']);
  expect(await draw('one', 'later')).toBe('later');
});
