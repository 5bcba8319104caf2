import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, CardElement } from '../../../src/channels/channel.ts';
import { cardToBlocks, compose } from '../../../src/channels/slack/blocks.ts';
import { blockKitProblems } from '../../platforms/block-kit.ts';

const card = (body: CardElement[], actions: Card['actions'] = []): Card => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body,
  actions,
});
const drawn = (...args: Parameters<typeof card>) => cardToBlocks(card(...args));

describe('a card in Block Kit', () => {
  it('keeps its hierarchy: heading, bold, body, small print', () => {
    const blocks = drawn([
      { type: 'TextBlock', text: 'Le rendez-vous de la semaine', size: 'Large', weight: 'Bolder' },
      { type: 'TextBlock', text: 'Semaine 3', weight: 'Bolder' },
      { type: 'TextBlock', text: 'Avez-vous utilisé l’IA ?', wrap: true, separator: true },
      { type: 'TextBlock', text: 'Confidentiel', isSubtle: true },
      { type: 'TextBlock', text: 'caché', isVisible: false },
    ]);
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'rich_text', 'divider', 'section', 'context']);
    expect(JSON.stringify(blocks)).not.toContain('caché');
    expect(blockKitProblems(blocks)).toEqual([]);
  });

  it('gives each kind of input its element, under its Adaptive id', () => {
    const choices = [
      { title: 'Oui', value: 'yes' },
      { title: 'Non', value: 'no' },
    ];
    const many = Array.from({ length: 12 }, (_, index) => ({
      title: `Choix ${index}`,
      value: String(index),
    }));
    const blocks = drawn([
      { type: 'Input.ChoiceSet', id: 'a', label: 'A', style: 'expanded', choices, value: 'no' },
      { type: 'Input.ChoiceSet', id: 'b', label: 'B', style: 'expanded', isMultiSelect: true, choices },
      { type: 'Input.ChoiceSet', id: 'c', label: 'C', style: 'compact', choices, placeholder: 'Choisir' },
      { type: 'Input.ChoiceSet', id: 'd', label: 'D', style: 'expanded', choices: many },
      { type: 'Input.ChoiceSet', id: 'e', label: 'E', isMultiSelect: true, choices: many, value: '1,3' },
      { type: 'Input.Text', id: 'f', label: 'F', isMultiline: true, maxLength: 280, placeholder: 'Une idée' },
      { type: 'Input.Number', id: 'g', label: 'G' },
      { type: 'Input.Toggle', id: 'h', title: 'Je voudrais de l’aide', valueOn: 'yes', valueOff: 'no' },
      { type: 'Input.ChoiceSet', id: 'empty', label: 'vide', choices: [] },
    ]);
    const elements = blocks.flatMap((block) => (block.type === 'input' ? [block.element] : []));
    expect(
      elements.map((element) => [element.type, 'action_id' in element ? element.action_id : '']),
    ).toEqual([
      ['radio_buttons', 'a'],
      ['checkboxes', 'b'],
      ['static_select', 'c'],
      ['static_select', 'd'],
      ['multi_static_select', 'e'],
      ['plain_text_input', 'f'],
      ['plain_text_input', 'g'],
      ['checkboxes', 'h'],
    ]);
    expect(blockKitProblems(blocks)).toEqual([]);
  });

  it('draws with new block ids each time, so that an updated message starts from empty inputs', () => {
    const body = [{ type: 'Input.Text', id: 'idea', label: 'Idée' }];
    expect(drawn(body)[0]?.block_id).not.toBe(drawn(body)[0]?.block_id);
  });

  it('carries what a button says in its value, and splits long rows of buttons', () => {
    const actions = Array.from({ length: 30 }, (_, index) => ({
      type: 'Action.Submit',
      title: `Bouton ${index}`,
      data: { v: 'answer', m: 'out-1', index },
    }));
    const blocks = drawn(
      [],
      [...actions, { type: 'Action.OpenUrl', title: 'Lire', url: 'https://example.org/' }],
    );
    expect(blocks.map((block) => (block.type === 'actions' ? block.elements.length : 0))).toEqual([25, 6]);
    const [first] = blocks;
    const button = first?.type === 'actions' ? first.elements[7] : undefined;
    expect(button?.type === 'button' ? JSON.parse(button.value ?? '') : null).toEqual(actions[7]?.data);
    expect(blockKitProblems(blocks)).toEqual([]);
  });

  it('shows the picture of a chart, else what the card says instead', () => {
    const chart = {
      type: 'Chart.Donut',
      fallback: { type: 'TextBlock', text: '12 personnes sur 20' },
    };
    const body = [chart, { type: 'TextBlock', text: 'fin' }];
    const pictured = cardToBlocks(card(body), [{ fileId: 'F012345678', alt: 'Adoption : 60 %' }]);
    expect(pictured[0]).toMatchObject({ type: 'image', alt_text: 'Adoption : 60 %' });
    expect(blockKitProblems(pictured)).toEqual([]);
    expect(JSON.stringify(cardToBlocks(card(body)))).toContain('12 personnes sur 20');
  });

  it('reads containers, columns, facts and tables in order', () => {
    const cell = (text: string) => ({ type: 'TableCell', items: [{ type: 'TextBlock', text }] });
    const blocks = drawn([
      {
        type: 'Container',
        items: [
          {
            type: 'ColumnSet',
            columns: [
              { type: 'Column', items: [{ type: 'TextBlock', text: 'Répondants' }] },
              { type: 'Column', items: [{ type: 'TextBlock', text: '12' }] },
            ],
          },
        ],
      },
      { type: 'FactSet', facts: [{ title: 'Invités', value: '20' }] },
      {
        type: 'Table',
        rows: [{ cells: [cell('Service'), cell('n')] }, { cells: [cell('État civil'), cell('11')] }],
      },
      { type: 'RichTextBlock', inlines: ['Un ', { type: 'TextRun', text: 'mot', weight: 'Bolder' }] },
      { type: 'Unknown.Thing', fallback: 'drop' },
    ]);
    expect(blocks.map(({ type }) => type)).toEqual(['section', 'rich_text', 'rich_text', 'rich_text']);
    expect(JSON.stringify(blocks)).toContain('État civil · 11');
    expect(blockKitProblems(blocks)).toEqual([]);
  });

  it('keeps its buttons when the text is far too long', () => {
    const body = Array.from({ length: 80 }, () => ({
      type: 'TextBlock',
      text: 'un mot de plus '.repeat(40),
    }));
    const blocks = drawn(body, [{ type: 'Action.Submit', title: 'Répondre', data: { v: 'answer' } }]);
    expect(blockKitProblems(blocks)).toEqual([]);
    expect(blocks.at(-1)?.type).toBe('actions');
    expect(JSON.stringify(blocks)).toContain('…');
  });
});

