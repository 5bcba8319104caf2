import { Temporal } from 'temporal-polyfill';
import { frenchDay } from '../../engine/dates.ts';
import type { Reading } from '../../engine/instrument.ts';
import { text } from '../../engine/texts.ts';
import type { Person } from '../../store/person.ts';
import { rowsAbout } from '../../store/personal.ts';

/** The versions somebody has read, and the rules they asked about lately. */
export async function mementoPersonal({ tx }: Reading, { id }: Person): Promise<string[]> {
  const read = await rowsAbout(tx, 'acknowledgement', id);
  const asked = await rowsAbout(tx, 'memento_question', id);
  const day = (date: string) => frenchDay(Temporal.PlainDate.from(date), true);
  return [
    ...read.map(({ version, on_day }) => text('memento.personal.read', { version, day: day(on_day) })),
    ...asked.map(({ rule, words, on_day }) =>
      text(words === '' ? 'memento.personal.asked' : 'memento.personal.asked_words', {
        rule,
        words,
        day: day(on_day),
      }),
    ),
  ];
}
