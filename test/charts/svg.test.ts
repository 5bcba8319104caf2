import { describe, expect, it } from 'vitest';
import type { CardElement } from '../../src/channels/channel.ts';
import { chartSvg, svgSize } from '../../src/charts/svg.ts';
import { createDrawer } from '../../src/charts/svg-aside.ts';

const values = [
  { x: 'S1-2', y: 35.6 },
  { x: 'S3-4', y: 12 },
];
const CHARTS: CardElement[] = [
  { type: 'Chart.HorizontalBar', data: values },
  { type: 'Chart.VerticalBar.Grouped', data: [{ legend: 'des invités', values }] },
  { type: 'Chart.HorizontalBar.Stacked', data: [{ title: 'Oui', data: [{ legend: '1', value: 3 }] }] },
  { type: 'Chart.Line', data: [{ legend: 'A', values }] },
].map((chart) => ({ title: 'Titre', note: '62 réponses sur 118 (53 %)', unit: '%', ...chart }));

describe('the picture of a chart for a page', () => {
  it.each(CHARTS)(
    'draws $type in two widths, of the size that was told, its words as shapes',
    async (chart) => {
      for (const width of [680, 420]) {
        const svg = await chartSvg(chart, width);
        const { height } = svgSize(chart, width);
        const [, ...size] = /<svg width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
        expect(Number(size[0])).toBe(width);
        expect(Math.ceil(Number(size[1]))).toBe(height);
        expect(svg).not.toMatch(/<text|font-family|Titre|style=|href/);
        expect(await chartSvg(structuredClone(chart), width)).toBe(svg);
      }
    },
  );

  it('draws the line that figures are read against, in columns and in bars', async () => {
    for (const chart of CHARTS.slice(0, 2)) {
      const line = { label: "Ligne d'alerte", value: 30 };
      const [plain, read] = [await chartSvg(chart, 680), await chartSvg({ ...chart, line }, 680)];
      expect(plain).not.toContain('stroke-dasharray');
      expect(read).toContain('stroke-dasharray');
    }
  });

  it('says so where there is nothing to draw', async () => {
    const svg = await chartSvg({ type: 'Chart.Nothing', title: 'Titre' }, 420);
    expect(svg).toContain('<path');
  });

  it('is the same from the thread aside, one after the other and together', async () => {
    const draw = createDrawer();
    const aside = await Promise.all(CHARTS.map((chart) => draw(chart, 420)));
    expect(aside).toEqual(await Promise.all(CHARTS.map((chart) => chartSvg(chart, 420))));
    const [first] = CHARTS;
    if (!first) return expect.fail();
    expect(await draw(first, 420)).toBe(aside[0]);
  });
});
