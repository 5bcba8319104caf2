import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Template } from 'adaptivecards-templating';
import type { Card, Outgoing } from '../channels/channel.ts';
import { oncePerText } from '../domain/once.ts';
import type { CardData } from './instrument.ts';
import { cardTexts, type TextValues } from './texts.ts';

const FOLDER = new URL('../../cards/', import.meta.url);

const require = createRequire(import.meta.url);

let compiled: ReadonlyMap<string, Template> | null = null;

/**
 * Templates are compiled once: five times faster than compiling at each use. With the first card, not before: their
 * language takes longer to load than the service takes to be ready.
 */
function templates(): ReadonlyMap<string, Template> {
  if (compiled) return compiled;
  const { Template }: typeof import('adaptivecards-templating') = require('adaptivecards-templating');
  compiled = new Map(templateNames().map((name) => [name, new Template(readTemplate(name))]));
  return compiled;
}

export function templateNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.sample.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

function readTemplate(name: string): object {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
}

/**
 * Fills a card: `${t.*}` are its words, the rest its data. Every button gets the id of its message, so that an
 * answer finds what it answers. Card texts hold no markup: channels show them literally.
 */
export function renderCard(template: string, data: CardData, outboxId: string | null): Outgoing {
  const { text, card }: { text: string; card: Card } = JSON.parse(filled(JSON.stringify({ template, data })));
  if (outboxId) markActions(card, outboxId);
  return { id: outboxId, text, card, images: [] };
}

/** Cards remembered: those of a mailing, and of those who answer it, are a few that go to hundreds. */
const MOST = 100;

/** From and to JSON: filling a card takes twenty times as long as reading it. */
const filled = oncePerText((asked): string => {
  const { template, data }: { template: string; data: CardData } = JSON.parse(asked);
  const found = templates().get(template);
  if (!found) throw new Error(`no card named ${template}`);
  const t = cardTexts(template, plainValues(data));
  return JSON.stringify({ text: t.summary ?? '', card: found.expand({ $root: { ...data, t } }) });
}, MOST);

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
