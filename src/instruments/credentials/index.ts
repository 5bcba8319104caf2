import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { localDate } from '../../domain/calendar.ts';
import { frenchDay } from '../../engine/dates.ts';
import type { Drawing, Drawn, Instrument } from '../../engine/instrument.ts';
import { noticeData } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { haltedSince } from '../../store/halt.ts';

/** The names that people know the platforms by. */
const PLATFORMS = { teams: 'Teams', slack: 'Slack', sandbox: 'le bac à sable' } as const;

const paramsSchema = z.object({ channel: z.enum(['teams', 'slack', 'sandbox']) });

/** What the leads read when a platform refuses us; the engine plans it (engine/alarm.ts). */
export const credentials: Instrument = { name: 'credentials', draw: { credentials: drawRefused } };

async function drawRefused(turn: Turn, { params }: Drawing): Promise<Drawn> {
  const { channel } = paramsSchema.parse(params);
  const since = await haltedSince(turn.tx, channel);
  // Over before it could be told: there is nothing to do.
  if (since === null) return { skip: 'cancelled' };
  const date = frenchDay(localDate(turn.calendar, Temporal.Instant.from(since)), true);
  const name = PLATFORMS[channel];
  return {
    card: 'notice',
    data: noticeData(text('credentials.title', { channel: name }), [
      text('credentials.body', { channel: name, date }),
      text('credentials.remedy'),
    ]),
  };
}
