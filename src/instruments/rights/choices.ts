import { z } from 'zod';
import { OPT_OUTS } from '../../domain/opt-out.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { optOutsOf, setOptOut } from '../../store/opt-out.ts';
import type { Person } from '../../store/person.ts';

/** What one is sent, kind by kind, each with the button that changes it. */
export const choiceVerbs = [
  verb('rights.choices', z.object({}), (turn, { person }) => showChoices(turn, person, 'message')),
  verb(
    'rights.choose',
    z.object({ kind: z.enum(OPT_OUTS), receive: z.boolean() }),
    async (turn, { person, data }) => {
      await setOptOut(turn.tx, person.id, data.kind, data.receive ? null : turn.today.toString());
      return showChoices(turn, person, 'replace');
    },
  ),
];

async function showChoices(turn: Turn, person: Person, mode: 'message' | 'replace'): Promise<ReplyMessage> {
  const refused = await optOutsOf(turn.tx, person.id);
  const lines = OPT_OUTS.map((kind) =>
    text(refused.has(kind) ? 'rights.choice.off' : 'rights.choice.on', { what: text(`rights.kind.${kind}`) }),
  );
  const buttons = OPT_OUTS.map((kind) => ({
    title: text(refused.has(kind) ? 'rights.choice.start' : 'rights.choice.stop', {
      what: text(`rights.short.${kind}`),
    }),
    data: { v: 'rights.choose', kind, receive: refused.has(kind) },
  }));
  const pause = { title: text('rights.choice.pause'), data: { v: 'pause.ask' } };
  return notice(
    text('rights.choices.title'),
    [...lines, text('rights.choices.rest')],
    [...buttons, pause],
    mode,
  );
}
