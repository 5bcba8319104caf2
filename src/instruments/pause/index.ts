import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { frenchDay } from '../../engine/dates.ts';
import { type Instrument, type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import { setPause } from '../../store/person.ts';

/** How long a pause may last, in days, as offered. */
const LENGTHS = [7, 14, 30, 90] as const;

/** A pause until a date works everywhere: every message to the person is skipped, with the reason. */
export const pause: Instrument = {
  name: 'pause',
  personal: async (turn, { pausedUntil }) =>
    pausedUntil && pausedUntil > turn.today.toString()
      ? [text('pause.personal', { day: frenchDay(Temporal.PlainDate.from(pausedUntil), true) })]
      : [],
  commands: [
    {
      name: 'pause',
      run: async () => offer(),
    },
    {
      name: 'reprendre',
      run: async (turn, { person }) => {
        await setPause(turn.tx, person.id, null);
        return notice(text('pause.resumed.title'), [text('pause.resumed.body')]);
      },
    },
  ],
  verbs: [
    verb('pause.ask', z.object({}), async () => offer()),
    verb(
      'pause.until',
      z.object({ days: z.coerce.number().int().min(1).max(365) }),
      async (turn, { person, data }) => {
        const until = turn.today.add({ days: data.days });
        await setPause(turn.tx, person.id, until.toString());
        return notice(
          text('pause.done.title'),
          [text('pause.done.body', { date: frenchDay(until, true) })],
          [{ title: text('pause.resume'), data: { v: 'pause.resume' } }],
          'replace',
        );
      },
    ),
    verb('pause.resume', z.object({}), async (turn, { person }) => {
      await setPause(turn.tx, person.id, null);
      return notice(text('pause.resumed.title'), [text('pause.resumed.body')], [], 'replace');
    }),
  ],
};

function offer(): ReplyMessage {
  return notice(
    text('pause.title'),
    [text('pause.body')],
    LENGTHS.map((days) => ({ title: text(`pause.days.${days}`), data: { v: 'pause.until', days } })),
  );
}
