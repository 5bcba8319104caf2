import { isUnder } from './outbox.ts';
import type { Tx } from './store.ts';

const WEEKLY = 'weekly';
const WELCOME = 'welcome';
const UNDER_WAY = ['planned', 'leased', 'sent'] as const;

/** Ids of those who have had no welcome, nor have one on its way. Looked up by person: the outbox is long. */
export async function listUnwelcomed(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('person')
    .select('id')
    .where('left_on', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox')
            .select('outbox.id')
            .whereRef('outbox.person_id', '=', 'person.id')
            .where('template', '=', WELCOME)
            .where('status', 'in', UNDER_WAY),
        ),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Ids of those whom another wave still holds this week: they are asked in its open check-in, or its weekly card was
 * for them since `monday` (an instant, ISO UTC).
 */
export async function listHeldElsewhere(tx: Tx, wave: string, monday: string): Promise<string[]> {
  const asked = await tx
    .selectFrom('round')
    .innerJoin('round_person', 'round_person.round_id', 'round.id')
    .select('round_person.person_id')
    .where('round.kind', '=', 'checkin')
    .where('round.status', '=', 'open')
    .where('round.wave', '!=', wave)
    .execute();
  const sent = await tx
    .selectFrom('outbox')
    .select('person_id')
    .where('template', '=', WEEKLY)
    .where('status', 'in', UNDER_WAY)
    .where('due_at', '>=', monday)
    .where(({ not }) => not(isUnder(`weekly/${wave}`)))
    .execute();
  return [...asked, ...sent].flatMap(({ person_id }) => person_id ?? []);
}

/** The campaigns with messages that wait to leave. */
export async function listWaitingCampaigns(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('outbox')
    .select('campaign')
    .distinct()
    .where('status', 'in', ['planned', 'leased'])
    .execute();
  return rows.map(({ campaign }) => campaign);
}
