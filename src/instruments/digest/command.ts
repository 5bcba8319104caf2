import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../../domain/errors.ts';
import { publicParticipation } from '../../domain/publishing.ts';
import { frenchInstant } from '../../engine/dates.ts';
import type { Command, ReplyMessage } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { mayUse } from '../../engine/roles.ts';
import { definitionOf } from '../../engine/rounds.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listDigests } from '../../store/digest.ts';
import { bindLeadershipChannel } from '../../store/leadership-channel.ts';
import type { Person } from '../../store/person.ts';
import { countRoundPeople, countSealed, listRounds, type RoundRow } from '../../store/round.ts';
import { digestCard } from './card.ts';
import { digestOccurrences } from './occurrences.ts';
import { percentAtLeast } from './words/figures.ts';

/** `bilan`: the last digest again, and how many answered so far; `bilan ici`: the channel where they are posted. */
export const digestCommand: Command = {
  name: 'bilan',
  async run(turn, { person, words, place }) {
    if (words === 'ici') return bind(turn, person, place);
    if (words !== '') return notice(text('digest.unknown.title'), [text('digest.unknown.body')]);
    return again(turn, person);
  },
};

async function bind(
  turn: Turn,
  person: Person,
  place: { channel: string; address: string } | null,
): Promise<ReplyMessage> {
  if (!mayUse(person, ['lead'])) throw new Refusal('role');
  if (!place) return notice(text('digest.unbound.title'), [text('digest.unbound.body')]);
  await bindLeadershipChannel(turn.tx, place.channel, place.address, turn.today.toString());
  return notice(text('digest.bound.title'), [text('digest.bound.body')]);
}

async function again(turn: Turn, person: Person): Promise<ReplyMessage> {
  const open = await participationSoFar(turn);
  const posted = (await listDigests(turn.tx)).filter(({ posted_at }) => posted_at !== null);
  const last = posted.sort((a, b) => (String(a.posted_at) < String(b.posted_at) ? -1 : 1)).at(-1);
  if (!last) return notice(text('digest.none.title'), [await nextDigest(turn), ...open]);
  const data = await digestCard(turn, last, person);
  const lines = open.map((line) => ({ line }));
  return { mode: 'message', template: 'digest', data: { ...data, hasOpen: true, open: lines } };
}

async function nextDigest(turn: Turn): Promise<string> {
  const ahead: { at: Temporal.Instant; milestone: string }[] = [];
  for (const wave of turn.programme.waves) {
    for (const { key, at } of await digestOccurrences(turn, wave)) {
      const [, , milestone = '', step] = key.split('/');
      if (step === 'post' && Temporal.Instant.compare(at, turn.now) > 0) ahead.push({ at, milestone });
    }
  }
  const [next] = ahead.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  if (!next) return text('digest.none.over');
  const when = frenchInstant(next.at, turn.calendar.zone);
  return text('digest.none.next', { milestone: next.milestone.replace('J', 'J+'), when });
}

/** Of what is open, only how many answered, in steps of 5, and only where enough were invited. */
async function participationSoFar(turn: Turn): Promise<string[]> {
  const rounds = (await listRounds(turn.tx, { status: 'open' })).filter(({ kind }) => kind !== 'block');
  if (rounds.length === 0) return [text('digest.open.none')];
  const lines: string[] = [];
  for (const round of rounds) {
    const title = titleOf(turn, round);
    const invited = await countRoundPeople(turn.tx, round.id);
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
  return turn.programme.surveys.find(({ id }) => id === round.subject)?.title ?? round.subject;
}
