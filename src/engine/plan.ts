import { Temporal } from 'temporal-polyfill';
import { nextDisturbable } from '../domain/calendar.ts';
import { insertOutbox, type NewOutboxRow } from '../store/outbox.ts';
import type { Person } from '../store/person.ts';
import { stamp } from './clock.ts';
import { newId } from './random.ts';
import { availabilityOf } from './reach.ts';
import type { Push, Turn } from './turn.ts';

/** Priorities: lower leaves first. */
const USUAL = 5;

/** Writes one outbox row a recipient, each due at the first moment that recipient may be disturbed. */
export async function planPush(turn: Omit<Turn, 'plan'>, push: Push): Promise<void> {
  const moments = new Map<string, string>();
  const dueAt = (person: Person): string => {
    const availability = availabilityOf(turn, person);
    const key = `${availability.zone} ${availability.days.join('')}`;
    const known = moments.get(key);
    if (known) return known;
    const due = nextDisturbable(turn.calendar, availability, push.at);
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
    solicited: push.solicited ?? false,
    ephemeral: push.ephemeral ?? false,
    refresh: push.live ? 'live' : 'no',
    due_at: due,
    expires_at: stamp(push.until),
  });
  const rows =
    push.to === 'leadership'
      ? [row(null, stamp(push.at))]
      : push.to.map((person) => row(person.id, dueAt(person)));
  await insertOutbox(turn.tx, rows);
}
