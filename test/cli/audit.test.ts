import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';
import { percolateur, placesOf } from './support.ts';

const people = [...staff('Services techniques', 12), { id: 'pil', department: 'Urbanisme', roles: 'pilote' }];
const BASELINE = 'survey/pilote/etat-des-lieux/1';
const WEEK = 'checkin/pilote/1';

const reportSchema = z.object({
  ok: z.boolean(),
  findings: z.array(z.object({ code: z.string(), level: z.enum(['leak', 'risk']), text: z.string() })),
});

/** A commune with a closed baseline and an open week, both answered. */
async function answered() {
  const program = await startProgram({ people });
  await program.travel('2026-11-17T12:00');
  const ids = people.map(({ id }) => id).slice(0, 8);
  for (const [index, id] of ids.entries()) {
    await program.tap(id, 'survey.answer', { q_usage: ['parfois', 'jamais'][index % 2] ?? '' });
  }
  await program.travel('2026-12-03T12:00');
  for (const id of ids) await program.tap(id, 'checkin.answer', { time: 'h1to2' });
  const env = placesOf(program);
  return {
    program,
    env,
    async audit(file?: string) {
      const { code, out } = await percolateur(
        env,
        'audit-confidentiality',
        ...(file ? [file] : []),
        '--json',
      );
      const report = reportSchema.parse(JSON.parse(out));
      expect(code).toBe(report.ok ? 0 : 1);
      const codes = (level: string) =>
        report.findings.filter((finding) => finding.level === level).map((finding) => finding.code);
      return { leaks: codes('leak'), risks: codes('risk') };
    },
    /** Writes in the database as a bug would. */
    plant(work: (database: Database.Database) => void) {
      const database = new Database(program.file);
      onTestFinished(() => void database.close());
      database.pragma('foreign_keys = ON');
      work(database);
      return database;
    },
  };
}

describe('audit-confidentiality', () => {
  it('finds no leak, and says what whoever has the secret can read', async () => {
    const { audit, program, env } = await answered();
    expect(await audit()).toEqual({ leaks: [], risks: ['open_with_secret'] });
    const copy = join(dirname(program.file), 'copie.db');
    await percolateur(env, 'backup', copy);
    expect(await audit(copy)).toEqual({ leaks: [], risks: [] });
    const { out } = await percolateur(env, 'audit-confidentiality');
    expect(out).toContain(`[open_with_secret] La ronde ${WEEK} est ouverte`);
    expect(out).toContain('Aucune fuite trouvée');
    await program.travel('2026-12-16T12:00');
    expect((await audit()).leaks).toEqual([]);
  });

  it('sees a salt and answers that outlive their round', async () => {
    const { audit, plant } = await answered();
    plant((database) => {
      database.prepare('update round set salt = ? where id = ?').run(Buffer.alloc(32, 7), BASELINE);
      database
        .prepare('insert into sealed_answer values (?, ?, ?)')
        .run(BASELINE, Buffer.alloc(32, 9), Buffer.alloc(3000, 200));
    });
    expect((await audit()).leaks).toEqual(['closed_salt', 'closed_answers', 'old_answers']);
  });

  it('sees what was deleted and not wiped', async () => {
    const { audit, plant, program } = await answered();
    const database = plant((opened) => {
      opened.pragma('secure_delete = OFF');
      opened.exec(
        "create table note (body text) strict; insert into note values (printf('%.*c', 20000, 'x'))",
      );
      opened.exec('drop table note');
      opened
        .prepare("update round set salt = ?, status = 'open' where id = ?")
        .run(Buffer.alloc(32, 7), BASELINE);
      opened.prepare("update round set salt = null, status = 'closed' where id = ?").run(BASELINE);
    });
    database.pragma('wal_checkpoint(PASSIVE)');
    expect(readFileSync(program.file).includes('xxxxxxxx')).toBe(true);
    expect((await audit()).leaks).toEqual(['free_pages', 'old_salt']);
  });

  it('sees tokens that need no secret, boxes that tell, and names of small services', async () => {
    const { audit, plant } = await answered();
    plant((database) => {
      const box = database.prepare('select length(box) as size from sealed_answer').pluck().get();
      database
        .prepare('insert into sealed_answer values (?, ?, ?)')
        .run(WEEK, createHash('sha256').update('p11').digest(), Buffer.alloc(Number(box), 65));
      database
        .prepare('insert into sealed_answer values (?, ?, ?)')
        .run(WEEK, Buffer.alloc(32, 1), Buffer.from('{"label":"Urbanisme"}'));
      database.exec("update round_person set label = 'Urbanisme' where person_id = 'pil'");
    });
    expect((await audit()).leaks).toEqual([
      'box_length',
      'box_readable',
      'small_label',
      'small_label',
      'token_guessed',
    ]);
  });

  it('sees totals under the thresholds, counts of the almost unanimous, and participation to the person', async () => {
    const { audit, plant } = await answered();
    plant((database) => {
      const stored = z.string().parse(database.prepare('select data from frozen').pluck().get());
      const data = JSON.parse(stored);
      data.result.tables.usage = { n: 4, counts: { parfois: 3, jamais: 1 } };
      database.prepare('update frozen set data = ?').run(JSON.stringify(data));
      const week = {
        id: WEEK,
        subject: 'checkin',
        wave: 'pilote',
        number: 1,
        openedOn: '2026-12-03',
        closedOn: '2026-12-08',
        kind: 'checkin',
        invited: 13,
        participation: 8,
      };
      database.prepare('insert into frozen values (?, ?)').run(WEEK, JSON.stringify(week));
      const sections = { time: { invited: 13, answered: 8, byDepartment: [{ department: '*', n: 3 }] } };
      database
        .prepare("insert into digest values ('pilote', 'J15', '', '', 'posted', ?, null, null)")
        .run(JSON.stringify({ sections }));
      database
        .prepare('insert into frozen values (?, ?)')
        .run('block/pilote/1', JSON.stringify({ ...week, byDepartment: [] }));
    });
    expect((await audit()).leaks).toEqual([
      'frozen_shape',
      'frozen_steps',
      'frozen_threshold',
      'frozen_unanimous',
      'digest_threshold',
    ]);
  });

  it('sees old events, reminders that stayed, and another secret', async () => {
    const { audit, plant, env } = await answered();
    plant((database) => {
      database.prepare('insert into inbox_key values (?, ?)').run('2026-11-20', Buffer.alloc(32, 3));
      database
        .prepare("update outbox set ephemeral = 1 where person_id = 'p09' and campaign = 'weekly/pilote/1'")
        .run();
    });
    expect((await audit()).leaks).toEqual(['inbox_old', 'reminder_rows']);
    const other = { ...env, PERCOLATEUR_SECRET: createHash('sha256').update('autre').digest('base64') };
    const { out } = await percolateur(other, 'audit-confidentiality', '--json');
    expect(reportSchema.parse(JSON.parse(out)).findings.map(({ code }) => code)).toContain('secret_mismatch');
  });
});
