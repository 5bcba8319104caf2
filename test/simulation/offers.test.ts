import { expect, it } from 'vitest';
import type { Card } from '../../src/channels/channel.ts';
import { offersOf } from '../../src/simulation/offers.ts';

const card: Card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'Bonjour' },
    {
      type: 'Container',
      items: [
        {
          type: 'Input.ChoiceSet',
          id: 'tool',
          isRequired: true,
          choices: [
            { title: 'Un', value: 'one' },
            { title: 'Deux', value: 'two' },
          ],
        },
        {
          type: 'ActionSet',
          actions: [
            { type: 'Action.Submit', title: 'Envoyer', data: { v: 'checkin.details', m: '1' } },
            {
              type: 'Action.Submit',
              title: 'Modifier',
              data: { v: 'checkin.edit' },
              associatedInputs: 'none',
            },
            { type: 'Action.OpenUrl', title: 'Lire', url: 'https://commune.example' },
          ],
        },
      ],
    },
  ],
  actions: [
    {
      type: 'Action.ShowCard',
      title: 'Plus',
      card: {
        type: 'AdaptiveCard',
        body: [{ type: 'Input.Text', id: 'note' }],
        actions: [{ type: 'Action.Submit', data: { v: 'digest.note' } }],
      },
    },
  ],
};

it('finds every button of a card with the fields that go with it', () => {
  const tool = { id: 'tool', kind: 'choice', choices: ['one', 'two'], multiple: false, required: true };
  const note = { id: 'note', kind: 'text', choices: [], multiple: false, required: false };
  expect(offersOf(card)).toEqual([
    { verb: 'checkin.details', data: { v: 'checkin.details', m: '1' }, inputs: [tool] },
    { verb: 'checkin.edit', data: { v: 'checkin.edit' }, inputs: [] },
    { verb: 'digest.note', data: { v: 'digest.note' }, inputs: [tool, note] },
  ]);
});
