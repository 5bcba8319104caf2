import * as AdaptiveCards from 'adaptivecards';
import { expect, test } from 'vitest';
import type { Card, CardElement } from '../../../src/channels/channel.ts';
import { teamsCard } from '../../../src/channels/teams/card.ts';
import { hasMarkdown, literalText } from '../../../src/channels/teams/literal.ts';

const card = (...body: CardElement[]): Card => ({ type: 'AdaptiveCard', version: '1.6', body });
const prepared = (...body: CardElement[]) => teamsCard(card(...body), 'Tout en une ligne', []);
const first = (...body: CardElement[]) => prepared(...body).body;

test('plain French stays a TextBlock, and wraps', () => {
  for (const text of [
    'Merci !',
    'L’IA – c’est « utile » : 30-60 min',
    'J+15, J+30 (ou plus)',
    'a@exemple.fr',
    '4 h et plus',
  ]) {
    expect(first({ type: 'TextBlock', text })).toEqual([{ type: 'TextBlock', text, wrap: true }]);
  }
  expect(first({ type: 'TextBlock', text: 'x', wrap: false })).toMatchObject([{ wrap: false }]);
});

test('what Markdown would change becomes a run of text, looking the same', () => {
  for (const text of [
    '*gras*',
    'a_b',
    '[ici](https://x)',
    '1. un',
    '- un',
    '# titre',
    '> cité',
    '`x`',
    '&lt;b',
    '<b>',
    '---',
  ]) {
    const block = {
      type: 'TextBlock',
      text,
      size: 'large',
      weight: 'bolder',
      color: 'good',
      spacing: 'none',
      id: 't',
    };
    expect(first(block)).toEqual([
      {
        type: 'RichTextBlock',
        id: 't',
        spacing: 'none',
        inlines: [{ type: 'TextRun', text, size: 'large', weight: 'bolder', color: 'good' }],
      },
    ]);
  }
});

test('several lines stay several lines', () => {
  expect(first({ type: 'TextBlock', text: 'Tu es *juriste*.\n\n1. Résume', separator: true })).toEqual([
    {
      type: 'Container',
      separator: true,
      items: [
        { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Tu es *juriste*.' }] },
        { type: 'RichTextBlock', spacing: 'small', inlines: [{ type: 'TextRun', text: '1. Résume' }] },
      ],
    },
  ]);
});

test('texts are found wherever they are: columns, tables, choices, facts, fallbacks', () => {
  const block = { type: 'TextBlock', text: '*x*' };
  const everywhere = prepared(
    { type: 'ColumnSet', columns: [{ type: 'Column', items: [block] }] },
    {
      type: 'Table',
      columns: [{ width: 1 }],
      rows: [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [block] }] }],
    },
    { type: 'Chart.Pie', data: [{ legend: '*x*', value: 1 }], fallback: block },
    { type: 'FactSet', facts: [{ title: 'a', value: '1. *x*' }] },
    { type: 'Input.ChoiceSet', id: 'c', choices: [{ title: '- 1 h', value: '- 1 h' }] },
    { type: 'Input.Toggle', id: 't', title: '_oui_' },
  );
  const texts = JSON.stringify(everywhere);
  expect(texts).not.toContain('"TextBlock"');
  expect(texts.match(/"TextRun","text":"\*x\*"/g)).toHaveLength(3);
  expect(everywhere.body).toMatchObject([
    {},
    {},
    { data: [{ legend: '*x*' }] },
    { facts: [{ value: '1.\u00A0∗x∗' }] },
    { choices: [{ title: '-\u00A01 h', value: '- 1 h' }] },
    { title: 'ˍouiˍ' },
  ]);
});

test('what a button carries comes back as it was', () => {
  const data = { v: 'x', note: { type: 'TextBlock', text: '*x*' } };
  const ready = teamsCard(
    { ...card(), actions: [{ type: 'Action.Submit', title: 'Envoyer', data }] },
    '',
    [],
  );
  expect(ready.actions).toMatchObject([{ data }]);
});

test.for<[string, CardElement]>([
  ['1.2', { type: 'TextBlock', text: 'x' }],
  ['1.2', { type: 'Input.Text', id: 'x' }],
  ['1.3', { type: 'Container', items: [{ type: 'Input.Text', id: 'x', label: 'X' }] }],
  ['1.4', { type: 'ActionSet', actions: [{ type: 'Action.Execute', verb: 'x', data: { v: 'x' } }] }],
  // A client that does not know headings shows the text all the same.
  ['1.2', { type: 'TextBlock', text: 'x', style: 'heading' }],
  ['1.5', { type: 'Container', items: [{ type: 'Table', rows: [] }] }],
  ['1.5', { type: 'Chart.Donut', data: [] }],
])('the version is the lowest that shows the card: %s', ([version, element]) => {
  expect(prepared(element)).toMatchObject({
    version,
    fallbackText: 'Tout en une ligne',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  });
});

test('a chart always has something in its place', () => {
  const pie = { type: 'Chart.Pie', data: [] };
  const images = [{ png: new Uint8Array(), alt: 'Gagné : 3' }];
  const { body } = teamsCard(card(pie, { ...pie, fallback: { type: 'Image', url: 'x' } }, pie), '', images);
  expect(body).toMatchObject([
    { fallback: { type: 'TextBlock', text: 'Gagné : 3', wrap: true } },
    { fallback: { type: 'Image' } },
    { fallback: 'drop' },
  ]);
});

test('the official renderer finds nothing to say', () => {
  const ready = prepared(
    { type: 'TextBlock', text: 'Bonjour', style: 'heading', size: 'large' },
    { type: 'TextBlock', text: '1. *un*\n2. deux', isSubtle: true },
    { type: 'FactSet', facts: [{ title: 'a', value: '*b*' }] },
    { type: 'Input.ChoiceSet', id: 'c', label: 'Temps', choices: [{ title: '< 30 min', value: 'lt30' }] },
  );
  const context = new AdaptiveCards.SerializationContext();
  const parsed = new AdaptiveCards.AdaptiveCard();
  parsed.parse(ready, context);
  expect(context.eventCount).toBe(0);
  expect(parsed.validateProperties().validationEvents).toEqual([]);
});

test('a literal text has nothing left to read as Markdown but what cannot be changed', () => {
  expect(literalText('**a** et [b](c)\n- d &amp; <b>')).toBe(
    '∗∗a∗∗ et [b]\u2060(c)\n-\u00A0d &\u2060amp; <\u2060b>',
  );
  expect(literalText('snake_case, « _ »')).toBe('snake_case, « ˍ »');
  expect(hasMarkdown('Rendez-vous à 10 h')).toBe(false);
});
