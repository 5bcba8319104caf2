import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Card } from '../../channels/channel.ts';
import { Refusal } from '../../domain/errors.ts';
import { renderCard, templateNames } from '../../engine/render.ts';
import { imagesOf } from './messages.ts';
import { type BlockView, type ImageView, slackBlocks } from './slack-view.ts';

/** A card template with its sample, as Teams has it (`card`) and as Slack does (`blocks`, null: refused there). */
export type CardView = {
  name: string;
  /** The card in a line: what notifications and screen readers say. */
  summary: string;
  card: Card;
  blocks: BlockView[] | null;
  images: ImageView[];
};

const FOLDER = new URL('../../../cards/', import.meta.url);

/** Every card of the programme, filled with the sample beside it. */
export function listCards(): Promise<CardView[]> {
  return Promise.all(
    templateNames().map(async (name) => {
      const { text, card } = await sampleCard(name);
      const images = imagesOf(card, `/sandbox/cards/${encodeURIComponent(name)}`);
      return { name, summary: text, card, blocks: slackBlocks(card, images), images };
    }),
  );
}

/** Read at each call: a designer who changes a sample sees it at once. */
export async function sampleCard(name: string): Promise<{ text: string; card: Card }> {
  if (!templateNames().includes(name)) throw new Refusal('unknown_card');
  const sample = JSON.parse(await readFile(new URL(`${name}.sample.json`, FOLDER), 'utf8'));
  const { text, card } = renderCard(name, z.record(z.string(), z.unknown()).parse(sample), null);
  if (!card) throw new Refusal('unknown_card');
  return { text, card };
}
