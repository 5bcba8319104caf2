import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate, schemaText } from '../../src/store/migrate.ts';

/** To write the file again: `npx vitest run test/store -u`. */
it('db/schema.sql is what the migrations make', async () => {
  const sqlite = new Database(':memory:');
  migrate(sqlite);
  const schema = schemaText(sqlite);
  sqlite.close();
  await expect(schema).toMatchFileSnapshot('../../db/schema.sql');
});
