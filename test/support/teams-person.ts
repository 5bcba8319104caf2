import { expect, vi } from 'vitest';
import { z } from 'zod';
import { personalActivity, type TeamsConnector } from '../platforms/teams.ts';

/** How long somebody looks at a chat where nothing comes. */
const PATIENCE = { timeout: 3000, interval: 5 };

const Node = z.looseObject({ type: z.string() });
const Action = z.object({
  type: z.string(),
  title: z.string().optional(),
  data: z.looseObject({ v: z.string(), m: z.string().optional() }).optional(),
});
const Sent = z.object({
  text: z.string().optional(),
  summary: z.string().optional(),
  attachments: z.array(z.object({ content: z.looseObject({ version: z.string() }) })).optional(),
  channelData: z.object({ percolateurId: z.string().optional() }).optional(),
});

/** A message as Teams got it: `id` is the one it gave. */
export type TeamsMessage = z.infer<typeof Sent> & { id: string };
export type TeamsPerson = ReturnType<typeof teamsPerson>;

/** The card of a message. */
export function cardOf(message: TeamsMessage) {
  const [attachment] = message.attachments ?? [];
  if (!attachment) throw new Error(`no card: ${message.text}`);
  return attachment.content;
}

/** Every element of these types in a card, at any depth. */
export function elementsOf(node: unknown, type: RegExp): z.infer<typeof Node>[] {
  if (Array.isArray(node)) return node.flatMap((item) => elementsOf(item, type));
  if (typeof node !== 'object' || node === null) return [];
  const own = Node.safeParse(node).data;
  const inner = Object.entries(node).flatMap(([key, value]) =>
    key === 'data' ? [] : elementsOf(value, type),
  );
  return own && type.test(own.type) ? [own, ...inner] : inner;
}

/** What the buttons of a message carry. */
export function actionsOf(message: TeamsMessage) {
  return elementsOf(cardOf(message), /^Action\.Submit$/).flatMap((action) => Action.parse(action).data ?? []);
}

/** The messages of a conversation as they stand, in their order. */
export function conversation(connector: TeamsConnector, id: string): TeamsMessage[] {
  const messages = new Map<string, TeamsMessage>();
  for (const call of connector.calls) {
    if (call.conversationId !== id) continue;
    if (call.kind === 'send' && call.given)
      messages.set(call.given, { ...Sent.parse(call.body), id: call.given });
    if (call.kind === 'update' && call.given && messages.has(call.given)) {
      messages.set(call.given, { ...Sent.parse(call.body), id: call.given });
    }
  }
  return [...messages.values()];
}

/** Somebody in Teams, whose client posts activities as Teams does. */
export function teamsPerson(connector: TeamsConnector, program: () => string, name: string) {
  const chat = `a:${name}`;
  const from = { id: `29:${name}`, name, aadObjectId: `aad-${name}` };
  let count = 0;

  function activity(extra: Record<string, unknown>) {
    count += 1;
    const id = `${name}-${count}`;
    const here = { id: chat, conversationType: 'personal', tenantId: 'tenant-1' };
    return personalActivity({ serviceUrl: connector.url }, { id, from, conversation: here, ...extra });
  }

  const post = (body: unknown) =>
    fetch(`${program()}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  return {
    chat,
    activity,
    post,
    messages: () => conversation(connector, chat),
    /** Their last message. */
    last(): TeamsMessage {
      const message = conversation(connector, chat).at(-1);
      if (!message) throw new Error(`${name} has no message`);
      return message;
    },
    /** The application is added: Teams tells it twice, as two kinds of events. */
    async install() {
      const added = [{ id: '28:bot' }, from];
      return Promise.all([
        post(activity({ type: 'installationUpdate', action: 'add' })),
        post(activity({ type: 'conversationUpdate', membersAdded: added })),
      ]);
    },
    uninstall: () => post(activity({ type: 'installationUpdate', action: 'remove' })),
    say: (text: string, extra: Record<string, unknown> = {}) => post(activity({ text, ...extra })),
    /** The activity of a tap on the button that carries all of `wanted`, with what the inputs hold. */
    tapOf(message: TeamsMessage, wanted: Record<string, string>, inputs: Record<string, string> = {}) {
      const data = actionsOf(message).find((each) =>
        Object.entries(wanted).every(([key, value]) => each[key] === value),
      );
      if (!data) throw new Error(`no button ${JSON.stringify(wanted)}`);
      return activity({ text: undefined, value: { ...inputs, ...data }, replyToId: message.id });
    },
    tap(message: TeamsMessage, wanted: Record<string, string>, inputs?: Record<string, string>) {
      return this.postShown(this.tapOf(message, wanted, inputs));
    },
    /** Posts what something is shown for, and looks at the chat until it is: that may come after the answer. */
    async postShown(body: unknown) {
      const shown = () =>
        connector.calls.filter(({ conversationId, given }) => conversationId === chat && given).length;
      const before = shown();
      const response = await post(body);
      await vi.waitFor(() => expect(shown()).toBeGreaterThan(before), PATIENCE).catch(() => {});
      return response;
    },
  };
}
