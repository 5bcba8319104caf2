import { expect, it } from 'vitest';
import { ANY_ID, markedCard } from '../../src/channels/marked.ts';
import { newId, secureRandom } from '../../src/engine/random.ts';
import { renderCard } from '../../src/engine/render.ts';

const data = {
  title: 'Bonjour',
  lines: [{ line: 'Une ligne' }],
  hasActions: true,
  actions: [{ title: 'Oui', data: { v: 'checkin.edit' } }],
};

it('messages that look alike share one card, which nobody can change, and each button tells its own message', () => {
  const [one, other] = ['1st_message', '2nd-message'].map((id) => renderCard('notice', data, id));
  if (!one?.card || !other) throw new Error('no card');
  expect(other.card).toBe(one.card);
  const { body } = one.card;
  expect(() => body.push({ type: 'TextBlock' })).toThrow(TypeError);
  expect(JSON.stringify(markedCard(one))).toContain('{"v":"checkin.edit","m":"1st_message"}');
  expect(JSON.stringify(markedCard(other))).toContain('{"v":"checkin.edit","m":"2nd-message"}');
  expect(JSON.stringify(one.card)).not.toMatch(/"m":/);
});

it('whatever an id is made of, it comes back as it was', () => {
  for (const id of ['"quoted"', 'with\nnewline', '$&', 'a'.repeat(80), newId(secureRandom)]) {
    const card = markedCard(renderCard('notice', data, id));
    expect(JSON.stringify(card)).toContain(JSON.stringify({ v: 'checkin.edit', m: id }));
  }
});

it('holds the place of an id as long as ours', () => {
  expect(ANY_ID).toHaveLength(newId(secureRandom).length);
});
