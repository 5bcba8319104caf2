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
    precedence.after(async (turn) => {
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