const HOSTILE = [
  '<!channel>',
  '<!here|ici>',
  '<@U012345678>',
  '<#C012345678|general>',
  '<https://example.org|ici>',
  '*gras* _italique_ ~barré~ `code`',
  '```bloc```',
  '&lt;!channel&gt;',
  '> citation',
  ':smile:',
  '\u202e',
  '\ud800',
];

const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 200 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(' '));

const elements: fc.Arbitrary<CardElement> = fc.oneof(
  fc.record({
    type: fc.constant('TextBlock'),
    text: hostileText,
    size: fc.constantFrom('Default', 'Small', 'Large', 'ExtraLarge'),
    weight: fc.constantFrom('Default', 'Bolder'),
    isSubtle: fc.boolean(),
    separator: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('FactSet'),
    facts: fc.array(fc.record({ title: hostileText, value: hostileText }), { maxLength: 8 }),
  }),
  fc.record({
    type: fc.constant('Input.ChoiceSet'),
    id: fc.string({ minLength: 1, maxLength: 300 }),
    label: hostileText,
    style: fc.constantFrom('expanded', 'compact'),
    isMultiSelect: fc.boolean(),
    value: fc.constantFrom('', '0', '0,1', 'x'),
    choices: fc.array(
      fc.record({ title: hostileText, value: fc.constantFrom('0', '1', '2', 'x'.repeat(9)) }),
      {
        maxLength: 20,
      },
    ),
  }),
  fc.record({
    type: fc.constant('Input.Text'),
    id: fc.string({ minLength: 1, maxLength: 20 }),
    label: hostileText,
    placeholder: hostileText,
    maxLength: fc.integer({ min: -5, max: 100_000 }),
  }),
  fc.record({ type: fc.constant('Image'), url: hostileText, altText: hostileText }),
);

describe('hostile texts', () => {
  it('never become markup, a mention or a refused message', () => {
    fc.assert(
      fc.property(fc.array(elements, { minLength: 1, maxLength: 70 }), hostileText, (body, text) => {
        const message = compose({ id: null, text, card: card(body), images: [] });
        expect(JSON.stringify(message.blocks)).not.toContain('"mrkdwn"');
        if (message.blocks.length) expect(blockKitProblems(message.blocks)).toEqual([]);
        expect(message.text).not.toMatch(/[<>]/);
        expect(message.text).not.toMatch(/&(?!(amp|lt|gt);)/);
        expect(message.text).not.toMatch(/(^|\s)([*_~`])\S[^\n]*\2(\s|$)/);
      }),
      { numRuns: 300 },
    );
  });

  it('are shown word for word', () => {
    for (const text of HOSTILE.filter((item) => item.isWellFormed())) {
      const [block] = compose({ id: null, text, card: null, images: [] }).blocks;
      expect(block).toMatchObject({ type: 'section', text: { type: 'plain_text', text, emoji: false } });
    }
  });
});
