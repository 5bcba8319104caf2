import { readdirSync, readFileSync } from 'node:fs';
import * as ACData from 'adaptivecards-templating';
import type { Card, Outgoing } from '../channels/channel.ts';
import type { CardData } from './instrument.ts';
import { cardTexts, type TextValues } from './texts.ts';

const FOLDER = new URL('../../cards/', import.meta.url);

/** Templates are compiled once: five times faster than compiling at each use. */
const templates = new Map(
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.sample.json'))
    .map((name) => [name.slice(0, -'.json'.length), new ACData.Template(readTemplate(name))] as const),
);

export function templateNames(): string[] {
  return [...templates.keys()].sort();
}

function readTemplate(name: string): object {
  return JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
}

/**
 * Fills a card: `${t.*}` are its words, the rest its data. Every button gets the id of its message, so that an
 * answer finds what it answers. Card texts hold no markup: channels show them literally.
 */
export function renderCard(template: string, data: CardData, outboxId: string | null): Outgoing {
  const compiled = templates.get(template);
  if (!compiled) throw new Error(`no card named ${template}`);
  const t = cardTexts(template, plainValues(data));
  const card: Card = compiled.expand({ $root: { ...data, t } });
  if (outboxId) markActions(card, outboxId);
  return { id: outboxId, text: t.summary ?? '', card, images: [] };
}

function plainValues(data: CardData): TextValues {
  const values: TextValues = {};
  for (const [key, value] of Object.entries(data)) {
    if (typeof value === 'string' || typeof value === 'number') values[key] = value;
    else if (typeof value === 'boolean') values[key] = String(value);
  }
  return values;
}

/** Puts the message's id beside the verb of every action, wherever it is in the card. */
function markActions(node: unknown, outboxId: string): void {
  if (Array.isArray(node)) {
    for (const child of node) markActions(child, outboxId);
  } else if (node !== null && typeof node === 'object') {
    for (const [key, child] of Object.entries(node)) {
      if (key === 'data' && child !== null && typeof child === 'object' && 'v' in child) {
        Object.assign(child, { m: outboxId });
      } else markActions(child, outboxId);
    }
  }
}
