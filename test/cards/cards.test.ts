import * as AdaptiveCards from 'adaptivecards';
import { expect, it } from 'vitest';
import type { Card } from '../../src/channels/channel.ts';
import { compose } from '../../src/channels/slack/blocks.ts';
import { teamsCard } from '../../src/channels/teams/card.ts';
import { chartsOf } from '../../src/charts/find.ts';
import { blockKitProblems } from '../platforms/block-kit.ts';
import { nodesOf, type Shown, samples, wholeWave } from './shown.ts';

/** What Teams takes of a card. Source: « Format your bot messages », Microsoft Teams documentation. */
const TEAMS_BYTES = 80 * 1024;

/** A card as a client without native charts has it. */
function withoutCharts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCharts);
  if (typeof value !== 'object' || value === null) return value;
  if ('type' in value && String(value.type).startsWith('Chart.')) {
    return 'fallback' in value ? withoutCharts(value.fallback) : { type: 'TextBlock', text: 'no fallback' };
  }
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withoutCharts(child)]));
}

/** What the official renderer finds wrong: while it reads the card, then in the values it read. */
function complaints(card: unknown): string[] {
  const context = new AdaptiveCards.SerializationContext();
  const adaptive = new AdaptiveCards.AdaptiveCard();
  adaptive.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const { validationEvents } = adaptive.validateProperties();
  return [...events, ...validationEvents.map(({ message }) => message)];
}

function inspect({ name, text, card }: Shown): void {
  const written = JSON.stringify(card);
  expect(written, name).not.toContain('${');
  expect(written, name).not.toMatch(/undefined|\[object|NaN|"text":(null|"")|"title":(null|"")|:null[,}]/);
  expect(text.trim(), name).not.toBe('');
  expect(complaints(withoutCharts(card)), name).toEqual([]);
  expect(complaints(withoutCharts(teamsCard(card, text, []))), name).toEqual([]);
  expect(Buffer.byteLength(JSON.stringify(teamsCard(card, text, []))), name).toBeLessThan(TEAMS_BYTES);
  const charts = chartsOf(card);
  for (const chart of charts) expect(chart.fallback, name).toMatchObject({ type: expect.any(String) });
  const message = { id: 'an-outbox-id', text, card, images: [] };
  const pictures = charts.map((_chart, index) => ({ fileId: `F0123456${index}`, alt: 'Un graphique' }));
  for (const drawn of [compose(message), compose(message, pictures)])
    expect(blockKitProblems(drawn.blocks), name).toEqual([]);
  inspectInputs(name, card);
}

/** What a screen reader needs of an input, and a phone of a button. */
function inspectInputs(name: string, card: Card): void {
  const nodes = nodesOf(card);
  const inputs = nodes.filter(({ type }) => String(type).startsWith('Input.'));
  for (const input of inputs) expect(input.label, `${name} ${input.id}`).toEqual(expect.stringMatching(/\S/));
  expect(new Set(inputs.map(({ id }) => id)).size, name).toBe(inputs.length);
  for (const set of nodes.filter(({ type }) => type === 'ActionSet')) {
    expect(
      Array.isArray(set.actions) ? set.actions.length : 0,
      `${name}: Teams shows six buttons a row`,
    ).toBeLessThanOrEqual(6);
  }
}

it('every template has a sample beside it, and the card it makes is right in all channels', () => {
  const cards = samples();
  expect(cards.length).toBeGreaterThanOrEqual(7);
  for (const card of cards) inspect(card);
});

it('every card of a whole wave is right in all channels', async () => {
  const cards = await wholeWave();
  const texts = cards.map(({ name }) => name).join('\n');
  for (const seen of ['J+15', 'J+30', 'J+90', 'rendez-vous de la semaine 3', 'Café IA', 'mémento', 'état']) {
    expect(`${texts} ${JSON.stringify(cards)}`, seen).toContain(seen);
  }
  for (const card of cards) inspect(card);
});
