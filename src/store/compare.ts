import { openOurs } from './ours.ts';

/** What differs between a database and a copy taken before: by table, whose rows changed. */
export type Changes = { table: string; people: string[] }[];

/** Chats, which stand for the platform's own. */
const CHATS = 'sandbox_message';
/** Columns that hold a person's id. */
const KEYS = ['person_id', 'launched_by', 'proposed_by'];

/**
 * People of whom rows are new, changed or gone. Messages count only once they are sent: sending is ours, not theirs.
 * @throws Refusal `not_ours`.
 */
export function changedPeople(file: string, before: string): Changes {
  openOurs(before).close();
  const sqlite = openOurs(file);
  try {
    sqlite.prepare('attach ? as earlier').run(before);
    const tables = (schema: string) =>
      sqlite
        .prepare<[], string>(`select name from ${schema}.sqlite_schema where type = 'table'`)
        .pluck()
        .all();
    const earlier = new Set(tables('earlier'));
    return tables('main')
      .filter((table) => table !== CHATS && earlier.has(table))
      .flatMap((table) => {
        const columns = (schema: string) =>
          sqlite
            .prepare<[string, string], string>('select name from pragma_table_info(?, ?)')
            .pluck()
            .all(table, schema);
        const old = new Set(columns('earlier'));
        const common = columns('main').filter((name) => old.has(name));
        const key = table === 'person' ? 'id' : KEYS.find((name) => common.includes(name));
        if (!key) return [];
        const list = common.map((name) => `"${name}"`).join(', ');
        const both = (one: string, other: string) =>
          `select "${key}" from (select ${list} from ${one}."${table}" ${settled(table, other)} except select ${list} from ${other}."${table}")`;
        const people = sqlite
          .prepare<[], string>(`${both('main', 'earlier')} union ${both('earlier', 'main')}`)
          .pluck()
          .all()
          .filter((id) => id !== null);
        return people.length > 0 ? [{ table, people }] : [];
      });
  } finally {
    sqlite.close();
  }
}

/** Of the outbox, only what was sent on both sides. */
function settled(table: string, other: string): string {
  if (table !== 'outbox') return '';
  return `where status = 'sent' and id in (select id from ${other}.outbox where status = 'sent')`;
}
