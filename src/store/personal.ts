import { sql } from 'kysely';
import {
  AUDIT_DAYS,
  DRAFT_DAYS,
  HISTORY_DAYS,
  OUTBOX_DAYS,
  QUESTION_DAYS,
  ROSTER_DAYS,
  STRANGER_DAYS,
} from '../domain/retention.ts';
import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

/** What is told, erased and kept alike. */
export const FAMILIES = [
  'addresses',
  'messages',
  'cafes',
  'memento',
  'help',
  'contacts',
  'rosters',
  'launches',
  'decisions',
  'choices',
  'acts',
  'links',
  'strangers',
  'sandbox',
  'identity',
] as const;
export type Family = (typeof FAMILIES)[number];

/** Rows of each family. */
export type FamilyCounts = Record<Family, number>;

/** A column that says who a row is about. */
export type Place = {
  table: keyof Schema;
  column: string;
  /** `id`: of `agents.csv`; `account`: what a platform, or the list, knows somebody by; `params`: JSON of a message. */
  holds: 'id' | 'account' | 'params';
  family: Family;
  /** `counted`: the row goes, its count stays. An act of the organisation stays, under an alias or without anybody. */
  erased: 'deleted' | 'counted' | 'aliased' | 'emptied';
  /**
   * `listed`: until their erasure, at the latest some time after they left; `programme`: as long as the programme, for
   * it is the organisation's; else so many days since the day of a column.
   */
  kept: 'listed' | 'programme' | { days: number; since: string };
  /** What their own file says of such a row. Never a salt, a token or the name of somebody else. */
  shown: readonly string[];
};

function place<Table extends keyof Schema>(
  table: Table,
  column: keyof Schema[Table] & string,
  family: Family,
  shown: readonly (keyof Schema[Table] & string)[],
  rest: Partial<Pick<Place, 'holds' | 'erased' | 'kept'>> = {},
): Place {
  return { table, column, family, shown, holds: 'id', erased: 'deleted', kept: 'listed', ...rest };
}

const history = (since: string) => ({ kept: { days: HISTORY_DAYS, since } }) as const;
const ofTheOrganisation = { erased: 'aliased', kept: 'programme' } as const;
const inTheJournal = { erased: 'aliased', kept: { days: AUDIT_DAYS, since: 'on_day' } } as const;
const counted = { erased: 'counted', kept: { days: OUTBOX_DAYS, since: 'due_at' } } as const;

const MESSAGE = ['campaign', 'template', 'status', 'channel', 'sent_on', 'reason'] as const;

/**
 * Every place that says who somebody is: what erases, shows and purges reads it, and nothing else lists tables. The
 * person comes last: other rows refer to it.
 */
export const PERSONAL: readonly Place[] = [
  place('address', 'person_id', 'addresses', ['channel', 'address', 'state']),
  place('outbox', 'person_id', 'messages', MESSAGE, counted),
  place('outbox', 'params', 'messages', MESSAGE, { ...counted, holds: 'params' }),
  place('rsvp', 'person_id', 'cafes', ['session_id', 'response', 'on_day'], history('on_day')),
  place('waiting', 'person_id', 'cafes', ['session_id', 'on_day'], history('on_day')),
  place('attendance', 'person_id', 'cafes', ['session_id', 'on_day'], history('on_day')),
  place('cafe_message', 'person_id', 'cafes', ['session_id', 'words', 'last_on'], {
    kept: { days: 0, since: 'last_on' },
  }),
  place('acknowledgement', 'person_id', 'memento', ['version', 'on_day']),
  place('memento_question', 'person_id', 'memento', ['rule', 'words', 'on_day'], {
    kept: { days: QUESTION_DAYS, since: 'on_day' },
  }),
  place('help_call', 'person_id', 'help', ['on_day', 'wave'], history('on_day')),
  place('contact', 'person_id', 'contacts', ['role', 'on_day']),
  place('round_person', 'person_id', 'rosters', ['round_id', 'label'], {
    kept: { days: ROSTER_DAYS, since: 'round.closes_at' },
  }),
  place('round', 'launched_by', 'launches', ['id', 'subject', 'opened_at'], {
    erased: 'emptied',
    kept: 'programme',
  }),
  place('survey_launch', 'launched_by', 'launches', ['id', 'subject', 'opens_on'], {
    erased: 'emptied',
    kept: 'programme',
  }),
  place('session', 'proposed_by', 'launches', ['id', 'title', 'starts'], {
    erased: 'emptied',
    kept: 'programme',
  }),
  place('survey_draft', 'person_id', 'launches', ['definition', 'saved_on'], {
    kept: { days: DRAFT_DAYS, since: 'saved_on' },
  }),
  place('survey_custom', 'author', 'launches', ['id', 'definition', 'created_on'], {
    erased: 'emptied',
    kept: 'programme',
  }),
  place('decision', 'person_id', 'decisions', ['wave', 'decision', 'at'], ofTheOrganisation),
  place(
    'irritant_answer',
    'person_id',
    'decisions',
    ['wave', 'title', 'state', 'words', 'written_on', 'published_on'],
    ofTheOrganisation,
  ),
  place('wave_act', 'person_id', 'decisions', ['wave', 'act', 'on_day'], ofTheOrganisation),
  place('opt_out', 'person_id', 'choices', ['kind', 'on_day']),
  place('audit', 'actor', 'acts', ['on_day', 'act', 'object'], inTheJournal),
  place('audit', 'object', 'acts', ['on_day', 'act'], inTheJournal),
  place('file_link', 'person_id', 'links', ['expires_at']),
  place('dashboard_key', 'person_id', 'links', ['kind', 'expires_at']),
  place('stranger', 'platform_id', 'strangers', ['channel', 'platform_id', 'first_on'], {
    holds: 'account',
    kept: { days: STRANGER_DAYS, since: 'first_on' },
  }),
  place('sandbox_message', 'recipient', 'sandbox', ['at', 'sender', 'text']),
  place('person', 'id', 'identity', [
    'id',
    'name',
    'email',
    'department',
    'roles',
    'channel',
    'aad_id',
    'slack_id',
    'locale',
    'zone',
    'days',
    'joined_on',
    'left_on',
    'paused_until',
    'rhythm',
  ]),
];

