import { z } from 'zod';
import type { Accepted } from '../platforms/limited/ledger.ts';
import { interactivity, press, signatureOf } from '../platforms/slack-signed.ts';
import { buttonsOf, inputsOf } from '../support/slack-person.ts';
import { actionsOf } from '../support/teams-person.ts';
import type { House } from './house.ts';
import { activityOf } from './people.ts';

/** The question that is tapped, the first of the survey, and what it offers. */
export const QUESTION = 'usage';
export const CHOICES = ['jamais', 'essaye', 'parfois', 'semaine', 'jour'];

const teamsBody = z.object({
  attachments: z.array(z.object({ content: z.looseObject({ version: z.string() }) })),
});
const slackBody = z.object({ blocks: z.array(z.looseObject({ type: z.string() })) });

/** What a person's client sends when they tap an answer on a card, as the platform passes it on. */
export type Tap = { url: string; headers: Record<string, string>; body: string };

/** Who got a message. */
export function readerOf({ name }: Pick<House, 'name'>, { conversation }: Accepted): string {
  return name === 'teams' ? conversation.slice('a:'.length) : `p${Number(conversation.slice(1))}`;
}

/** The tap of `choice` on the card as it was sent; `id` is the event's own. */
export function tapOf(house: House, message: Accepted, choice: string, id: string): Tap {
  return house.name === 'teams' ? teamsTap(house, message, choice, id) : slackTap(house, message, choice, id);
}

function teamsTap(house: House, message: Accepted, choice: string, id: string): Tap {
  const [data] = actionsOf({ id: message.id, ...teamsBody.parse(message.body) }).filter(
    ({ v }) => v === 'survey.answer',
  );
  const activity = activityOf(house, readerOf(house, message), {
    id,
    replyToId: message.id,
    value: { [`q_${QUESTION}`]: choice, ...data },
  });
  return {
    url: `${house.url()}/api/messages`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  };
}

function slackTap(house: House, message: Accepted, choice: string, id: string): Tap {
  const card = slackBody.parse(message.body);
  const button = buttonsOf(card).find(({ data }) => data.v === 'survey.answer');
  const inputs = inputsOf({ ts: message.id, text: '', user: '', ...card });
  const values = inputs.map(({ block_id, element }) => [
    block_id,
    { [element.action_id]: { type: element.type, selected_option: { value: choice } } },
  ]);
  const body = interactivity(
    press({
      channel: message.conversation,
      ts: message.id,
      user: message.conversation.replace('D', 'U'),
      value: button?.value ?? '',
      actionId: button?.action_id ?? '',
      actionTs: id,
      values: Object.fromEntries(values),
      responseUrl: `${house.platform.url}/respond/${message.id}_${id}`,
    }),
  );
  return {
    url: `${house.url()}/slack/events`,
    headers: signatureOf(body, Math.floor(house.now() / 1000)),
    body,
  };
}

/** The status of the answer; null when there was none: the program is down, or just went. */
export async function post({ url, headers, body }: Tap, more: Record<string, string> = {}) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, ...more },
      body,
      signal: AbortSignal.timeout(15_000),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}
