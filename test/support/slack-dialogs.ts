import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { BOT_TOKEN, type EmulatedMessage, type startEmulatedSlack } from '../platforms/slack-emulated.ts';
import { interactivity, postSigned, slash } from '../platforms/slack-signed.ts';
import { type SlackPlace, slackPerson } from './slack-person.ts';

type Slack = Awaited<ReturnType<typeof startEmulatedSlack>>;

const Text = z.object({ text: z.string() });
const View = z.looseObject({
  title: Text,
  submit: Text,
  private_metadata: z.string(),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })),
});
const Opened = View.extend({ id: z.string(), hash: z.string() });
export type Dialog = z.infer<typeof Opened>;

const Answer = z.object({
  response_action: z.string().optional(),
  errors: z.record(z.string(), z.string()).optional(),
  view: View.optional(),
});
const Input = z.object({
  block_id: z.string(),
  optional: z.boolean(),
  element: z.looseObject({ type: z.string(), action_id: z.string() }),
});

/** Stands before the emulator, which keeps dialogs to itself, and notes those that were opened. */
export async function watchDialogs(slack: Slack) {
  const dialogs: Dialog[] = [];
  const waiting: ((dialog: Dialog) => void)[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const method = (request.url ?? '').replace(/^\/api\//, '');
    const answer = await fetch(`${slack.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization, 'content-type': type },
      body: Buffer.concat(chunks),
    });
    const text = await answer.text();
    const opened = method === 'views.open' && z.object({ view: Opened }).safeParse(JSON.parse(text)).data;
    if (opened) {
      dialogs.push(opened.view);
      waiting.shift()?.(opened.view);
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    dialogs,
    /** Resolves with the next dialog that opens. */
    next: () => new Promise<Dialog>((resolve) => waiting.push(resolve)),
    /** What comes with a click or a command of somebody: opens one dialog, within three seconds. */
    async trigger(user: string): Promise<string> {
      const answer = await fetch(`${slack.apiUrl}views.generateTriggerId`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${BOT_TOKEN}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ user_id: user }),
      });
      return z.object({ trigger_id: z.string() }).parse(await answer.json()).trigger_id;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
export type Dialogs = Awaited<ReturnType<typeof watchDialogs>>;

/** The inputs of a dialog, by their card's id. */
export function fieldsOf({ blocks }: Pick<Dialog, 'blocks'>) {
  return blocks.filter(({ type }) => type === 'input').map((block) => Input.parse(block));
}

/** Somebody whose client has dialogs. Every command, tap and submit is counted. */
export function dialogPerson(slack: Slack, dialogs: Dialogs, program: () => string, name: string) {
  const person = slackPerson(slack, program, name);
  const events = () => `${program()}/slack/events`;
  let interactions = 0;

  async function opened(act: () => Promise<unknown>): Promise<Dialog> {
    const dialog = dialogs.next();
    await act();
    return dialog;
  }

  return {
    ...person,
    interactions: () => interactions,
    /** Types a command that opens a dialog. */
    async command(line: string): Promise<Dialog> {
      interactions += 1;
      const [command = '', ...words] = line.split(' ');
      const more = {
        user_id: person.user,
        channel_id: 'D000000000',
        trigger_id: await dialogs.trigger(person.user),
      };
      return opened(() => postSigned(events(), slash(command, words.join(' '), more)));
    },
    async tap(message: EmulatedMessage & SlackPlace, wanted: Record<string, string>, inputs = {}) {
      interactions += 1;
      return person.tap(message, wanted, inputs);
    },
    /** A tap that opens a dialog. */
    async tapForm(
      message: EmulatedMessage & SlackPlace,
      wanted: Record<string, string>,
      inputs: Record<string, string> = {},
    ): Promise<Dialog> {
      interactions += 1;
      const body = new URLSearchParams(person.tapBody(message, wanted, inputs)).get('payload') ?? '';
      const trigger_id = await dialogs.trigger(person.user);
      return opened(() => postSigned(events(), interactivity({ ...JSON.parse(body), trigger_id })));
    },
    /** Sends a dialog, its inputs filled as told or as they were; what Slack is told to do with it. */
    async submit(dialog: Dialog, typed: Record<string, string>): Promise<z.infer<typeof Answer>> {
      interactions += 1;
      const body = submission(dialog, typed, person.user, await dialogs.trigger(person.user));
      const response = await postSigned(events(), interactivity(body));
      const text = await response.text();
      return Answer.parse(text === '' ? {} : JSON.parse(text));
    },
  };
}

/** A dialog as `views.open` was asked for it. */
export function readView(view: unknown): z.infer<typeof View> {
  return View.parse(view);
}

/** The next form in the same dialog. */
export function nextOf(dialog: Dialog, answer: z.infer<typeof Answer>): Dialog {
  if (!answer.view) throw new Error(`no next form: ${JSON.stringify(answer)}`);
  return { ...answer.view, id: dialog.id, hash: `${dialog.hash}+` };
}

/** A `view_submission` payload with the fields Slack sends. */
export function submission(dialog: Dialog, typed: Record<string, string>, user: string, trigger: string) {
  const values = fieldsOf(dialog).map(({ block_id, element }) => {
    const value = typed[element.action_id] ?? initialOf(element);
    return [block_id, { [element.action_id]: { type: element.type, ...stateOf(element.type, value) } }];
  });
  return {
    type: 'view_submission',
    team: { id: 'T000000001', domain: 'exemple' },
    user: { id: user, username: 'x', name: 'x', team_id: 'T000000001' },
    api_app_id: 'A000000001',
    token: 'legacy',
    trigger_id: trigger,
    view: { ...dialog, state: { values: Object.fromEntries(values) } },
    response_urls: [],
  };
}

function initialOf(element: Record<string, unknown>): string | null {
  const option = z.object({ value: z.string() }).safeParse(element.initial_option).data;
  const typed = element.initial_value ?? element.initial_date ?? option?.value;
  return typeof typed === 'string' ? typed : null;
}

function stateOf(type: string, value: string | null) {
  if (type === 'plain_text_input') return { value };
  if (type === 'datepicker') return { selected_date: value };
  return { selected_option: value === null ? null : { value } };
}