/** Who somebody is, wherever it is written. */
export type Known = { id: string; email: string | null; aadId: string | null; slackId: string | null };

export function noCounts(): FamilyCounts {
  return {
    addresses: 0,
    messages: 0,
    cafes: 0,
    memento: 0,
    help: 0,
    contacts: 0,
    rosters: 0,
    launches: 0,
    decisions: 0,
    choices: 0,
    acts: 0,
    links: 0,
    strangers: 0,
    sandbox: 0,
    identity: 0,
  };
}

/**
 * The condition under which a row of a place is about somebody. A call for help names its caller in its parameters, and
 * an account not yet on the list its e-mail.
 */
export function isAbout({ column, holds }: Place, { id, email, aadId, slackId }: Known) {
  const accounts = sql.join([email, aadId, slackId].map((account) => account ?? ''));
  if (holds === 'id') return sql<boolean>`${sql.ref(column)} = ${id}`;
  if (holds === 'account') return sql<boolean>`platform_id <> '' and platform_id in (${accounts})`;
  return sql<boolean>`(json_extract(params, '$.caller') = ${id}
    or (json_extract(params, '$.account') <> '' and json_extract(params, '$.account') in (${accounts})))`;
}

/** Whole rows of one table that bear somebody's id. */
export async function rowsAbout<Table extends keyof Schema>(
  tx: Tx,
  table: Table,
  personId: string,
): Promise<Schema[Table][]> {
  const known = { id: personId, email: null, aadId: null, slackId: null };
  const conditions = PERSONAL.filter((one) => one.table === table && one.holds === 'id').map((one) =>
    isAbout(one, known),
  );
  const { rows } = await sql<Schema[Table]>`select * from ${sql.table(table)}
    where ${sql.join(conditions, sql` or `)}`.execute(tx);
  return rows;
}

/**
 * All that is held about somebody, by place, as their own file says it. Not the reminders that still wait: one would
 * tell whoever reads the file that its reader has not answered.
 */
export async function everythingAbout(
  tx: Tx,
  person: Known,
): Promise<{ family: Family; table: string; rows: Record<string, unknown>[] }[]> {
  const found = [];
  for (const one of PERSONAL) {
    const columns = sql.join(one.shown.map((name) => sql.ref(name)));
    const { rows } = await sql<Record<string, unknown>>`select ${columns} from ${sql.table(one.table)}
      where ${isAbout(one, person)} ${one.table === 'outbox' ? sql`and ephemeral = 0` : sql``}`.execute(tx);
    if (rows.length > 0) found.push({ family: one.family, table: one.table, rows });
  }
  return found;
}

/** How many rows of each family are about somebody. */
export async function countAbout(tx: Tx, person: Known): Promise<FamilyCounts> {
  const counts = noCounts();
  for (const { family, rows } of await everythingAbout(tx, person)) counts[family] += rows.length;
  return counts;
}
