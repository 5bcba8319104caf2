import { expect, it } from 'vitest';
import { blockKitProblems } from '../../platforms/block-kit.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const button = { type: 'button', action_id: 'a', text: plain('Oui'), value: '{}' };

const WRONG: Record<string, unknown> = {
  'no list': {},
  'no block': [],
  'too many blocks': Array.from({ length: 51 }, () => ({ type: 'divider' })),
  'an unknown block': [{ type: 'hologram' }],
  'a long header': [{ type: 'header', text: plain('a'.repeat(151)) }],
  'an empty section': [{ type: 'section', text: plain('') }],
  'a long section': [{ type: 'section', text: plain('a'.repeat(3001)) }],
  'too many buttons': [
    { type: 'actions', elements: Array.from({ length: 26 }, (_, i) => ({ ...button, action_id: `a${i}` })) },
  ],
  'two buttons of one id': [{ type: 'actions', elements: [button, button] }],
  'a long button': [{ type: 'actions', elements: [{ ...button, text: plain('a'.repeat(76)) }] }],
  'a heavy button': [{ type: 'actions', elements: [{ ...button, value: 'a'.repeat(2001) }] }],
  'eleven radio buttons': [
    {
      type: 'input',
      label: plain('x'),
      element: {
        type: 'radio_buttons',
        action_id: 'r',
        options: Array.from({ length: 11 }, (_, i) => ({ text: plain(`o${i}`), value: `${i}` })),
      },
    },
  ],
  'an input without a label': [{ type: 'input', element: { type: 'plain_text_input', action_id: 't' } }],
  'two blocks of one id': [
    { type: 'divider', block_id: 'x' },
    { type: 'divider', block_id: 'x' },
  ],
  'an image without words': [{ type: 'image', image_url: 'https://example.org/a.png' }],
  'too much in all': Array.from({ length: 4 }, () => ({ type: 'section', text: plain('a'.repeat(2900)) })),
};

it.each(Object.keys(WRONG))('Slack would refuse %s', (name) => {
  expect(blockKitProblems(WRONG[name])).not.toEqual([]);
});

it('Slack would take a plain message', () => {
  expect(
    blockKitProblems([
      { type: 'section', text: plain('Bonjour') },
      { type: 'actions', elements: [button] },
    ]),
  ).toEqual([]);
});
