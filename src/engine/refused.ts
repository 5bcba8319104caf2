import type { Inbound, Reply } from '../channels/channel.ts';
import type { Refusal } from '../domain/errors.ts';
import { isVerb } from '../domain/may.ts';
import { noteOnce } from './journal.ts';
import { findSender } from './meeting.ts';
import { OutOfUse } from './out-of-use.ts';
import { renderCard } from './render.ts';
import type { InTurn } from './schedule.ts';
import { say } from './sentence.ts';
import { isKey, type TextKey, text } from './texts.ts';

/** What somebody reads when nothing was done; a card that is out of use is replaced by what it has become. */
export function refusalReply(refusal: Refusal, event: Inbound): Reply {
  const sentence = refusalText(refusal);
  if (!(refusal instanceof OutOfUse) || event.kind !== 'action')
    return { ...say(sentence), refused: refusal.code, field: refusal.field };
  const { template, data } = refusal.card;
  const message = { ...renderCard(template, data, event.data.m ?? null), text: sentence };
  return { mode: 'replace', message, refused: refusal.code };
}

function refusalText(refusal: Refusal): string {
  const key: string = `refusal.${refusal.code}`;
  const known: TextKey = isKey(key) ? key : 'refusal.bad_input';
  return text(known, refusal.values);
}

/** The refusals that say « not you ». */
const NOT_THEIRS: ReadonlySet<string> = new Set([
  'role',
  'not_yours',
  'not_invited',
  'left',
  'cafe_other_service',
]);

/**
 * A refused tap that says « not you », or a button that we never made, leaves a line in the journal: why, and the verb
 * when it is one of ours; nothing that was sent. A card of one's own has no such button: it was passed on, or made
 * up. One line a day for each: a client that insists does not hide what else is written there. Words are not noted:
 * anybody may wonder about them, unless they left.
 */
export async function noteRefused(inTurn: InTurn, event: Inbound, { code }: Refusal): Promise<void> {
  const what = refusedThere(event, code);
  if (what === null) return;
  await inTurn(async (turn) => {
    const person = await findSender(turn, event.sender);
    if (person) await noteOnce(turn, person.id, 'refused', what);
  });
}

function refusedThere(event: Inbound, code: string): string | null {
  if (event.kind === 'text') return code === 'left' ? code : null;
  if (event.kind !== 'action') return null;
  const verb = event.data.v;
  if (!isVerb(verb)) return code === 'left' ? code : 'unknown_action';
  return NOT_THEIRS.has(code) ? `${code} ${verb}` : null;
}
