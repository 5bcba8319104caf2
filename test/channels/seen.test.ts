import { describe, expect, it } from 'vitest';
import type { Card, SeenPart } from '../../src/channels/channel.ts';
import { seenInSlack } from '../../src/channels/slack/seen.ts';
import { seenInTeams } from '../../src/channels/teams/seen.ts';
import { nodesOf, samples } from '../cards/shown.ts';

const questionsOf = (parts: SeenPart[]) => parts.flatMap((part) => (part.kind === 'question' ? [part] : []));
const choice = (title: string) => ({ title, value: title.slice(0, 20) });

/** A card that the two platforms do not show alike. */
const CARD: Card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'Un *titre*', style: 'heading' },
    { type: 'TextBlock', text: 'Une note', isSubtle: true },
    {
      type: 'Input.ChoiceSet',
      id: 'a',
      label: 'Lequel ?',
      style: 'expanded',
      choices: [choice('court'), choice('très long '.repeat(10).trim())],
    },
    {
      type: 'Input.ChoiceSet',
      id: 'b',
      label: 'Lesquels ?',
      style: 'expanded',
      isMultiSelect: true,
      choices: Array.from({ length: 11 }, (_, index) => choice(`choix ${index}`)),
    },
    { type: 'Input.Text', id: 'c', label: 'Pourquoi ?', placeholder: 'En un mot' },
    { type: 'ActionSet', actions: [{ type: 'Action.Submit', title: 'Envoyer', data: { v: 'x' } }] },
  ],
};

describe('a card seen on a platform', () => {
  it('in Slack: long choices are cut, and more than ten become a menu', () => {
    const [first, second, third] = questionsOf(seenInSlack(CARD));
    expect(first).toMatchObject({ label: 'Lequel ?', control: 'one' });
    expect(first?.choices[1]).toMatch(/…$/);
    expect(second).toMatchObject({ control: 'menu' });
    expect(third).toMatchObject({ control: 'typed', hint: 'En un mot', choices: [] });
    expect(seenInSlack(CARD)).toContainEqual({ kind: 'title', text: 'Un *titre*' });
  });

  it('in Teams: they are whole, and all can be tapped', () => {
    const [first, second, third] = questionsOf(seenInTeams(CARD));
    expect(first).toMatchObject({ label: 'Lequel ?', control: 'one' });
    expect(first?.choices[1]).toBe('très long '.repeat(10).trim());
    expect(second).toMatchObject({ control: 'several' });
    expect(second?.choices).toHaveLength(11);
    expect(third).toMatchObject({ control: 'typed', hint: 'En un mot' });
  });

  it.each([
    ['slack', seenInSlack],
    ['teams', seenInTeams],
  ] as const)('%s: every card of ours says something, and its buttons are there', (_name, seen) => {
    for (const { name, card } of samples()) {
      const parts = seen(card);
      expect(parts.length, name).toBeGreaterThan(0);
      const sets = nodesOf(card).filter(({ type }) => type === 'ActionSet');
      const titles = sets.flatMap(({ actions }) => (Array.isArray(actions) ? actions : []));
      const shown = parts.flatMap((part) => (part.kind === 'buttons' ? part.titles : []));
      expect(shown.length, name).toBe(titles.length);
    }
  });
});
