import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import type { CardElement } from '../../src/channels/channel.ts';
import { bars, groupedBars, lines, stackedBars } from '../../src/charts/elements.ts';
import { chartPng } from '../../src/charts/png.ts';

// The package's entry point only loads in a bundler; its built file is the same renderer.
const renderer: typeof import('adaptivecards') = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
);

const head = { title: 'Ce qui freine', note: '62 réponses sur 118 (53 %)' };
const two = [
  { label: 'Formation', value: 31 },
  { label: 'Temps', value: 12.5 },
];
const ELEMENTS: CardElement[] = [
  bars({ ...head, bars: two }),
  groupedBars({
    ...head,
    unit: '%',
    series: [
      { name: 'J+30', bars: two },
      { name: 'J+90', bars: two },
    ],
  }),
  lines({
    ...head,
    series: [
      {
        name: 'Pilote',
        points: [
          { x: 'S1', value: 5 },
          { x: 'S2', value: 8 },
        ],
      },
    ],
  }),
  stackedBars({
    ...head,
    rows: [
      {
        label: 'Moral',
        parts: [
          { name: 'Oui', value: 3 },
          { name: 'Non', value: 8 },
        ],
      },
    ],
  }),
];

function parse(body: CardElement[]) {
  const context = new renderer.SerializationContext();
  const card = new renderer.AdaptiveCard();
  card.parse({ type: 'AdaptiveCard', version: '1.5', fallbackText: 'Bilan', body }, context);
  const events = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  return { card, events };
}

describe('chart elements', () => {
  it('are valid in a card for a client without charts: each is replaced by its words', () => {
    const { card, events } = parse(ELEMENTS);
    expect(events).toEqual(
      ELEMENTS.map(({ type }) => `Unknown element type "${type}". Fallback will be used if present.`),
    );
    expect(card.validateProperties().validationEvents).toEqual([]);
    const shown = Array.from({ length: card.getItemCount() }, (_, i) => card.getItemAt(i).getJsonTypeName());
    expect(shown).toEqual(['Container', 'Container', 'Container', 'Container']);
  });

  it('say the same in the fallback as in the chart, with the note', () => {
    expect(ELEMENTS[0]).toMatchObject({
      type: 'Chart.HorizontalBar',
      displayMode: 'AbsoluteWithAxis',
      title: 'Ce qui freine',
      data: [
        { x: 'Formation', y: 31 },
        { x: 'Temps', y: 12.5 },
      ],
      fallback: {
        items: [
          { text: 'Ce qui freine' },
          {
            type: 'FactSet',
            facts: [
              { title: 'Formation', value: '31' },
              { title: 'Temps', value: '12,5' },
            ],
          },
          { text: '62 réponses sur 118 (53 %)' },
        ],
      },
    });
    expect(JSON.stringify(ELEMENTS[1])).toContain('J+30\u00a0: 12,5\u202f% · J+90\u00a0: 12,5\u202f%');
    expect(JSON.stringify(ELEMENTS[3])).toContain('Oui\u00a0: 3 · Non\u00a0: 8');
  });

  it.each(ELEMENTS)('can be drawn: $type', async (element) => {
    expect((await chartPng(element)).alt).toContain('62 réponses sur 118');
  });

  it('leave no empty chart in a card, and never make a link of a label', () => {
    const { card, events } = parse([bars({ ...head, bars: [] })]);
    expect(events).toEqual([]);
    expect(JSON.stringify(card.toJSON())).toContain('Aucune donnée publiable');
    const label = '[ici](http://exemple.invalid)';
    const { fallback } = bars({ ...head, bars: [{ label, value: 5 }] });
    expect(JSON.stringify(fallback)).not.toContain('](');
  });
});
