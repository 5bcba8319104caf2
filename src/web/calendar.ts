import type restify from 'restify';
import { icalendar } from '../domain/icalendar.ts';
import type { Engine } from '../engine/engine.ts';
import { findSession, startOf } from '../engine/sessions.ts';
import { text } from '../engine/texts.ts';
import type { Turn } from '../engine/turn.ts';

/**
 * `/cafes/<id>.ics`: a Café for one's own calendar. Whoever has the link can read it, so nobody is named in it, not
 * even who hosts.
 */
export function mountCalendar(server: restify.Server, engine: Engine): void {
  server.get('/cafes/:file', async (request, response) => {
    const [, id] = /^(.+)\.ics$/.exec(String(request.params.file)) ?? [];
    const file = id ? await engine.inTurn((turn) => calendarOf(turn, id)) : null;
    if (file === null) {
      response.send(404, { code: 'not_found' });
      return;
    }
    response.sendRaw(200, file, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="cafe-ia.ics"',
      'Cache-Control': 'no-cache',
    });
  });
}

/** As it stands now: opening the file again moves the event, or takes it out. */
async function calendarOf(turn: Turn, id: string): Promise<string | null> {
  const cafe = await findSession(turn, id);
  if (!cafe) return null;
  return icalendar({
    uid: `cafe-${cafe.id}@percolateur`,
    sequence: cafe.sequence,
    cancelled: cafe.cancelled,
    title: text('calendar.title', { title: cafe.title }),
    place: cafe.place,
    starts: startOf(turn, cafe),
    minutes: cafe.minutes,
    stamp: turn.now,
  });
}
