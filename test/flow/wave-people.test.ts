import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { percolateur, placesOf } from '../cli/support.ts';
import { allWords, FIRST, plain, SECOND, type Town, town } from '../instruments/wave/town.ts';
import { words } from '../support/program.ts';

/** A new list, as the lead imports it while the service runs. */
async function importList(program: Town, edit: (csv: string) => string): Promise<void> {
  const own = join(program.programme, 'agents.csv');
  writeFileSync(own, edit(readFileSync(own, 'utf8')));
  const { code, err } = await percolateur(placesOf(program), 'people', 'import', own, '--apply');
  expect({ code, err }).toEqual({ code: 0, err: '' });
}

const rounds = (program: Town, id: string) =>
  (program.tables().round_person ?? [])
    .map((row) => JSON.parse(row))
    .filter(({ person_id, round_id }) => person_id === id && round_id.startsWith('checkin/'))
    .map(({ round_id }) => round_id);

describe('somebody who arrives', () => {
  it('is not asked by the week that is open, is welcomed at the next one, and joins it', async () => {
    const program = await town();
    await program.travel('2026-12-10T12:00');
    await importList(program, (csv) => `${csv}n01;Nadia Nord;n01@commune.example;${FIRST};agent;\n`);
    await program.travel('2026-12-14T12:00');
    expect(rounds(program, 'n01')).toEqual([]);
    const reply = await program.act('n01', 'checkin.answer', { time: 'h1to2' });
    expect(reply?.refused).toBe('round_closed');
    await program.travel('2026-12-15T10:00');
    expect(await allWords(program, 'n01')).toContain("J'ai lu et compris");
    await program.travel('2026-12-17T12:00');
    expect(rounds(program, 'n01')).toEqual(['checkin/pilote/3']);
    // The others were welcomed at J0, once.
    const welcomed = (program.tables().outbox ?? []).filter((row) => row.includes('"template":"welcome"'));
    expect(welcomed).toHaveLength(14);
  });

  it('who installs the app late is welcomed like somebody new', async () => {
    const program = await town();
    await program.become('t01', 'notInstalled');
    await program.travel('2026-12-10T12:00');
    expect(rounds(program, 't01')).toEqual([]);
    await program.become('t01', 'active');
    await program.travel('2026-12-17T12:00');
    expect(await allWords(program, 't01')).toContain("J'ai lu et compris");
    expect(rounds(program, 't01')).toEqual(['checkin/pilote/3']);
  });
});

describe('somebody who leaves', () => {
  it('gets nothing more, and their seat goes to the first who waits', async () => {
    const program = await town({
      edits: [['cafes.yml', '    places: 15', '    places: 6']],
    });
    await program.travel('2026-12-03T12:00');
    for (const id of ['t01', 't02', 't03', 't04', 't05', 't06', 't07'])
      await program.tap(id, 'cafe.rsvp', { session: 'demystifier', response: 'yes' });
    await importList(program, (csv) => csv.replace(/^t01;.*\n/m, ''));
    await program.travel('2026-12-10T12:00');
    const sent = (program.tables().outbox ?? []).map((row) => JSON.parse(row));
    expect(sent.filter((row) => row.person_id === 't01' && row.sent_on > '2026-12-03')).toEqual([]);
    const seats = (program.tables().rsvp ?? []).map((row) => JSON.parse(row));
    expect(seats.filter(({ response }) => response === 'yes').map(({ person_id }) => person_id)).toContain(
      't07',
    );
    expect(rounds(program, 't01')).toEqual(['checkin/pilote/1']);
    // What they had said until then counts; nothing new is taken.
    const reply = await program.act('t01', 'checkin.answer', { time: 'h1to2' });
    expect(reply?.refused).toBe('left');
  });
});

describe('somebody who changes services', () => {
  it('keeps their label in what is open, and is of no wave when the new service has none', async () => {
    const program = await town();
    await program.travel('2026-12-03T12:00');
    await importList(program, (csv) =>
      csv.replace(`t01@commune.example;${FIRST}`, `t01@commune.example;${SECOND}`),
    );
    const label = (program.tables().round_person ?? [])
      .map((row) => JSON.parse(row))
      .find(({ person_id, round_id }) => person_id === 't01' && round_id === 'checkin/pilote/1')?.label;
    expect(label).toBe(FIRST);
    expect(words(await program.tap('t01', 'checkin.answer', { time: 'zero' }))).toContain(
      'Réponse enregistrée',
    );
    await program.travel('2026-12-10T12:00');
    expect(rounds(program, 't01')).toEqual(['checkin/pilote/1']);
    expect(plain(words(await program.say('pil', 'vague')))).toContain('12 personnes, dont 12 joignables');
  });
});

describe('people who cannot be reached', () => {
  it('are told to the leads a week before J0, once, and named to a lead who asks in private', async () => {
    const program = await town();
    await program.become('t01', 'notInstalled');
    await program.become('t02', 'notInstalled');
    await program.become('t03', 'blocked');
    await importList(program, (csv) => csv.replace(/^(t04;.*);$/m, '$1;aucun'));
    await program.travel('2026-11-24T12:00');
    await program.travel('2026-11-27T12:00');
    const told = (await allWords(program, 'pim')).split('4 personnes ne peuvent pas être jointes');
    expect(told).toHaveLength(2);
    expect(told[1]).toContain("2 n'ont pas l'application");
    expect(told[1]).toContain("1 n'a pas de messagerie");
    expect(told[1]).not.toContain('Personne t01');
    const named = plain(words(await program.say('pil', 'vague personnes')));
    expect(named).toContain('4 personnes sur 33 ne peuvent pas être jointes.');
    expect(named).toContain(`Personne t01 (${FIRST}), Personne t02 (${FIRST})`);
    expect(named).toContain(`Personne t04 (${FIRST})`);
    // Blocking is the person's choice.
    expect(named).not.toContain('Personne t03');
    expect(plain(words(await program.say('pil', 'vague personnes finances')))).toContain(
      'Tout le monde peut être joint.',
    );
    expect(plain(words(await program.say('pil', 'vague personnes xyz')))).toContain('Aucun service');
    const inFront = await program.call('POST', 'people/pil/messages', {
      text: 'vague personnes',
      channel: 'direction',
    });
    expect(JSON.stringify(inFront.body)).not.toContain('Personne t01');
  });

  it('are nobody: no note leaves', async () => {
    const program = await town();
    await program.travel('2026-11-27T12:00');
    expect((await program.outbox()).some(({ campaign }) => campaign.endsWith('/unreachable'))).toBe(false);
  });
});
