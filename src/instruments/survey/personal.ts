import { Temporal } from 'temporal-polyfill';
import { frenchDay, frenchInstant } from '../../engine/dates.ts';
import type { Reading } from '../../engine/instrument.ts';
import { definitionOf } from '../../engine/rounds.ts';
import { text } from '../../engine/texts.ts';
import type { Person } from '../../store/person.ts';
import { rowsAbout } from '../../store/personal.ts';
import { findRound, type RoundRow } from '../../store/round.ts';

/** What somebody was invited to answer, whether they did or not, and what they launched or wrote. */
export async function surveyPersonal(turn: Reading, { id }: Person): Promise<string[]> {
  const { tx } = turn;
  const invited: string[] = [];
  for (const { round_id } of await rowsAbout(tx, 'round_person', id)) {
    const round = await findRound(tx, round_id);
    if (round?.kind === 'survey') invited.push(invitation(turn, round));
  }
  const launched = (await rowsAbout(tx, 'round', id)).map((round) =>
    text('survey.personal.launched', { title: nameOf(round), day: dayOf(turn, round.opened_at) }),
  );
  const drafts = (await rowsAbout(tx, 'survey_draft', id)).map(({ saved_on }) =>
    text('survey.personal.draft', { day: frenchDay(Temporal.PlainDate.from(saved_on), true) }),
  );
  const written = (await rowsAbout(tx, 'survey_custom', id)).map(({ created_on }) =>
    text('survey.personal.written', { day: frenchDay(Temporal.PlainDate.from(created_on), true) }),
  );
  return [...invited, ...launched, ...drafts, ...written];
}

/** The same whether they answered or not: nothing tells, and nobody may learn it from here. */
function invitation(turn: Reading, round: RoundRow): string {
  const title = nameOf(round);
  if (round.status === 'closed')
    return text('survey.personal.closed', { title, day: dayOf(turn, round.opened_at) });
  const when = frenchInstant(Temporal.Instant.from(round.closes_at), turn.calendar.zone);
  return text('survey.personal.open', { title, when });
}

function nameOf(round: RoundRow): string {
  return definitionOf(round).head?.title ?? round.subject;
}

function dayOf({ calendar }: Reading, instant: string): string {
  return frenchDay(Temporal.Instant.from(instant).toZonedDateTimeISO(calendar.zone).toPlainDate(), true);
}
