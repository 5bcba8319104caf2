import { Temporal } from 'temporal-polyfill';
import { publicParticipation } from '../../domain/publishing.ts';
import { frenchInstant } from '../../engine/dates.ts';
import type { Command, ReplyMessage } from '../../engine/instrument.ts';
import { note } from '../../engine/journal.ts';
import { notice } from '../../engine/notice.ts';
import { definitionOf } from '../../engine/rounds.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { bindLeadershipChannel } from '../../store/leadership-channel.ts';
import type { Person } from '../../store/person.ts';
import { countInvited, countSealed, listRounds, type RoundRow } from '../../store/round.ts';
import { openDashboard } from './dashboard.ts';
import { nextDigest } from './next.ts';
import { findPosted, isMilestone, postedDigests, showDigest } from './past.ts';
import { enumerate, percentAtLeast } from './words/figures.ts';

/**
 * `bilan`: the last digest again, and how many answered so far; `bilan J30`: that one; `bilan ici`: the channel where
 * they are posted; `bilan web`: the dashboard.
 */
export const digestCommand: Command = {
  name: 'bilan',
  async run(turn, { person, words, place }) {
    if (words === 'ici') return bind(turn, person, place);
    if (words === 'web') return openDashboard(turn, person, place);
    if (words === '') return again(turn, person);
    if (!isMilestone(words)) return notice(text('digest.unknown.title'), [text('digest.unknown.body')]);
    const row = await findPosted(turn, words);
    return row ? showDigest(turn, row, person) : notPosted(turn);
  },
};

async function bind(
  turn: Turn,
  person: Person,
  place: { channel: string; address: string } | null,
): Promise<ReplyMessage> {
  if (!place) return notice(text('digest.unbound.title'), [text('digest.unbound.body')]);
  await bindLeadershipChannel(turn.tx, place.channel, place.address, turn.today.toString());
  await note(turn, person.id, 'digest.bind', place.channel);
  return notice(text('digest.bound.title'), [text('digest.bound.body')]);
}

async function again(turn: Turn, person: Person): Promise<ReplyMessage> {
  const open = await participationSoFar(turn);
  const last = (await postedDigests(turn)).at(-1);
  return last
    ? showDigest(turn, last, person, open)
    : notice(text('digest.none.title'), [await nextDigest(turn), ...open]);
}

/** Asked for by its milestone, and not out: which ones are, and which is next. */
async function notPosted(turn: Turn): Promise<ReplyMessage> {
  const out = (await postedDigests(turn)).map(({ milestone }) => milestone.replace('J', 'J+'));
  const known = out.length > 0 ? [text('digest.none.known', { list: enumerate([...new Set(out)]) })] : [];
  return notice(text('digest.none.this'), [...known, await nextDigest(turn)]);
}

/** Of what is open, only how many answered, in steps of 5, and only where enough were invited. */
async function participationSoFar(turn: Turn): Promise<string[]> {
  const rounds = (await listRounds(turn.tx, { status: 'open' })).filter(({ kind }) => kind !== 'block');
  if (rounds.length === 0) return [text('digest.open.none')];
  const lines: string[] = [];
  for (const round of rounds) {
    const title = titleOf(turn, round);
    const invited = await countInvited(turn.tx, round.id);
    const { thresholds } = definitionOf(round);
    const answered = publicParticipation(invited, await countSealed(turn.tx, round.id), thresholds);
    const when = frenchInstant(Temporal.Instant.from(round.closes_at), turn.calendar.zone);
    lines.push(
      answered === null
        ? text('digest.open.small', { title })
        : text('digest.open.round', {
            title,
            invited,
            answered,
            when,
            rate: percentAtLeast(answered / invited),
          }),
    );
  }
  return lines;
}

function titleOf(turn: Turn, round: RoundRow): string {
  if (round.kind === 'checkin') return text('digest.open.checkin', { week: round.number });
  const survey = turn.programme.surveys.find(({ id }) => id === round.subject);
  return definitionOf(round).head?.title ?? survey?.title ?? round.subject;
}
