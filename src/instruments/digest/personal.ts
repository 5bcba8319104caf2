import { Temporal } from 'temporal-polyfill';
import { frenchDay } from '../../engine/dates.ts';
import type { Reading } from '../../engine/instrument.ts';
import { text } from '../../engine/texts.ts';
import type { Person } from '../../store/person.ts';
import { rowsAbout } from '../../store/personal.ts';

/** What somebody of the leadership decided, and answered to the agents. */
export async function digestPersonal({ tx, calendar }: Reading, { id }: Person): Promise<string[]> {
  const decisions = await rowsAbout(tx, 'decision', id);
  const answers = await rowsAbout(tx, 'irritant_answer', id);
  return [
    ...decisions.map(({ wave, decision, at }) =>
      text('digest.personal.decision', {
        wave,
        decision: text(`digest.decision.${decision}`),
        day: frenchDay(Temporal.Instant.from(at).toZonedDateTimeISO(calendar.zone).toPlainDate(), true),
      }),
    ),
    ...answers.map(({ title, words, written_on }) =>
      text('digest.personal.answer', {
        title,
        words,
        day: frenchDay(Temporal.PlainDate.from(written_on), true),
      }),
    ),
  ];
}
