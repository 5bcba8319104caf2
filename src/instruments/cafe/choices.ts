import type { Session } from '../../domain/session.ts';
import { frenchMoment } from '../../engine/dates.ts';
import { text } from '../../engine/texts.ts';

/** Buttons of a choice: what a row of a card takes. */
export const MOST_CHOICES = 5;

type Data = { v: string; session: string; words?: string };

/** A button a Café, named by its moment; by its title too where another begins then. */
export function choicesOf(sessions: readonly Session[], dataOf: (id: string) => Data) {
  return sessions.map(({ id, title, starts }) => {
    const isAlone = sessions.every((other) => other.id === id || !other.starts.equals(starts));
    const words = { when: frenchMoment(starts), title };
    return { title: text(isAlone ? 'cafe.choose.one' : 'cafe.choose.titled', words), data: dataOf(id) };
  });
}

/** Buttons for the others, beside the Café that is shown and its own buttons. */
export function othersOf(
  sessions: readonly Session[],
  shown: Session,
  dataOf: (id: string) => Data,
  most = MOST_CHOICES,
) {
  return choicesOf(sessions.filter(({ id }) => id !== shown.id).slice(0, most), dataOf);
}
