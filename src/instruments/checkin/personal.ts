import type { Reading } from '../../engine/instrument.ts';
import { text } from '../../engine/texts.ts';
import type { Person } from '../../store/person.ts';
import { rowsAbout } from '../../store/personal.ts';

/** How many weeks somebody was asked, whether they answered or not. */
export async function checkinPersonal({ tx }: Reading, { id }: Person): Promise<string[]> {
  const weeks = (await rowsAbout(tx, 'round_person', id)).filter(({ round_id }) =>
    round_id.startsWith('checkin/'),
  );
  return weeks.length > 0 ? [text('checkin.personal', { count: weeks.length })] : [];
}
