import { z } from 'zod';
import type { EmulatedMessage, startEmulatedSlack } from '../platforms/slack-emulated.ts';
import { interactivity, postSigned, press, slash } from '../platforms/slack-signed.ts';
import { until } from './attached.ts';

type Slack = Awaited<ReturnType<typeof startEmulatedSlack>>;
export type SlackPlace = { channel: string; ts: string };
export type SlackPerson = ReturnType<typeof slackPerson>;

const Buttons = z.array(
  z.object({
    type: z.literal('button'),
    action_id: z.string(),
    value: z.string().optional(),
    text: z.object({ text: z.string() }),
  }),
);
const Input = z.object({
  block_id: z.string(),
  element: z.object({ type: z.string(), action_id: z.string() }),
});
const Value = z.looseObject({ v: z.string(), m: z.string().optional() });

/** Every button of a message, with what it carries. */
export function buttonsOf(message: Pick<EmulatedMessage, 'blocks'>) {
  return (message.blocks ?? [])
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => Buttons.parse(elements))
    .flatMap(({ action_id, value, text }) =>
      value ? [{ action_id, value, title: text.text, data: Value.parse(JSON.parse(value)) }] : [],
    );
}

/** The ids of a message's inputs. */
export function inputsOf(message: EmulatedMessage) {
  return (message.blocks ?? []).filter(({ type }) => type === 'input').map((block) => Input.parse(block));
}

/** What Slack sends of an input that was filled, or left empty. */
function filled(type: string, typed: string | null) {
  if (type === 'plain_text_input') return { value: typed };
  if (type === 'datepicker') return { selected_date: typed };
  if (type === 'timepicker') return { selected_time: typed };
  if (type === 'multi_static_select' || type === 'checkboxes')
    return { selected_options: (typed ?? '').split(',').flatMap((value) => (value ? [{ value }] : [])) };
  return { selected_option: typed && { value: typed } };
}

/** Somebody of the emulated workspace, who acts by requests signed as Slack signs them. */
export function slackPerson(slack: Slack, program: () => string, name: string) {
  const user = slack.user(name);
  const events = () => `${program()}/slack/events`;
  let presses = 0;

  async function messages(): Promise<(EmulatedMessage & SlackPlace)[]> {
    const channel = await slack.direct(name);
    return channel ? (await slack.history(channel)).map((item) => ({ ...item, channel })) : [];
  }

  /** The signed body of a tap on the button whose value holds all of `wanted`, with the inputs filled as told. */
  function tapBody(
    message: EmulatedMessage & SlackPlace,
    wanted: Record<string, string>,
    inputs: Record<string, string> = {},
  ): string {
    const button = buttonsOf(message).find(({ data }) =>
      Object.entries(wanted).every(([key, value]) => data[key] === value),
    );
    if (!button) throw new Error(`no button ${JSON.stringify(wanted)}`);
    const values = inputsOf(message).map(({ block_id, element }) => {
      const typed = inputs[element.action_id] ?? null;
      const chosen = filled(element.type, typed);
      return [block_id, { [element.action_id]: { type: element.type, ...chosen } }] as const;
    });
    presses += 1;
    return interactivity(
      press({
        channel: message.channel,
        ts: message.ts,
        user,
        value: button.value,
        actionId: button.action_id,
        actionTs: `1700000000.${String(presses).padStart(6, '0')}`,
        values: Object.fromEntries(values),
      }),
    );
  }

  return {
    user,
    messages,
    tapBody,
    /** Their last message. */
    async last(): Promise<EmulatedMessage & SlackPlace> {
      const [message] = await messages();
      if (!message) throw new Error(`${name} has no message`);
      return message;
    },
    tap: (
      message: EmulatedMessage & SlackPlace,
      wanted: Record<string, string>,
      inputs?: Record<string, string>,
    ) => postSigned(events(), tapBody(message, wanted, inputs)),
    /** The message once it has been changed in its place. */
    changed: ({ channel, ts, blocks }: EmulatedMessage & SlackPlace) =>
      until(async () => {
        const now = (await slack.history(channel)).find((item) => item.ts === ts);
        const isChanged = now?.edited !== undefined && JSON.stringify(now.blocks) !== JSON.stringify(blocks);
        return isChanged && { ...now, channel };
      }),
    /** Types a slash command, in a channel or in their private chat; the answer is in the acknowledgement. */
    async command(line: string, channel = 'D000000000') {
      const [command = '', ...words] = line.split(' ');
      presses += 1;
      const body = slash(command, words.join(' '), {
        user_id: user,
        channel_id: channel,
        trigger_id: `${user}.${presses}`,
      });
      const response = await postSigned(events(), body);
      const text = await response.text();
      return { status: response.status, answer: Answer.parse(text === '' ? {} : JSON.parse(text)) };
    },
  };
}

const Answer = z.object({
  response_type: z.string().optional(),
  text: z.string().optional(),
  blocks: z.array(z.looseObject({ type: z.string() })).optional(),
});
