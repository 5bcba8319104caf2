import { expect, it } from 'vitest';
import type { Outgoing } from '../../src/channels/channel.ts';
import { createMemory } from '../../src/simulation/memory.ts';

function message(...buttons: Record<string, string>[]): Outgoing {
  const actions = buttons.map((data) => ({ type: 'Action.Submit', data: { v: 'cafe.rsvp', ...data } }));
  return {
    id: null,
    text: '',
    card: { type: 'AdaptiveCard', version: '1.5', body: [], actions },
    images: [],
  };
}

it('finds the button of the last message that fits best', () => {
  const memory = createMemory(3);
  memory.keep('ana', '1', message({ m: '1', session: 'a', response: 'yes' }));
  memory.keep(
    'ana',
    '2',
    message({ m: '2', session: 'b', response: 'yes' }, { m: '2', session: 'b', response: 'no' }),
  );
  expect(memory.find('ana', 'cafe.rsvp', { response: 'no' })?.data).toMatchObject({ m: '2', response: 'no' });
  expect(memory.find('ana', 'survey.answer', {})).toBeNull();
  expect(memory.find('bob', 'cafe.rsvp', {})).toBeNull();
});

it('remembers the buttons a message had before it was answered', () => {
  const memory = createMemory(3);
  memory.keep('ana', '1', message({ v: 'checkin.answer', time: 'zero' }));
  const seen = memory.keep('ana', '1', message({ v: 'checkin.edit' }));
  expect(seen?.offers.map(({ verb }) => verb)).toEqual(['checkin.edit']);
  expect(memory.find('ana', 'checkin.answer', { time: 'zero' })?.data.time).toBe('zero');
});

it('forgets messages that have scrolled away, and those without a button', () => {
  const memory = createMemory(1);
  memory.keep('ana', '1', message({ v: 'checkin.answer' }));
  expect(memory.keep('ana', '2', { id: null, text: 'Merci.', card: null, images: [] })).toBeNull();
  expect(memory.find('ana', 'checkin.answer', {})).not.toBeNull();
  memory.keep('ana', '3', message({ v: 'survey.answer' }));
  expect(memory.find('ana', 'checkin.answer', {})).toBeNull();
});
