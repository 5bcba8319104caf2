import type { Card, CardData } from '../channels/channel.ts';

/** A field that goes with a button. `choices` are the values that can be picked; empty for a free field. */
export type OfferInput = {
  id: string;
  kind: 'choice' | 'text' | 'number' | 'toggle' | 'date' | 'time';
  choices: string[];
  multiple: boolean;
  required: boolean;
};

/** Something a card lets its reader do: what its button carries, and the fields that go with it. */
export type Offer = { verb: string; data: CardData; inputs: OfferInput[] };

const KINDS: Readonly<Record<string, OfferInput['kind']>> = {
  'Input.ChoiceSet': 'choice',
  'Input.Text': 'text',
  'Input.Number': 'number',
  'Input.Toggle': 'toggle',
  'Input.Date': 'date',
  'Input.Time': 'time',
};

type Node = Readonly<Record<string, unknown>>;

/** Everything a person can do with a card, in reading order. A folded card takes the fields around it along. */
export function offersOf(card: Card): Offer[] {
  return read(card, []);
}

function read(card: Node, around: readonly OfferInput[]): Offer[] {
  const inputs = [...around];
  const actions: Node[] = [];
  const folded: Node[] = [];
  visit(card.body);
  visit(card.actions);
  const offers = actions.flatMap((action) => {
    const data = action.data;
    if (!isCardData(data)) return [];
    return [{ verb: data.v, data, inputs: action.associatedInputs === 'none' ? [] : inputs }];
  });
  return [...offers, ...folded.flatMap((inner) => read(inner, inputs))];

  function visit(node: unknown): void {
    if (Array.isArray(node)) {
      for (const child of node) visit(child);
    } else if (isNode(node)) {
      const kind = typeof node.type === 'string' ? KINDS[node.type] : undefined;
      if (kind && typeof node.id === 'string') inputs.push(input(node.id, kind, node));
      else if (node.type === 'Action.Submit' || node.type === 'Action.Execute') actions.push(node);
      else if (node.type === 'Action.ShowCard' && isNode(node.card)) folded.push(node.card);
      else for (const child of Object.values(node)) visit(child);
    }
  }
}

function input(id: string, kind: OfferInput['kind'], node: Node): OfferInput {
  const choices = Array.isArray(node.choices) ? node.choices.filter(isNode) : [];
  return {
    id,
    kind,
    choices: choices.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
    multiple: node.isMultiSelect === true,
    required: node.isRequired === true,
  };
}

function isNode(value: unknown): value is Node {
  return value !== null && typeof value === 'object';
}

function isCardData(value: unknown): value is CardData {
  return isNode(value) && typeof value.v === 'string';
}
