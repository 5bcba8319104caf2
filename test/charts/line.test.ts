import { expect, it } from 'vitest';
import { bars } from '../../src/charts/bars.ts';
import { columns } from '../../src/charts/columns.ts';
import { textWidth } from '../../src/charts/font.ts';
import type { ChartData } from '../../src/charts/read.ts';

const WIDTH = 640;
const LINE = { label: "Ligne d'alerte", value: 30 };

function chart(value: number): ChartData {
  const values = [value, 60];
  const series = [{ name: '', values }];
  return {
    form: 'bars',
    title: '',
    note: '',
    labels: ['S1', 'S2'],
    series,
    unit: '%',
    line: LINE,
    positions: null,
    max: null,
  };
}

/** Of the layers that draw it, the last: where the line is, in pixels. */
function lineOf(plot: ReturnType<typeof bars>): { x: number; y: number } {
  return JSON.parse(JSON.stringify(plot.layers.at(-1))).data.values[0];
}

it('never strikes a figure through, whatever its value', () => {
  for (let value = 0; value <= 60; value += 0.5) {
    const figure = `${String(value).replace('.', ',')}\u202f%`;
    const upright = columns(chart(value), WIDTH) ?? expect.fail();
    const lying = bars(chart(value), WIDTH);
    const above = upright.words.find(({ text }) => text === figure) ?? expect.fail(figure);
    const size = above.size ?? expect.fail();
    expect(Math.abs(above.y - lineOf(upright).y)).toBeGreaterThanOrEqual(size / 2);
    const beside = lying.words.find(({ text }) => text === figure) ?? expect.fail(figure);
    const to = beside.x + textWidth(figure, 18, 'bold');
    expect(lineOf(lying).x < beside.x || lineOf(lying).x > to).toBe(true);
  }
});
