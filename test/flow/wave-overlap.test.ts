import { describe, expect, it } from 'vitest';
import { FIRST, SECOND, town } from '../instruments/wave/town.ts';

const LATER = `  - id: suite
    nom: Tout le monde
    lancement: 2026-12-16
    services: []
    semaines: 10`;

type Town = Awaited<ReturnType<typeof town>>;

/** Weekly cards by person: how many of each wave. */
async function cards(program: Town): Promise<Map<string, string[]>> {
  const rows = (program.tables().outbox ?? []).map((row) => JSON.parse(row));
  const weekly = rows.filter((row) => row.template === 'weekly' && row.status === 'sent');
  return new Map(
    [...Map.groupBy(weekly, (row) => String(row.person_id))].map(([id, own]) => [
      id,
      own.map((row) => `${row.sent_on} ${row.campaign}`).sort(),
    ]),
  );
}

/** Nobody is in two open check-ins. */
function expectOneRoundEach(program: Town): void {
  const tables = program.tables();
  const open = new Set(
    (tables.round ?? [])
      .map((row) => JSON.parse(row))
      .filter(({ kind, status }) => kind === 'checkin' && status === 'open')
      .map(({ id }) => id),
  );
  const asked = (tables.round_person ?? [])
    .map((row) => JSON.parse(row))
    .filter(({ round_id }) => open.has(round_id))
    .map(({ person_id }) => person_id);
  expect(asked).toEqual([...new Set(asked)]);
}

const monday = (date: string) => {
  const day = new Date(`${date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
};

/** In one week somebody has cards of one wave only. (A card held back by the cap can come the week after, with its own.) */
function expectOneWaveAWeek(lines: Iterable<string[]>): void {
  for (const own of lines) {
    const weeks = Map.groupBy(own, (line) => monday(line.slice(0, 10)));
    for (const [week, cards] of weeks)
      expect(new Set(cards.map((line) => line.split('/')[1])).size, week).toBe(1);
  }
}

describe('two waves that overlap', () => {
  it('have nobody in common: everybody in the later one is everybody else', async () => {
    const program = await town({ more: LATER });
    // Service by service, the later wave gets who is in no other; then those whose wave is over.
    for (let week = 0; week < 10; week++) {
      await program.travel('P7D');
      expectOneRoundEach(program);
    }
    const sent = await cards(program);
    expectOneWaveAWeek(sent.values());
    const of = (id: string, wave: string) =>
      (sent.get(id) ?? []).filter((line) => line.includes(`/${wave}/`));
    expect(of('t01', 'pilote').length).toBeGreaterThan(5);
    expect(of('t01', 'suite')).toEqual([]);
    expect(of('f01', 'pilote')).toEqual([]);
    expect(of('f01', 'suite').length).toBeGreaterThan(3);
    // Each review is about its own people.
    const digests = (program.tables().digest ?? []).map((row) => JSON.parse(row));
    const reach = (wave: string, milestone: string) =>
      JSON.parse(digests.find((row) => row.wave === wave && row.milestone === milestone)?.data).sections
        .reach;
    expect(reach('pilote', 'J30').people).toBe(13);
    expect(reach('suite', 'J30').people).toBe(20);
  });

  it('share somebody who changes services: asked by the next one from its next week on', async () => {
    const program = await town({ more: LATER });
    // Thursday 24 December: the fourth card of the pilot. The later wave sends its second one today as well.
    await program.travel('2026-12-24T09:00');
    await program.travel('2026-12-24T12:00');
    const move = (id: string, department: string) =>
      program
        .engine()
        .inTurn((turn) => turn.tx.updateTable('person').set({ department }).where('id', '=', id).execute());
    await move('t01', SECOND);
    await move('f01', FIRST);
    await program.travel('2026-12-28T12:00');
    expectOneRoundEach(program);
    const labels = () =>
      Object.fromEntries(
        (program.tables().round_person ?? [])
          .map((row) => JSON.parse(row))
          .filter(({ person_id }) => person_id === 't01')
          .map(({ round_id, label }) => [round_id, label]),
      );
    expect(labels()['checkin/pilote/4']).toBe(FIRST);
    // What they still say counts where they were asked.
    await program.tap('t01', 'checkin.answer', { time: 'h1to2' });
    for (let week = 0; week < 4; week++) {
      await program.travel('P7D');
      expectOneRoundEach(program);
    }
    const sent = await cards(program);
    expectOneWaveAWeek(sent.values());
    const last = (id: string) => sent.get(id)?.at(-1) ?? '';
    expect(last('t01')).toContain('weekly/suite/');
    expect(last('f01')).toContain('weekly/pilote/');
    // A new block is labelled anew.
    expect(labels()['checkin/suite/3']).toBe(SECOND);
    expect(sent.get('c01')?.every((line) => line.includes('/suite/'))).toBe(true);
  });

  it('moves people on when the first one is over, with no week lost or doubled', async () => {
    const program = await town({
      more: LATER,
      edits: [['programme.yml', '    semaines: 14', '    semaines: 4']],
    });
    for (let week = 0; week < 7; week++) {
      await program.travel('P7D');
      expectOneRoundEach(program);
    }
    await program.travel('2027-01-20T12:00');
    const sent = await cards(program);
    expectOneWaveAWeek(sent.values());
    const own = sent.get('t01') ?? [];
    expect(own.filter((line) => line.includes('/pilote/'))).toHaveLength(4);
    expect(own.some((line) => line.includes('/suite/'))).toBe(true);
  });
});
