import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Card } from '../../channels/channel.ts';
import { Refusal } from '../../domain/errors.ts';
import { renderCard, templateNames } from '../../engine/render.ts';
import { imagesOf } from './messages.ts';
import { type BlockView, type ImageView, slackBlocks } from './slack-view.ts';

/**
 * A card template with one of its samples, as Teams has it (`card`) and as Slack does (`blocks`, null: refused there).
 * `name`: `weekly` with its first sample, `weekly.answered` with another.
 */
export type CardView = {
  name: string;
  template: string;
  /** The card in a line: what notifications and screen readers say. */
  summary: string;
  card: Card;
  blocks: BlockView[] | null;
  images: ImageView[];
};

const FOLDER = new URL('../../../cards/', import.meta.url);
const SAMPLE = '.sample.json';

/** Every card of the programme, filled with each of the samples beside it: one a role, or a state. */
export function listCards(): Promise<CardView[]> {
  return Promise.all(
    sampleNames().map(async (name) => {
      const { template, text, card } = await sampleCard(name);
      const images = imagesOf(card, `/sandbox/cards/${encodeURIComponent(name)}`);
      return { name, template, summary: text, card, blocks: slackBlocks(card, images), images };
    }),
  );
}

/** The samples, each template's own first. */
export function sampleNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(SAMPLE))
    .map((file) => file.slice(0, -SAMPLE.length))
    .sort();
}

/** Read at each call: a designer who changes a sample sees it at once. */
export async function sampleCard(name: string): Promise<{ template: string; text: string; card: Card }> {
  const [template = ''] = name.split('.');
  if (!sampleNames().includes(name) || !templateNames().includes(template)) throw new Refusal('unknown_card');
  const sample = JSON.parse(await readFile(new URL(name + SAMPLE, FOLDER), 'utf8'));
  const { text, card } = renderCard(template, z.record(z.string(), z.unknown()).parse(sample), null);
  if (!card) throw new Refusal('unknown_card');
  return { template, text, card };
}
