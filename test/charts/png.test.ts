import { describe, expect, it } from 'vitest';
import type { CardElement } from '../../src/channels/channel.ts';
import { chartPng } from '../../src/charts/png.ts';
import { pixels } from './pixels.ts';

const points = [
  { x: 'Je manque de formation', y: 31 },
  { x: 'Pas le temps', y: 12.5 },
  { x: 'Autre', y: 0 },
];
const series = [
  { legend: 'J+30', values: points },
  { legend: 'J+90', values: points.slice(1) },
];
const slices = [
  { legend: 'Confiant', value: 31 },
  { legend: 'Inquiet', value: 9 },
];
const CHARTS: CardElement[] = [
  { type: 'Chart.HorizontalBar', data: points },
  { type: 'Chart.VerticalBar', data: points },
  { type: 'Chart.VerticalBar.Grouped', data: series },
  { type: 'Chart.VerticalBar.Grouped', stacked: true, data: series },
  { type: 'Chart.HorizontalBar.Stacked', data: [{ title: 'Moral', data: slices }] },
  { type: 'Chart.Line', data: series },
  { type: 'Chart.Donut', data: slices },
  { type: 'Chart.Pie', data: slices },
  { type: 'Chart.Gauge', value: 42, segments: [{ legend: 'À accompagner', size: 30 }, { size: 70 }] },
].map((chart) => ({ title: 'Titre', note: '62 réponses sur 118 (53 %)', ...chart }));

describe('the picture of a chart', () => {
  it.each(CHARTS)('draws $type on white, 800 pixels wide, with ink', async (chart) => {
    const { png } = await chartPng(chart);
    const { width, height, at, some, every } = pixels(png);
    expect(width).toBe(800);
    expect(height).toBeGreaterThan(150);
    expect(at(0, 0)).toEqual([255, 255, 255, 255]);
    expect(some((red) => red < 90)).toBe(true);
    expect(every((_red, _green, _blue, opacity) => opacity === 255)).toBe(true);
  });

  it.each(CHARTS)('gives the same bytes twice for $type', async (chart) => {
    const [first, second] = await Promise.all([chartPng(chart), chartPng(structuredClone(chart))]);
    expect(Buffer.from(first.png).equals(second.png)).toBe(true);
    expect(first.alt).toBe(second.alt);
  });

  it.each(CHARTS.filter(({ type }) => type !== 'Chart.Gauge'))('draws $type without data', async (chart) => {
    const { png, alt } = await chartPng({ ...chart, data: [] });
    expect(pixels(png).width).toBe(800);
    expect(alt).toContain('Aucune donnée publiable');
  });

  it('keeps columns apart: what does not fit upright is laid down', async () => {
    const data = Array.from({ length: 25 }, (_, i) => ({ x: `Service numéro ${i}`, y: i }));
    const { png } = await chartPng({ type: 'Chart.VerticalBar', title: 'Services', data });
    expect(pixels(png).height).toBeGreaterThan(1000);
  });

  it('stops at forty rows and says so', async () => {
    const data = Array.from({ length: 500 }, (_, i) => ({ x: `Ligne ${i}`, y: i }));
    const { png } = await chartPng({ type: 'Chart.HorizontalBar', title: 'Beaucoup', data });
    expect(pixels(png).height).toBeLessThan(2500);
  });

  it.each([
    '</text><script>alert(1)</script>',
    '\u0000\u0007\ud800\u202e\ufffe',
    "'+datum.value+'",
    '__proto__',
    '{{PUBLIC_URL}} $\u007btitle}',
    'x'.repeat(20_000),
    '\n',
    '',
    '😀 名前 عربى',
  ])('stays standing before a hostile text (%#)', async (text) => {
    const data = [
      { x: text, y: 5 },
      { x: text, y: 7 },
    ];
    for (const type of ['Chart.HorizontalBar', 'Chart.VerticalBar']) {
      const { png, alt } = await chartPng({ type, title: text, note: text, unit: text, altText: '', data });
      expect(pixels(png).width).toBe(800);
      expect(alt.length).toBeLessThanOrEqual(2000);
      expect(alt.isWellFormed()).toBe(true);
      expect(alt).not.toMatch(/[\p{Cc}\u202e]/u);
    }
    const line = { legend: text, values: data };
    expect(pixels((await chartPng({ type: 'Chart.Line', title: text, data: [line, line] })).png).width).toBe(
      800,
    );
  });

  it.each([
    { type: 'Chart.Inconnu', title: 'Titre' },
    { type: 'Chart.HorizontalBar', title: 'Titre', data: [{ x: 'a', y: '12' }] },
    { type: 'Chart.HorizontalBar', title: 'Titre', data: [{ x: 'a', y: Number.NaN }] },
    { type: 'Chart.Donut', title: 'Titre', data: [{ legend: 'a', value: -1 }] },
    { type: 'Chart.Line', title: 'Titre', data: 'rien' },
  ])('says that it cannot draw what is no chart (%#)', async (chart) => {
    const { png, alt } = await chartPng(chart);
    expect(pixels(png).width).toBe(800);
    expect(alt).toBe('Titre. Ce graphique ne peut pas être dessiné ici.');
  });
});

describe('its alternative text', () => {
  it('is the one given', async () => {
    expect((await chartPng({ ...CHARTS[0], type: 'Chart.HorizontalBar', altText: 'Trois motifs' })).alt).toBe(
      'Trois motifs',
    );
  });

  it('tells the title, every figure in French, and the note', async () => {
    const { alt } = await chartPng({
      type: 'Chart.HorizontalBar',
      title: 'Adoption',
      unit: '%',
      note: '62 réponses sur 1\u202f180 (5 %).',
      data: [
        { x: 'Sur les invités', y: 28.46 },
        { x: 'Écart', y: -3 },
      ],
    });
    expect(alt).toBe(
      'Adoption. Sur les invités\u00a0: 28,5\u202f%, Écart\u00a0: \u22123\u202f%. 62 réponses sur 1\u202f180 (5 %).',
    );
  });

  it('names each series, and leaves out what is not published', async () => {
    const { alt } = await chartPng({ type: 'Chart.Line', title: 'Évolution', data: series });
    expect(alt).toBe(
      'Évolution. J+30\u00a0– Je manque de formation\u00a0: 31, Pas le temps\u00a0: 12,5, Autre\u00a0: 0\u00a0; ' +
        'J+90\u00a0– Pas le temps\u00a0: 12,5, Autre\u00a0: 0.',
    );
  });

  it('says dates as in French', async () => {
    const values = [
      { x: '2026-12-15', y: 2 },
      { x: '2026-12-01', y: 1 },
    ];
    const { alt } = await chartPng({ type: 'Chart.Line', title: 'Dates', data: [{ legend: '', values }] });
    expect(alt).toBe('Dates. 1 déc.\u00a0: 1, 15 déc.\u00a0: 2.');
  });
});
