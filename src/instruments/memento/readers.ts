import { GROUPED } from '../../domain/publishing.ts';
import { readership } from '../../domain/readership.ts';
import type { Order, ReplyMessage } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { peopleOfWave } from '../../engine/reach.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listAcknowledged } from '../../store/acknowledgement.ts';
import { versionsSaying } from '../../store/memento-version.ts';
import type { Person } from '../../store/person.ts';

/** Names a card can still be read with. */
const NAMED = 100;

/** `memento lecture`: how many have read the rules in force, by service, and who has not: nominative, as the card says. */
export async function readers(turn: Turn, { place }: Order): Promise<ReplyMessage> {
  // Who has not read is not for everybody in a channel.
  if (place) return notice(text('memento.readers.title'), [text('memento.readers.private')]);
  const { memento, thresholds } = turn.programme;
  const people = await askedPeople(turn);
  if (people.length === 0) return notice(text('memento.readers.title'), [text('memento.readers.nobody')]);
  const known = new Set(await listAcknowledged(turn.tx, await versionsSaying(turn.tx, memento)));
  const missing = people.filter(({ id }) => !known.has(id)).map(({ name }) => name);
  const lines = [
    text('memento.readers.count', {
      read: people.length - missing.length,
      people: people.length,
      version: memento.version,
    }),
  ];
  const published = readership(people, known, thresholds);
  const groups = published.hidden ? [] : published.groups;
  for (const { department, answered, invited } of groups) {
    const name = department === GROUPED ? text('memento.readers.grouped') : department;
    lines.push(text('memento.readers.department', { name, answered, invited }));
  }
  if (groups.length === 0) lines.push(text('memento.readers.undivided'));
  if (missing.length > 0) lines.push(missingText(missing));
  lines.push(text('memento.readers.named'));
  return notice(text('memento.readers.title'), lines);
}

function missingText(names: readonly string[]): string {
  const sorted = [...names].sort((a, b) => a.localeCompare(b, 'fr'));
  return text('memento.readers.missing', {
    names: sorted.slice(0, NAMED).join(', '),
    more: Math.max(0, names.length - NAMED),
  });
}

/** The people of every wave that has begun: the others have not been asked. */
async function askedPeople(turn: Turn): Promise<Person[]> {
  const begun = turn.programme.waves.filter(({ launchDate }) => launchDate <= turn.today.toString());
  const people = new Map<string, Person>();
  for (const wave of begun) {
    for (const person of await peopleOfWave(turn, wave)) people.set(person.id, person);
  }
  return [...people.values()];
}
