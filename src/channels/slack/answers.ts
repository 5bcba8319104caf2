import { z } from 'zod';
import type { CardData } from '../channel.ts';
import { ALONE } from './buttons.ts';
import type { Press, Submission } from './payload.ts';

const Value = z.looseObject({ v: z.string().min(1), m: z.string().optional() });

const Option = z.object({ value: z.string() });
const Field = z.object({
  value: z.string().nullish(),
  selected_option: Option.nullish(),
  selected_options: z.array(Option).optional(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
});

/**
 * What a pressed button carries, with the message's inputs under their Adaptive ids; the button has the last word.
 * Null when the button is not ours to answer (a link, a foreign value).
 */
export function answersOf({ actions, state }: Press): CardData | null {
  const [action] = actions;
  if (!action || typeof action.value !== 'string') return null;
  let value: unknown;
  try {
    value = JSON.parse(action.value);
  } catch {
    return null;
  }
  const carried = Value.safeParse(value).data;
  if (!carried) return null;
  const inputs = action.action_id.startsWith(ALONE) ? {} : readInputs(state?.values ?? {});
  return { ...inputs, ...carried };
}

/** What the inputs of a dialog hold. */
export function dialogAnswers({ view }: Submission): Record<string, string> {
  return readInputs(view.state.values);
}

type Values = NonNullable<Press['state']>['values'];

/** Empty inputs are left out, as a card does; several choices are one text with commas, as a card says them. */
function readInputs(values: Values): Record<string, string> {
  const filled = Object.entries(values).flatMap(([block, fields]) =>
    Object.entries(fields).flatMap(([id, field]): [string, string][] => {
      const answer = readField(block, field);
      return answer ? [[id, answer]] : [];
    }),
  );
  return Object.fromEntries(filled);
}

function readField(block: string, field: unknown): string {
  const { data } = Field.safeParse(field);
  if (!data) return '';
  const moment = data.selected_date ?? data.selected_time;
  if (moment) return moment;
  if (data.selected_options?.length) return data.selected_options.map(({ value }) => value).join(',');
  // The block id of a toggle ends with the value it has when nothing is ticked (see `inputs.ts`).
  const off = /^[^:]*:\d+:toggle:(.*)$/s.exec(block)?.[1] ?? '';
  return data.selected_option?.value ?? data.value ?? (data.selected_options ? off : '');
}
