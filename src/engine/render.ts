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

/** Compiles the templates now: otherwise the first card waits for it. */
export function prepareCards(): void {
  templates();
}

/**
 * Templates are compiled once: five times faster than compiling at each use. With the first card or once the service
 * is ready, not before: their language takes longer to load than the service takes to be ready.
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
 * Fills a card: `${t.*}` are its words, the rest its data. Card texts hold no markup: channels show them literally.
 * Messages with the same data share the card, frozen: the channel gives its buttons the id of the message.
 */
export function renderCard(template: string, data: CardData, outboxId: string | null): Outgoing {
  return { id: outboxId, ...filled(JSON.stringify({ template, data })), images: [] };
}

/** Cards remembered: those of a mailing, and of those who answer it, are a few that go to hundreds. */
const MOST = 100;

/** Filling a card takes longer than all the rest of sending it. */
const filled = oncePerText((asked): Pick<Outgoing, 'text' | 'card'> => {
  const { template, data }: { template: string; data: CardData } = JSON.parse(asked);
  const found = templates().get(template);
  if (!found) throw new Error(`no card named ${template}`);
  const t = cardTexts(template, plainValues(data));
  const card: Card = JSON.parse(JSON.stringify(found.expand({ $root: { ...data, t } })));
  return { text: t.summary ?? '', card: frozen(card) };
}, MOST);

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

function plainValues(data: CardData): TextValues {
  const values: TextValues = {};
  for (const [key, value] of Object.entries(data)) {
    if (typeof value === 'string' || typeof value === 'number') values[key] = value;
    else if (typeof value === 'boolean') values[key] = String(value);
  }
  return values;
}
