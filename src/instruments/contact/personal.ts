import { Temporal } from 'temporal-polyfill';
import { frenchDay } from '../../engine/dates.ts';
import type { Reading } from '../../engine/instrument.ts';
import { text } from '../../engine/texts.ts';
import type { Person } from '../../store/person.ts';
import { rowsAbout } from '../../store/personal.ts';

/** When somebody met us. */
export async function contactPersonal({ tx }: Reading, { id }: Person): Promise<string[]> {
  const days = (await rowsAbout(tx, 'contact', id)).map(({ on_day }) => on_day).sort();
  return [...new Set(days)].map((day) =>
    text('contact.personal', { day: frenchDay(Temporal.PlainDate.from(day), true) }),
  );
}
