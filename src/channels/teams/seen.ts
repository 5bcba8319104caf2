import { z } from 'zod';
import type { Card, SeenPart } from '../channel.ts';
import { teamsCard } from './card.ts';

const word = z.string().catch('');
const list = z.array(z.unknown()).catch([]);
const titled = z.looseObject({ title: word }).transform(({ title }) => title);
const titles = z.array(titled).catch([]);
const runs = z
  .array(z.union([z.looseObject({ text: word }).transform(({ text }) => text), z.string()]))
  .catch([]);

/** What is read of an element; a list that is not there is empty. */
const elementSchema = z.looseObject({
  type: word,
  text: word,
  style: word,
  label: word,
  placeholder: word,
  isMultiSelect: z.boolean().catch(false),
  isSubtle: z.boolean().catch(false),
  inlines: runs,
  items: list,
  columns: list,
  choices: titles,
  actions: titles,
  facts: z.array(z.looseObject({ title: word, value: word })).catch([]),
});
type Element = z.infer<typeof elementSchema>;

/** A card as it reads in Teams: what our preparing of it leaves, look-alikes of Markdown signs included. */
export function seenInTeams(card: Card): SeenPart[] {
  const { body, actions } = elementSchema.extend({ body: list }).parse(teamsCard(card, '', []));
  const parts = body.flatMap(seen);
  return actions.length > 0 ? [...parts, { kind: 'buttons', titles: actions }] : parts;
}

function seen(value: unknown): SeenPart[] {
  const element = elementSchema.parse(value);
  switch (element.type) {
    case 'TextBlock':
      return paragraph(element, element.text);
    case 'RichTextBlock':
      return paragraph(element, element.inlines.join(''));
    case 'FactSet':
      return element.facts.map(({ title, value }) => ({ kind: 'text', text: `${title}\u00a0: ${value}` }));
    case 'ActionSet':
      return [{ kind: 'buttons', titles: element.actions }];
    case 'Input.ChoiceSet':
    case 'Input.Text':
      return [question(element)];
    default:
      return [...element.items, ...element.columns].flatMap(seen);
  }
}

function paragraph({ style, isSubtle }: Element, text: string): SeenPart[] {
  if (text.trim() === '') return [];
  if (style === 'heading') return [{ kind: 'title', text }];
  return [{ kind: isSubtle ? 'note' : 'text', text }];
}

function question({ type, style, label, choices, placeholder, isMultiSelect }: Element): SeenPart {
  const tapped = isMultiSelect ? 'several' : 'one';
  const control = type === 'Input.Text' ? 'typed' : style === 'expanded' ? tapped : 'menu';
  return { kind: 'question', label, control, choices, hint: placeholder };
}
