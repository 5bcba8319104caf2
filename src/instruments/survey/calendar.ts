import { Temporal } from 'temporal-polyfill';
import { localDate } from '../../domain/calendar.ts';
import { mondayOf, type Opening, sharedWeek } from '../../domain/survey-weeks.ts';
import { hasEnded } from '../../domain/wave.ts';
import { frenchDay, frenchInstant } from '../../engine/dates.ts';
import type { ReplyMessage } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { peopleOfWave } from '../../engine/reach.ts';
import { isOpen } from '../../engine/rounds.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { listRounds, roundPeople } from '../../store/round.ts';
import { listLaunches } from '../../store/survey-launch.ts';
import { closingOf, openingsOf, roundIdOf } from './plan.ts';
import { plannedRounds } from './rounds.ts';
import { nameOf, peopleOf, targetName } from './target.ts';
import { audienceOf } from './theirs.ts';
import { titleOf } from './title.ts';

/** A survey that is open or will be, and who gets it. */
type Entry = Opening & {
  title: string;
  target: string;
  isOpen: boolean;
  closesAt: Temporal.Instant;
};

/** `sondage calendrier`: what is open and what will open, over all waves, and the weeks that ask too much. */
export async function calendar(turn: Turn): Promise<ReplyMessage> {
  const entries = await entriesOf(turn);
  const lines = entries.map(({ title: survey, target, isOpen, opensOn, closesAt }) => {
    const closes = frenchInstant(closesAt, turn.calendar.zone);
    return isOpen
      ? text('survey.calendar.open', { survey, target, closes })
      : text('survey.calendar.ahead', { survey, target, opens: frenchDay(opensOn), closes });
  });
  const title = text('survey.calendar.title');
  return notice(title, lines.length > 0 ? [...lines, ...warnings(entries)] : [text('survey.calendar.none')]);
}

/** By the day they open. */
async function entriesOf(turn: Turn): Promise<Entry[]> {
  const entries = [
    ...(await openEntries(turn)),
    ...(await plannedEntries(turn)),
    ...(await launchedEntries(turn)),
  ];
  return entries.sort((one, other) => Temporal.PlainDate.compare(one.opensOn, other.opensOn));
}

async function openEntries(turn: Turn): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const round of await listRounds(turn.tx, { kind: 'survey', status: 'open' })) {
    if (!isOpen(turn, round)) continue;
    const wave = round.launched_by === null && turn.programme.waves.find(({ id }) => id === round.wave);
    entries.push({
      title: titleOf(turn, round),
      target: wave ? wave.name : audienceOf(round).map(nameOf).join(', '),
      isOpen: true,
      opensOn: localDate(turn.calendar, Temporal.Instant.from(round.opened_at)),
      closesAt: Temporal.Instant.from(round.closes_at),
      people: new Set((await roundPeople(turn.tx, round.id)).map(({ personId }) => personId)),
    });
  }
  return entries;
}

/** Who gets them is read from today's list. */
async function plannedEntries(turn: Turn): Promise<Entry[]> {
  const known = new Set((await listRounds(turn.tx, { kind: 'survey' })).map(({ id }) => id));
  const entries: Entry[] = [];
  for (const wave of turn.programme.waves.filter((candidate) => !hasEnded(candidate))) {
    const people = new Set((await peopleOfWave(turn, wave)).map(({ id }) => id));
    for (const { id, survey, opensOn, closesAt } of plannedRounds(turn, wave)) {
      if (known.has(id) || Temporal.Instant.compare(closesAt, turn.now) <= 0) continue;
      entries.push({ title: survey.title, target: wave.name, isOpen: false, opensOn, closesAt, people });
    }
  }
  return entries;
}

/** What chats have launched for later, and the next time of what comes back. */
async function launchedEntries(turn: Turn): Promise<Entry[]> {
  const known = new Set((await listRounds(turn.tx, { kind: 'survey' })).map(({ id }) => id));
  const entries: Entry[] = [];
  for (const launch of await listLaunches(turn.tx)) {
    const wave = turn.programme.waves.find(({ id }) => id === launch.wave);
    if (launch.stoppedOn !== null || !wave || hasEnded(wave)) continue;
    const next = openingsOf(turn, launch, wave).find(
      ({ number, on }) =>
        !known.has(roundIdOf(launch, number)) && Temporal.PlainDate.compare(on, turn.today) >= 0,
    );
    if (!next) continue;
    const { people } = await peopleOf(turn, launch.plan.target);
    entries.push({
      title: launch.survey.title,
      target: targetName(turn, launch.plan.target),
      isOpen: false,
      opensOn: next.on,
      closesAt: closingOf(turn, launch.plan, next.on),
      people: new Set(people.map(({ id }) => id)),
    });
  }
  return entries;
}

/** Two new surveys in one week for the same people: with the weekly card, more than the cap lets through. */
function warnings(entries: readonly Entry[]): string[] {
  return entries.flatMap((one, index) =>
    sharedWeek(one, entries.slice(index + 1)).map(({ other, count }) => {
      const names = { first: one.title, second: other.title };
      return text('survey.calendar.crowded', { week: frenchDay(mondayOf(one.opensOn)), count, ...names });
    }),
  );
}

/** The same, of a survey that is still to be sent. */
export async function crowdedLines(
  turn: Turn,
  opensOn: Temporal.PlainDate,
  invited: readonly Person[],
): Promise<string[]> {
  const opening = { opensOn, people: new Set(invited.map(({ id }) => id)) };
  return sharedWeek(opening, await entriesOf(turn)).map(({ other, count }) =>
    text('survey.preflight.crowded', { survey: other.title, opens: frenchDay(other.opensOn), count }),
  );
}
