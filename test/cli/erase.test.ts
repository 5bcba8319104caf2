import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';
import { percolateur, placesOf } from './support.ts';

const SERVICE = 'Services techniques';
const people = [
  ...staff(SERVICE, 14).map((person) =>
    person.id === 'p03' ? { ...person, name: 'Capucine Vautrin' } : person,
  ),
  { id: 'ref', department: SERVICE, roles: 'referent' },
];

/** A commune in its first week; p03 does everything one can do. */
async function living() {
  const program = await startProgram({ people });
  await program.travel('2026-12-03T12:00');
  await program.tap('p03', 'checkin.answer', { time: 'h1to2' });
  await program.tap('p04', 'checkin.answer', { time: 'zero' });
  await program.tap('p03', 'memento.acknowledge', { version: '1.0' });
  await program.act('p03', 'help.ask', {});
  await program.tap('p03', 'cafe.rsvp', { session: 'demystifier', response: 'yes' });
  await program.travel('2026-12-03T14:00');
  return { program, env: placesOf(program) };
}

describe('the last lead', () => {
  const cast = [
    ...staff(SERVICE, 12),
    { id: 'pil1', department: SERVICE, roles: 'pilote' },
    { id: 'pil2', department: SERVICE, roles: 'pilote' },
    { id: 'dgs', department: SERVICE, roles: 'direction' },
  ];

  it('is erased on the command line only when it is said twice', async () => {
    const program = await startProgram({ people: cast });
    const env = placesOf(program);
    expect((await percolateur(env, 'erase', 'pil1')).out).toContain(
      'pil1 : tout ce qui portait son nom est effacé',
    );
    const before = program.tables();
    const refused = await percolateur(env, 'erase', 'pil2');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('plus personne ne confirme de vague');
    expect(program.tables()).toEqual(before);
    const done = await percolateur(env, 'erase', 'pil2', '--force', '--json');
    expect(JSON.parse(done.out)).toMatchObject({ person: 'pil2', lastLead: true });
  });

  it('is warned in chat, and the leadership told', async () => {
    const program = await startProgram({ people: cast.filter(({ id }) => id !== 'pil1') });
    await program.travel('2026-12-03T10:00');
    await program.say('pil2', 'mes-donnees');
    const asked = await program.act('pil2', 'rights.erase', {});
    expect(JSON.stringify(asked)).toContain("plus personne n'est pilote");
    await program.act('pil2', 'rights.erase', { sure: true });
    await program.travel('2026-12-03T10:05');
    const told = JSON.stringify((await program.messages('dgs')).at(-1));
    expect(told).toContain('pil2');
    expect(told).toContain("Plus personne n'est pilote");
  });
});

describe('erase', () => {
  it('leaves no row and no byte with the name, the id or the answer', async () => {
    const { program, env } = await living();
    const before = program.tables();
    expect(before.help_call).toHaveLength(1);
    expect(before.acknowledgement).toHaveLength(1);
    expect(before.rsvp).toHaveLength(1);
    expect(before.sealed_answer).toHaveLength(2);
    const counts = await program.outbox();

    const { code, out } = await percolateur(env, 'erase', 'p03@commune.example');
    expect(code).toBe(1);
    expect(out).toContain('supprimées : 1');
    expect(out).toContain(`retirez p03 de ${join(program.programme, 'agents.csv')}`);

    const after = program.tables();
    expect(after.sealed_answer).toHaveLength(1);
    expect(JSON.stringify(after)).not.toMatch(/\bp03\b|Vautrin/);
    // Nothing was lost in the accounts.
    expect(await program.outbox()).toEqual(counts);
    // The list still has the name, the file has not.
    expect(program.bytes().includes('Vautrin')).toBe(false);
    await program.travel('P7D');
  });

  it('is done once the list no longer has them', async () => {
    const { program, env } = await living();
    const list = join(program.programme, 'agents.csv');
    writeFileSync(list, readFileSync(list, 'utf8').replace(/^p03;.*\n/m, ''));
    const { code, out } = await percolateur(env, 'erase', 'p03', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      person: 'p03',
      stillListed: false,
      erased: { answers: 1, cafes: 1, memento: 1, help: 1, identity: 1 },
    });
    await program.restart();
    expect(JSON.stringify(program.tables())).not.toMatch(/\bp03\b|Vautrin/);
  });

  it('says what it cannot find without the secret', async () => {
    const { program, env } = await living();
    const copy = join(dirname(program.file), 'sans-secret', 'base.db');
    await percolateur(env, 'backup', join(dirname(program.file), 'copie.db'));
    const elsewhere = { ...env, DATABASE_URL: `file:${copy}` };
    await percolateur(elsewhere, 'restore', join(dirname(program.file), 'copie.db'));
    const { out } = await percolateur(elsewhere, 'erase', 'p03');
    expect(out).toContain('introuvables sans PERCOLATEUR_SECRET');
  });

  it('refuses somebody it does not know', async () => {
    const { env } = await living();
    const { code, err } = await percolateur(env, 'erase', 'personne@commune.example');
    expect({ code, err }).toEqual({
      code: 2,
      err: "Cette personne n'est pas dans la base : donnez son identifiant ou son courriel, comme dans agents.csv.",
    });
  });
});

describe('purge', () => {
  it('deletes what was kept long enough, and keeps the counts', async () => {
    const { program, env } = await living();
    const list = join(program.programme, 'agents.csv');
    writeFileSync(list, readFileSync(list, 'utf8').replace(/^p03;.*\n/m, ''));
    await percolateur(env, 'people', 'import', list, '--apply');
    await program
      .engine()
      .inTurn((turn) =>
        turn.tx
          .insertInto('stranger')
          .values({ channel: 'teams', platform_id: 'unknown', first_on: '2026-12-03' })
          .execute(),
      );
    expect(JSON.parse((await percolateur(env, 'purge', '--json')).out)).toMatchObject({
      messages: 0,
      leavers: 0,
      strangers: 0,
    });
    const counts = (await program.outbox()).filter(({ campaign }) => campaign === 'welcome/pilote');
    // As the clock of the sandbox says; the service itself sleeps.
    await program
      .engine()
      .inTurn((turn) =>
        turn.tx
          .updateTable('setting')
          .set({ value: '2028-01-10T08:00:00Z' })
          .where('key', '=', 'sandbox_clock')
          .execute(),
      );
    const { code, out } = await percolateur(env, 'purge', '--json');
    expect(code).toBe(0);
    const purged = JSON.parse(out);
    expect(purged).toMatchObject({ leavers: 1, strangers: 1, scrubbed: true });
    expect(purged.messages).toBeGreaterThan(10);
    expect(purged.inbox).toBeGreaterThan(0);
    expect(JSON.stringify(program.tables())).not.toMatch(/\bp03\b|Vautrin/);
    expect((await program.outbox()).filter(({ campaign }) => campaign === 'welcome/pilote')).toEqual(counts);
  });
});
