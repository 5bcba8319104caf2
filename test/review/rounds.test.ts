import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { closeRound } from '../../src/engine/closing.ts';
import { listPeople } from '../../src/store/person.ts';
import { findRound, listRounds } from '../../src/store/round.ts';
import { readTables } from '../support/program.ts';
import { type House, openHouse } from './house.ts';

const who = (house: House, role: 'lead' | 'champion') => {
  const person = house.people.find(({ roles }) => roles.includes(role));
  if (!person) throw new Error(`nobody is ${role}`);
  return person;
};
const statusOf = (house: House, id: string) =>
  house.store.transaction(async (tx) => (await findRound(tx, id))?.status);

it('closes by hand surveys only: a week or a block would be lost', async () => {
  const house = await openHouse();
  await house.go('2026-12-07', '12:00');
  for (const round of ['checkin/pilote/1', 'block/pilote/1']) {
    const reply = await house.tap(who(house, 'lead').id, { v: 'survey.close', round });
    expect(reply?.refused).toBe('role');
    expect(await statusOf(house, round)).toBe('open');
  }
});

it('closes and destroys what is open when its wave is no longer in the programme', async () => {
  const house = await openHouse();
  await house.go('2026-12-04', '12:00');
  const open = await house.store.transaction((tx) => listRounds(tx, { status: 'open' }));
  expect(open.map(({ kind }) => kind)).toContain('block');
  house.reopen({ ...house.programme, waves: [] });
  await house.go('2027-02-01', '12:00');
  const still = await house.store.transaction((tx) => listRounds(tx, { status: 'open' }));
  expect(still).toEqual([]);
  expect(readTables(house.file).sealed_answer).toEqual([]);
});

it('closes a week at the moment printed on its card, wherever the launch is moved to', async () => {
  const house = await openHouse();
  await house.go('2026-12-04', '12:00');
  const round = await house.store.transaction((tx) => findRound(tx, 'checkin/pilote/1'));
  const waves = house.programme.waves.map((wave) => ({ ...wave, launchDate: '2027-01-12' }));
  house.reopen({ ...house.programme, waves });
  const closes = Temporal.Instant.from(String(round?.closes_at)).toZonedDateTimeISO('Europe/Paris');
  await house.go(closes.toPlainDate().toString(), closes.toPlainTime().toString({ smallestUnit: 'minute' }));
  expect(await statusOf(house, 'checkin/pilote/1')).toBe('closed');
});

it('leaves no reminder row behind a round that was closed by hand', async () => {
  const house = await openHouse();
  await house.go('2026-11-19', '12:00');
  const open = await house.store.transaction((tx) => listRounds(tx, { status: 'open', kind: 'survey' }));
  const [round] = open;
  if (!round) throw new Error('no survey is open');
  await house.engine().inTurn(async (turn) => {
    await turn.plan({
      campaign: `${round.id}/reminder/1`,
      template: 'survey',
      params: { round: round.id, reminder: true },
      to: [],
      at: turn.now,
      until: turn.now.add({ hours: 100 }),
      ephemeral: true,
    });
    await turn.plan({
      campaign: `${round.id}/reminder/2`,
      template: 'survey',
      params: { round: round.id, reminder: true },
      to: (await listPeople(turn.tx)).slice(0, 7),
      at: turn.now,
      until: turn.now.add({ hours: 100 }),
      ephemeral: true,
    });
    await closeRound(turn, round.id);
  });
  const { outbox = [], tally = [] } = readTables(house.file);
  expect(outbox.filter((row) => JSON.parse(row).ephemeral === 1)).toEqual([]);
  expect(tally.map((row) => JSON.parse(row))).toContainEqual({
    campaign: `${round.id}/reminder/2`,
    outcome: 'skipped',
    reason: 'cancelled',
    count: 7,
  });
});

it('takes no answer typed in front of others', async () => {
  const house = await openHouse();
  await house.go('2026-12-04', '12:00');
  const [person] = house.people;
  await house.tell(person?.id ?? '', '1 h', 'a team channel');
  expect(readTables(house.file).sealed_answer).toEqual([]);
  await house.tell(person?.id ?? '', '1 h');
  expect(readTables(house.file).sealed_answer).toHaveLength(1);
});

it('acknowledges the version in force and nothing else', async () => {
  const house = await openHouse();
  await house.go('2026-12-04', '12:00');
  const id = house.people[0]?.id ?? '';
  await house.tap(id, { v: 'memento.acknowledge', version: 'x'.repeat(100_000) });
  expect(readTables(house.file).acknowledgement).toEqual([]);
  await house.tap(id, { v: 'memento.acknowledge', version: house.programme.memento.version });
  expect(readTables(house.file).acknowledgement).toHaveLength(1);
});

it('reminds the silent of a service that no wave has reached yet', async () => {
  const house = await openHouse({
    change: (programme) => {
      const [first] = programme.waves;
      const other = programme.people.map(({ department }) => department).find((name) => name !== '');
      return {
        ...programme,
        surveys: programme.surveys.map((survey) => ({ ...survey, rounds: [] })),
        waves: first
          ? [
              {
                ...first,
                departments: [...new Set(programme.people.map((person) => person.department))].filter(
                  (name) => name !== other,
                ),
              },
            ]
          : [],
      };
    },
  });
  const outside = house.people[0]?.department ?? '';
  await house.go('2026-11-17', '10:00');
  const survey = house.programme.surveys.find(({ purpose }) => purpose !== 'baseline');
  const reply = await house.tap(who(house, 'lead').id, {
    v: 'survey.launch',
    survey: survey?.id,
    department: outside,
  });
  expect(reply?.refused).toBeUndefined();
  await house.go('2026-11-27', '10:00');
  const { tally = [] } = readTables(house.file);
  expect(
    tally
      .map((row) => JSON.parse(row))
      .some((row) => row.campaign.includes('/reminder/') && row.outcome === 'sent'),
  ).toBe(true);
});
