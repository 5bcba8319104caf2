import { Temporal } from 'temporal-polyfill';
import { localDate } from '../../domain/calendar.ts';
import { scopeOf } from '../../domain/may.ts';
import { frenchDay } from '../../engine/dates.ts';
import type { ReplyMessage } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { findPerson, type Person } from '../../store/person.ts';
import type { RoundRow } from '../../store/round.ts';
import { listLaunches } from '../../store/survey-launch.ts';
import { BUTTONS } from './buttons.ts';
import { isAhead, opensLine } from './cancel.ts';
import { standingOf } from './standing.ts';
import { mayTarget, nameOf } from './target.ts';
import { audienceOf, theirs } from './theirs.ts';
import { titleOf } from './title.ts';

/** Rounds a card holds. */
const SHOWN = 12;

/** `sondage historique`: what was launched, by whom, when, how it stands, the latest first; results behind buttons. */
export async function history(turn: Turn, person: Person): Promise<ReplyMessage> {
  const rounds = [
    ...(await theirs(turn, person, 'open')),
    ...(await theirs(turn, person, 'closed')),
  ].toSorted((one, other) => (one.opened_at < other.opened_at ? 1 : -1));
  const ahead = (await listLaunches(turn.tx)).filter(
    (launch) =>
      launch.stoppedOn === null &&
      isAhead(turn, launch) &&
      (launch.launchedBy === person.id || mayTarget(person, launch.plan.target)),
  );
  const lines = ahead.map((launch) => opensLine(turn, launch));
  const buttons: { title: string; data: { v: string; round: string } }[] = [];
  for (const round of rounds.slice(0, SHOWN)) {
    const standing = await standingOf(turn, round);
    const survey = titleOf(turn, round);
    const opened = frenchDay(localDate(turn.calendar, Temporal.Instant.from(round.opened_at)));
    const who = await whoLaunched(turn, person, round);
    const department = audienceOf(round).map(nameOf).join(', ') || text('survey.everybody');
    lines.push(text('survey.history.line', { survey, department, opened, who, state: standing.sentence }));
    if (standing.hasResults && buttons.length < BUTTONS) {
      const title = text('survey.history.results', { survey, opened });
      buttons.push({ title, data: { v: 'survey.results', round: round.id } });
    }
  }
  const more = rounds.length - SHOWN;
  if (more > 0) lines.push(text('survey.history.more', { count: more }));
  return notice(
    text('survey.history.title'),
    lines.length > 0 ? lines : [text('survey.history.none')],
    buttons,
  );
}

/** The names of others are for the leads. */
async function whoLaunched(turn: Turn, person: Person, round: RoundRow): Promise<string> {
  if (!round.id.startsWith('sondage/')) return text('survey.history.programme');
  if (round.launched_by === person.id) return text('survey.history.you');
  const author = round.launched_by ? await findPerson(turn.tx, round.launched_by) : null;
  const isLead = scopeOf(person, 'survey.results') === 'all';
  return isLead && author ? author.name : text('survey.history.somebody');
}
