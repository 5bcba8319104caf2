import { Temporal } from 'temporal-polyfill';
import { refusable } from '../domain/opt-out.ts';
import { optedOut } from '../store/opt-out.ts';
import { insertOutbox, type NewOutboxRow } from '../store/outbox.ts';
import type { Person } from '../store/person.ts';
import { stamp } from './clock.ts';
import { momentFor, stepOf } from './moment.ts';
import { newId } from './random.ts';
import { availabilityOf } from './reach.ts';
import type { Push, Turn } from './turn.ts';

/** Priorities: lower leaves first. Above this one a message can wait: it leaves room for the weekly card to come. */
export const USUAL = 5;
/** Of what somebody has launched by hand: it leaves when they see it leave, whatever its reader got that half-day. */
export const BY_HAND = 2;

/** Writes one outbox row a recipient, each due at the first moment that recipient may be disturbed. */
export async function planPush(turn: Omit<Turn, 'plan'>, push: Push): Promise<void> {
  const moments = new Map<string, string>();
  const solicited = push.solicited ?? false;
  const dueAt = (person: Person): string => {
    const { zone, days } = availabilityOf(turn, person);
    const key = `${zone} ${days.join('')} ${solicited ? '' : stepOf(person)}`;
    const known = moments.get(key);
    if (known) return known;
    const due = momentFor(turn, person, push.at, { solicited });
    const moment = stamp(Temporal.Instant.compare(due, push.until) < 0 ? due : push.until);
    moments.set(key, moment);
    return moment;
  };
  const row = (personId: string | null, due: string): NewOutboxRow => ({
    id: newId(turn.random),
    campaign: push.campaign,
    person_id: personId,
    template: push.template,
    params: push.params,
    priority: push.priority ?? USUAL,
    solicited,
    ephemeral: push.ephemeral ?? false,
    refresh: push.live ? 'live' : 'no',
    due_at: due,
    expires_at: stamp(push.until),
  });
  const rows =
    push.to === 'leadership'
      ? [row(null, stamp(push.at))]
      : (await willing(turn, push, push.to)).map((person) => row(person.id, dueAt(person)));
  await insertOutbox(turn.tx, rows);
}

/** A reminder that somebody refused is not even counted: its row would tell that they have not answered. */
async function willing(turn: Omit<Turn, 'plan'>, push: Push, people: Person[]): Promise<Person[]> {
  const kind = refusable({ template: push.template, solicited: push.solicited ?? false });
  if (!push.ephemeral || kind === null) return people;
  const refusing = await optedOut(turn.tx, kind);
  return people.filter(({ id }) => !refusing.has(id));
}
