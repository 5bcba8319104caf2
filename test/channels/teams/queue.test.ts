import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conversationQueue } from '../../../src/channels/teams/queue.ts';

it('shows one reply at a time, in their order; one that fails stops none', async () => {
  const queue = conversationQueue();
  const shown: string[] = [];
  const asked = ['one', 'two', 'three'].map((name) =>
    queue('chat', async () => {
      shown.push(`${name} begins`);
      await Promise.resolve();
      if (name === 'two') throw new Error('not taken');
      shown.push(`${name} ends`);
    }),
  );
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(shown).toEqual(['one begins', 'one ends', 'two begins', 'three begins', 'three ends']);
});

it('of those that wait to show a card again, shows the last one; the same card elsewhere is another', async () => {
  const queue = conversationQueue();
  const shown: number[] = [];
  const first = Promise.withResolvers<void>();
  const show = (number: number) => async () => void shown.push(number);
  const asked = [
    queue('chat', () => first.promise, 'card'),
    queue('chat', show(1), 'card'),
    queue('chat', show(2)),
    queue('chat', show(3), 'card'),
    queue('elsewhere', show(4), 'card'),
  ];
  first.resolve();
  await Promise.all(asked);
  expect(shown).toEqual([4, 2, 3]);
});

it('whatever is asked, each card ends as asked last, and words are all said in their order', async () => {
  const asking = fc.record({
    chat: fc.constantFrom('a', 'b'),
    card: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
    fails: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(asking, { maxLength: 30 }), async (list) => {
      const queue = conversationQueue();
      const shown: number[] = [];
      await Promise.allSettled(
        list.map(({ chat, card, fails }, index) =>
          queue(
            chat,
            async () => {
              shown.push(index);
              if (fails) throw new Error('not taken');
            },
            card,
          ),
        ),
      );
      for (const [index, { chat, card }] of list.entries()) {
        const isLast = list.findLastIndex((each) => each.chat === chat && each.card === card) === index;
        if (card === undefined || isLast) expect(shown).toContain(index);
      }
      for (const chat of ['a', 'b']) {
        const here = shown.filter((index) => list[index]?.chat === chat);
        expect(here).toEqual(here.toSorted((one, other) => one - other));
      }
    }),
  );
});
