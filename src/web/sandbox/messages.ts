import type { Card, CardAction, Outgoing } from '../../channels/channel.ts';
import { markedCard } from '../../channels/marked.ts';
import { chartAlt } from '../../charts/alt.ts';
import { chartsOf } from '../../charts/find.ts';
import { localMinute } from '../../domain/calendar.ts';
import type { Engine } from '../../engine/engine.ts';
import { addSandboxMessage, replaceSandboxMessage, type SandboxMessage } from '../../store/sandbox.ts';
import { type BlockView, type ImageView, slackBlocks } from './slack-view.ts';

/** A button as the HTTP surface shows it, with the inputs it takes along. */
export type ActionView = {
  title: string;
  verb: string;
  data: Record<string, unknown>;
  inputs: { id: string; type: string; choices: { title: string; value: string }[] }[];
};

export type MessageView = {
  id: string;
  at: string;
  from: 'bot' | 'person';
  text: string;
  card: Card | null;
  images: ImageView[];
  actions: ActionView[];
  /** The same in Slack, when asked for; null: no card, or one that Slack would refuse. */
  blocks?: BlockView[] | null;
};

export type Rendering = 'teams' | 'slack';

/** Appends a message to a chat, at the sandbox's time. */
export async function keepMessage(
  engine: Engine,
  recipient: string,
  message: Pick<Outgoing, 'id' | 'text' | 'card'>,
  id: string,
  sender: 'bot' | 'person',
): Promise<void> {
  await engine.inTurn((turn) =>
    addSandboxMessage(turn.tx, {
      id,
      recipient,
      at: localMinute(turn.calendar, turn.now),
      sender,
      text: message.text,
      card: message.card ? JSON.stringify(markedCard(message)) : null,
    }),
  );
}

export async function replaceMessage(engine: Engine, id: string, message: Outgoing): Promise<void> {
  const card = message.card ? JSON.stringify(markedCard(message)) : null;
  await engine.inTurn((turn) => replaceSandboxMessage(turn.tx, id, message.text, card));
}

/** A message as the HTTP surface shows it. */
export function viewOf(row: SandboxMessage, rendering: Rendering = 'teams'): MessageView {
  const card = cardOf(row);
  const images = card ? imagesOf(card, `/sandbox/messages/${encodeURIComponent(row.id)}`) : [];
  return {
    id: row.id,
    at: row.at,
    from: row.sender,
    text: row.text,
    card,
    images,
    actions: card ? actionsOf(card).map(({ about, ...action }) => action) : [],
    ...(rendering === 'slack' ? { blocks: card ? slackBlocks(card, images) : null } : {}),
  };
}

/** Where the pictures of a card's charts are, in their order; `base` is the address of what holds the card. */
export function imagesOf(card: Card, base: string): ImageView[] {
  return chartsOf(card).map((chart, index) => ({
    url: `${base}/charts/${index}.png`,
    alt: chartAlt(chart),
  }));
}

export function cardOf(row: SandboxMessage): Card | null {
  if (row.card === null) return null;
  const card: Card = JSON.parse(row.card);
  return card;
}

/** Every submit button of a card, with the inputs it sends along, and the outbox id it carries when it has one. */
export function actionsOf(card: Card): (ActionView & { about: string | null })[] {
  const inputs: ActionView['inputs'] = [];
  const actions: CardAction[] = [];
  visit(card);
  return actions.flatMap((action) => {
    if (action.type !== 'Action.Submit' || !action.data) return [];
    const { v, m, ...data } = action.data;
    const own = action.associatedInputs === 'none' ? [] : inputs;
    return [{ title: action.title ?? '', verb: v, data, about: m ?? null, inputs: own }];
  });

  function visit(node: unknown): void {
    if (Array.isArray(node)) {
      for (const child of node) visit(child);
    } else if (isTyped(node)) {
      if (node.type.startsWith('Input.')) inputs.push(inputOf(node));
      if (node.type.startsWith('Action.')) actions.push(node);
      for (const child of Object.values(node)) visit(child);
    } else if (node !== null && typeof node === 'object') {
      for (const child of Object.values(node)) visit(child);
    }
  }
}

function inputOf(node: { type: string; id?: unknown; choices?: unknown }): ActionView['inputs'][number] {
  const choices = Array.isArray(node.choices) ? node.choices : [];
  return {
    id: String(node.id ?? ''),
    type: node.type,
    choices: choices.map((choice) => ({ title: String(choice.title), value: String(choice.value) })),
  };
}

function isTyped(node: unknown): node is CardAction {
  return node !== null && typeof node === 'object' && 'type' in node && typeof node.type === 'string';
}
