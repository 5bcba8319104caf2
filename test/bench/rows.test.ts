import { expect, it } from 'vitest';
import { duel, median, quantile } from '../../bench/blocks.ts';
import { measured } from '../../bench/measured.ts';
import { picture } from '../../bench/picture.ts';
import { isMet, markdown } from '../../bench/results.ts';
import { digest } from '../../bench/rows/digest.ts';
import { planning } from '../../bench/rows/planning.ts';
import { slackAnswers } from '../../bench/rows/slack-answers.ts';
import { ROWS } from '../../bench/rows.ts';

it.each([slackAnswers, planning, digest])(
  '$id starts its parts and gives a figure',
  async (row) => {
    const figure = await row.measure('tiny');
    expect(figure.ratio).toBeGreaterThan(0);
    expect(figure.details.length).toBeGreaterThan(0);
  },
  120_000,
);

it('a row that takes too long is given up, with all that it started', async () => {
  const figure = await measured({ ...slackAnswers, minutes: 0.001 }, 'tiny');
  expect(figure).toEqual({ ratio: Number.NaN, details: [], missed: ['given up after 0.001 minutes'] });
});

it('neighbouring blocks are compared, and the median pair counts', async () => {
  const slowed = [1, 1, 4, 1, 1];
  const side = (time: number) => {
    let block = 0;
    return async () => ({ time: time * (slowed[block++ % slowed.length] ?? 1), cpu: time });
  };
  const result = await duel(side(10), side(20), { pairs: 5, size: 1, warmUp: 0, seconds: 60 });
  expect(result).toMatchObject({ speed: 2, thrift: 2, pairs: 5 });
  const hasty = await duel(side(10), side(20), { pairs: 5, size: 1, warmUp: 1, seconds: 0 });
  expect(hasty.pairs).toBe(1);
});

it('medians and quantiles', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(quantile([...Array(101).keys()], 0.99)).toBe(99);
});

it('a goal is met by its ratio and by what else it asks', async () => {
  const [row] = ROWS;
  if (!row) throw new Error('no rows');
  const met = { row: { ...row, goal: { atMost: 1.2 } }, figure: { ratio: 1.1, details: [] } };
  const unknown = { ...met, figure: { ratio: Number.NaN, details: [], missed: ['given up'] } };
  expect(isMet(met)).toBe(true);
  expect(isMet({ ...met, figure: { ...met.figure, missed: ['late'] } })).toBe(false);
  expect(isMet(unknown)).toBe(false);
  expect(await picture([met, unknown])).toContain('<svg');
  expect(markdown([met, unknown], 20)).toContain('**not measured** | missed |');
});
