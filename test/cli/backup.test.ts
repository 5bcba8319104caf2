import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { readTables, startProgram } from '../support/program.ts';
import { percolateur, placesOf } from './support.ts';

const people = [...staff('Services techniques', 12), { id: 'pil', department: 'Urbanisme', roles: 'pilote' }];
const ROUND = 'survey/pilote/etat-des-lieux/1';
const ANSWERS = {
  q_usage: 'parfois',
  q_competence: '3',
  q_besoin: 'pratiquer',
  q_irritant_1: 'courriels',
  q_heures_repetitives: 'h2a5',
  q_maturite: '4',
};

/** A commune in the middle of its baseline, three answers in. */
async function answering() {
  const program = await startProgram({ people });
  await program.travel('2026-11-17T12:00');
  for (const id of ['p01', 'p02', 'p03']) await program.tap(id, 'survey.answer', ANSWERS);
  return { program, env: placesOf(program), copy: join(dirname(program.file), 'copie.db') };
}

describe('backup', () => {
  it('copies a database in use, without what is open, and says what is lost', async () => {
    const { program, env, copy } = await answering();
    const salt = /"salt":\{"type":"Buffer","data":\[([\d,]+)\]/.exec(program.tables().round?.[0] ?? '')?.[1];
    const { code, out } = await percolateur(env, 'backup', copy);
    expect(code).toBe(0);
    expect(out).toContain(`  ${ROUND}`);
    const tables = readTables(copy);
    for (const table of ['sealed_answer', 'sealed_sum', 'inbox', 'inbox_key', 'attention', 'frozen']) {
      expect(tables[table], table).toEqual([]);
    }
    expect(tables.round?.[0]).toMatch(/"status":"closed".*"salt":null/);
    expect(tables.person).toHaveLength(13);
    expect(readFileSync(copy).includes(Buffer.from(String(salt).split(',').map(Number)))).toBe(false);
    expect(statSync(copy).mode & 0o077).toBe(0);
    // The database itself goes on.
    expect(program.tables().sealed_answer).toHaveLength(3);
    await program.tap('p04', 'survey.answer', ANSWERS);
  });

  it('keeps no reminder on its way: its row would tell who is silent', async () => {
    const { program, env, copy } = await answering();
    await program.engine().inTurn((turn) =>
      turn.tx
        .insertInto('outbox')
        .values({
          id: 'reminder',
          campaign: `${ROUND}/reminder/1`,
          person_id: 'p09',
          template: 'survey',
          params: '{}',
          priority: 4,
          solicited: 0,
          ephemeral: 1,
          due_at: '2026-11-18T08:30:00Z',
          expires_at: '2026-11-29T23:00:00Z',
          status: 'planned',
          attempts: 0,
          refresh: 'no',
        })
        .execute(),
    );
    await percolateur(env, 'backup', copy);
    const tables = readTables(copy);
    expect(tables.outbox?.filter((row) => row.includes('reminder'))).toEqual([]);
    expect(tables.tally).toContain(
      JSON.stringify({ campaign: `${ROUND}/reminder/1`, outcome: 'skipped', reason: 'cancelled', count: 1 }),
    );
  });

  it('never writes over a file, and answers in JSON', async () => {
    const { env, copy } = await answering();
    const { out } = await percolateur(env, 'backup', copy, '--json');
    expect(JSON.parse(out)).toEqual({ file: copy, closedRounds: [ROUND] });
    const { code, err } = await percolateur(env, 'backup', copy);
    expect({ code, err }).toEqual({
      code: 2,
      err: `Il y a déjà un fichier ${copy} : donnez un autre nom à la copie.`,
    });
  });
});

describe('restore', () => {
  it('asks for a copy where there is none', async () => {
    const { code, err } = await percolateur({}, 'restore', '/nulle-part.db');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('sauvegarde') });
  });

  it('refuses while the service has the database open', async () => {
    const { env, copy } = await answering();
    await percolateur(env, 'backup', copy);
    const { code, err } = await percolateur(env, 'restore', copy);
    expect(code).toBe(2);
    expect(err).toContain('arrêtez-le');
  });

  it('puts a copy in the place of a lost database; the service goes on from there', async () => {
    const { program, env, copy } = await answering();
    await percolateur(env, 'backup', copy);
    const elsewhere = join(dirname(program.file), 'neuf', 'percolateur.db');
    const { code } = await percolateur({ ...env, DATABASE_URL: `file:${elsewhere}` }, 'restore', copy);
    expect(code).toBe(0);
    expect(readTables(elsewhere).person).toHaveLength(13);
    expect(readTables(elsewhere).round?.[0]).toContain('"status":"closed"');
  });

  it('closes what is open in a raw copy', async () => {
    const { program, env } = await answering();
    await percolateur(env, 'backup', join(dirname(program.file), 'saine.db'));
    const raw = join(dirname(program.file), 'brute.db');
    await program.engine().inTurn(async () => undefined);
    copyFileSync(program.file, raw);
    copyFileSync(`${program.file}-wal`, `${raw}-wal`);
    const elsewhere = join(dirname(program.file), 'autre.db');
    const { out } = await percolateur({ ...env, DATABASE_URL: `file:${elsewhere}` }, 'restore', raw);
    expect(out).toContain(ROUND);
    expect(readTables(elsewhere).sealed_answer).toEqual([]);
  });

  it('refuses to lose what the database knows, unless forced', async () => {
    const { program, env, copy } = await answering();
    await percolateur(env, 'backup', copy);
    await program.travel('2026-12-02T12:00');
    const later = join(dirname(program.file), 'plus-tard.db');
    await percolateur(env, 'backup', later);
    const elsewhere = { ...env, DATABASE_URL: `file:${join(dirname(program.file), 'autre.db')}` };
    expect((await percolateur(elsewhere, 'restore', later)).code).toBe(0);
    const { code, err } = await percolateur(elsewhere, 'restore', copy);
    expect(code).toBe(2);
    expect(err).toContain('--force');
    expect((await percolateur(elsewhere, 'restore', copy, '--force')).code).toBe(0);
  });

  it('refuses what is not ours', async () => {
    const { program, env } = await answering();
    const other = join(dirname(program.file), 'notes.txt');
    writeFileSync(other, 'pas une base');
    const elsewhere = { ...env, DATABASE_URL: `file:${join(dirname(program.file), 'autre.db')}` };
    const { code, err } = await percolateur(elsewhere, 'restore', other);
    expect(code).toBe(2);
    expect(err).toContain("n'est pas une base de Percolateur");
  });
});
