import { expect, test } from 'vitest';
import type { DigestData } from '../../../src/domain/digest.ts';
import { MILESTONES, type Milestone } from '../../../src/domain/milestone.ts';
import { computeDigest } from '../../../src/instruments/digest/compute.ts';
import { acknowledge } from '../../../src/store/acknowledgement.ts';
import { callForHelp } from '../../../src/store/help-call.ts';
import { insertOutbox } from '../../../src/store/outbox.ts';
import { setPause } from '../../../src/store/person.ts';
import { saveRsvp } from '../../../src/store/rsvp.ts';
import { ordinaryBaseline, ordinaryBlock, ordinarySatisfaction, ordinaryWave, scale } from './answers.ts';
import { closeBlock, closeSurvey, closeWeek, createWorld, service, WAVE, type World } from './world.ts';

const READ_ON: Record<Milestone, string> = { J15: '2026-12-15', J30: '2026-12-30', J90: '2027-02-26' };

async function read(world: World, milestone: Milestone): Promise<DigestData> {
  world.travel(READ_ON[milestone]);
  const [wave] = world.programme.waves;
  if (!wave) throw new Error('no wave');
  return world.turn((turn) => computeDigest(turn, wave, milestone));
}

test('each milestone shows its own sections, and all fourteen are always there', async () => {
  const world = await createWorld();
  await ordinaryWave(world);
  const early: Record<Milestone, string[]> = { J15: [], J30: [], J90: [] };
  for (const milestone of MILESTONES) {
    const { sections } = await read(world, milestone);
    expect(Object.keys(sections)).toEqual([
      'reach',
      'participation',
      'adoption',
      'time',
      'satisfaction',
      'baseline',
      'mood',
      'blockers',
      'helpWanted',
      'cafes',
      'memento',
      'irritants',
      'resources',
      'decision',
    ]);
    for (const [name, section] of Object.entries(sections)) {
      if ('hidden' in section) expect(section).toEqual({ hidden: true, reason: 'too_early' });
      if ('hidden' in section) early[milestone].push(name);
      else expect(section).toMatchObject({ invited: expect.any(Number), answered: expect.any(Number) });
    }
  }
  const first = ['adoption', 'time', 'satisfaction', 'baseline'];
  expect(early.J15).toEqual([...first, 'mood', 'resources', 'decision']);
  expect(early.J30).toEqual(['mood', 'resources', 'decision']);
  expect(early.J90).toEqual([]);
});

test('J+30 reads adoption in the second block, with the first beside it', async () => {
  const world = await createWorld();
  await closeBlock(world, 1, ordinaryBlock(12));
  await closeBlock(world, 2, ordinaryBlock(15));
  const { sections } = await read(world, 'J30');
  expect(sections.adoption).toMatchObject({
    block: 2,
    invited: 58,
    answered: 39,
    responseRate: 39 / 58,
    users: 24,
    rateOfInvited: 24 / 58,
    rateOfRespondents: 24 / 39,
    alert: 'above',
    blocks: [
      { block: 1, users: 21 },
      { block: 2, users: 24 },
    ],
    byDepartment: [
      { department: 'Technique', invited: 28, answered: 17, users: 9 },
      { department: 'Accueil', invited: 30, answered: 22, users: 15 },
    ],
    useCases: { n: 23, distribution: { courriels: 14, visuels: 4, comptes_rendus: 4, other: 1, arretes: 0 } },
  });
});

test('the alert does not know when the two readings straddle 30 %', async () => {
  const world = await createWorld();
  await closeBlock(world, 1, ordinaryBlock(0));
  await closeBlock(world, 2, [service('Accueil', 60, 20, { adoption: { used: 10, unused: 10 } })]);
  const { sections } = await read(world, 'J30');
  expect(sections.adoption).toMatchObject({ users: 10, alert: 'unknown' });
});

test('a hidden second block hides adoption at J+30, whatever the first one says', async () => {
  const world = await createWorld();
  await closeBlock(world, 1, ordinaryBlock(12));
  await closeBlock(world, 2, [service('Accueil', 58, 4, { adoption: { used: 4 } })]);
  const { sections } = await read(world, 'J30');
  expect(sections.adoption).toEqual({ hidden: true, reason: 'below_threshold' });
  // The time of the first block can still be shown, and says that it is the first block's.
  expect(sections.time).toMatchObject({ blocks: [1], declarations: 70, answered: 39 });
});

test('J+90 leads with the last block that can be shown', async () => {
  const world = await createWorld();
  for (let block = 1; block <= 5; block++) await closeBlock(world, block, ordinaryBlock(8 + block));
  await closeBlock(world, 6, [service('Accueil', 58, 3, { adoption: { used: 3 } })]);
  const { sections } = await read(world, 'J90');
  expect(sections.adoption).toMatchObject({ block: 5, users: 22 });
  const { adoption } = sections;
  expect('blocks' in adoption && adoption.blocks.at(-1)).toEqual({
    block: 6,
    hidden: true,
    reason: 'below_threshold',
  });
});

test('declared time adds up the published blocks, losses and non-users with them', async () => {
  const world = await createWorld();
  await closeBlock(world, 1, ordinaryBlock(12));
  await closeBlock(world, 2, ordinaryBlock(12));
  const { sections } = await read(world, 'J30');
  expect(sections.time).toMatchObject({
    blocks: [1, 2],
    declarations: 140,
    distribution: {
      lost: 4,
      unused: 42,
      zero: 20,
      lt30: 28,
      m30to60: 28,
      h1to2: 10,
      h2to4: 4,
      h4plus: 0,
      unknown: 4,
    },
    // 136 declarations have a place in the order: the 68th is under half an hour.
    medianBand: 'lt30',
  });
});

test('a near-unanimous table gives its band and no count', async () => {
  const world = await createWorld();
  for (const block of [1, 2]) {
    await closeBlock(world, block, [
      service('Accueil', 58, 31, {
        adoption: { used: 1, unused: 30 },
        time: { unused: 59, h1to2: 2 },
        blocker: { rules: 30 },
      }),
    ]);
  }
  const { sections } = await read(world, 'J30');
  expect(sections.time).toMatchObject({ nearlyAll: 'unused', declarations: null, blocks: [1, 2] });
  expect(sections.time).not.toHaveProperty('distribution');
  expect(sections.time).not.toHaveProperty('medianBand');
  expect(sections.adoption).toMatchObject({ nearlyAll: 'unused', alert: 'below' });
  expect(sections.adoption).not.toHaveProperty('users');
  expect(sections.blockers).toMatchObject({ nearlyAll: 'rules', n: null });
});

test('a near-unanimous block is left out of a sum that has counts', async () => {
  const world = await createWorld();
  await closeBlock(world, 1, ordinaryBlock(12));
  await closeBlock(world, 2, [
    service('Accueil', 58, 31, { adoption: { used: 20, unused: 11 }, time: { zero: 60 } }),
  ]);
  const { sections } = await read(world, 'J30');
  expect(sections.time).toMatchObject({ blocks: [1], declarations: 70 });
});

test('participation moves in steps of 5 and keeps its weeks', async () => {
  const world = await createWorld();
  await closeWeek(world, 1, 58, 35);
  await closeWeek(world, 2, 57, 30);
  await closeBlock(world, 1, ordinaryBlock(12));
  const { sections } = await read(world, 'J15');
  expect(sections.participation).toEqual({
    invited: 58,
    answered: 35,
    counted: { first: 1, last: 2 },
    responseRate: 35 / 58,
    weeks: [
      { week: 1, invited: 58, answered: 35 },
      { week: 2, invited: 57, answered: 30 },
    ],
  });
});

test('reach, help, memento and Cafés count people, not answers', async () => {
  const world = await createWorld();
  const people = world.programme.people;
  const [one, two, three, four] = people.filter(({ roles }) => roles.length === 1).map(({ id }) => id);
  if (!one || !two || !three || !four) throw new Error('too few people');
  await world.turn(async (turn) => {
    await setPause(turn.tx, one, '2027-06-01');
    await callForHelp(turn.tx, two, WAVE, '2026-12-04');
    await callForHelp(turn.tx, two, WAVE, '2026-12-09');
    await callForHelp(turn.tx, three, WAVE, '2026-12-09');
    const readers = people.slice(30, 36).map(({ id }) => id);
    for (const id of readers) await acknowledge(turn.tx, turn.programme.memento.version, id, '2026-12-01');
    await acknowledge(turn.tx, 'older', three, '2026-11-01');
    await saveRsvp(turn.tx, 'demystifier', two, 'yes', '2026-12-02');
    await saveRsvp(turn.tx, 'demystifier', three, 'maybe', '2026-12-02');
    await saveRsvp(turn.tx, 'demystifier', four, 'no', '2026-12-02');
  });
  const { sections } = await read(world, 'J15');
  expect(sections.reach).toMatchObject({ people: 60, reachable: 59, unreachable: { paused: 1 } });
  expect(sections.helpWanted).toMatchObject({ calls: 2, answered: 2, invited: 60 });
  expect(sections.memento).toMatchObject({ acknowledged: 6, invited: 60 });
  expect(sections.cafes).toMatchObject({ answered: 2, invited: 60 });
  const session = 'sessions' in sections.cafes ? sections.cafes.sessions[0] : null;
  expect(session).toMatchObject({ id: 'demystifier', on: '2026-12-10T14:00', yes: 1, maybe: 1, past: true });
});

test('surveys keep their questions, n, texts and the round before', async () => {
  const world = await createWorld();
  await ordinaryBaseline(world);
  await ordinarySatisfaction(world, 1, 5);
  const month = await read(world, 'J30');
  expect(month.sections.satisfaction).toMatchObject({
    survey: 'satisfaction',
    invited: 58,
    answered: 34,
    before: null,
  });
  const { baseline, irritants } = month.sections;
  expect(irritants).toMatchObject({ kinds: { n: 49, distribution: { courriels: 21, saisie: 10 } } });
  expect('texts' in irritants && irritants.texts).toHaveLength(10);
  expect(baseline).toMatchObject({ answered: 35, responseRate: 35 / 58 });
  await ordinarySatisfaction(world, 2, 14);
  const quarter = await read(world, 'J90');
  const { satisfaction } = quarter.sections;
  expect('questions' in satisfaction && satisfaction.questions[0]).toMatchObject({
    id: 'facilite',
    n: 34,
    distribution: scale(4, 6, 4, 18, 2),
  });
  expect(satisfaction).toMatchObject({ before: { answered: 34 } });
  expect('verbatims' in satisfaction && Object.values(satisfaction.verbatims)).toEqual([null]);
});

test('the satisfaction of J+30 is not shown again as that of J+90', async () => {
  const world = await createWorld();
  await ordinarySatisfaction(world, 1, 5);
  const { sections } = await read(world, 'J90');
  expect(sections.satisfaction).toEqual({ hidden: true, reason: 'no_data' });
});

test('a survey with fewer than five answers says so', async () => {
  const world = await createWorld();
  await closeSurvey(world, 'satisfaction', 1, [
    service('Accueil', 30, 4, { facilite: scale(0, 0, 0, 4, 0) }),
  ]);
  const { sections } = await read(world, 'J30');
  expect(sections.satisfaction).toEqual({ hidden: true, reason: 'below_threshold' });
});

test('under ten reachable people everything confidential is hidden', async () => {
  const world = await createWorld({ size: 8 });
  for (const milestone of MILESTONES) {
    const { sections } = await read(world, milestone);
    for (const name of ['participation', 'blockers', 'irritants'] as const) {
      expect(sections[name]).toEqual({ hidden: true, reason: 'too_small' });
    }
    expect(sections.reach).toMatchObject({ people: 8, reachable: 8 });
  }
  const { sections } = await read(world, 'J90');
  for (const name of ['adoption', 'time', 'satisfaction', 'baseline', 'mood'] as const) {
    expect(sections[name]).toEqual({ hidden: true, reason: 'too_small' });
  }
});

test('resources stand beside the declared time, over three months', async () => {
  const world = await createWorld();
  const [one, two] = world.programme.people.map(({ id }) => id);
  if (!one || !two) throw new Error('too few people');
  await ordinaryWave(world);
  await world.turn(async (turn) => {
    await saveRsvp(turn.tx, 'demystifier', one, 'yes', '2026-12-02');
    await saveRsvp(turn.tx, 'demystifier', two, 'yes', '2026-12-02');
    await saveRsvp(turn.tx, 'parole', two, 'yes', '2026-12-02');
  });
  const { sections } = await read(world, 'J90');
  // 40 licences at 22 a month; two hours of a first Café and an hour and a quarter of the last.
  expect(sections.resources).toMatchObject({ cost: 2640, months: 3, trainingHours: 120, cafeHours: 3.3 });
  expect(sections.decision).toMatchObject({ asked: true, answered: 0 });
});

test('deliveries add up, and leave out other waves, reminders and what still waits', async () => {
  const world = await createWorld({
    change: (programme) => {
      const [wave] = programme.waves;
      return wave ? { ...programme, waves: [wave, { ...wave, id: 'suite' }] } : programme;
    },
  });
  const row = {
    template: 'digest',
    params: {},
    priority: 5,
    solicited: false,
    ephemeral: false,
    refresh: 'no' as const,
    due_at: '2026-12-02T08:00:00Z',
    expires_at: '2026-12-09T08:00:00Z',
  };
  await world.turn(async (turn) => {
    const ids = turn.programme.people.map(({ id }) => id);
    const reminder = `satisfaction/${WAVE}/1/reminder/1`;
    const others = ['cafe/remind/demystifier', 'weekly/suite/1', `weekly/${WAVE}/2`];
    const campaigns = [`weekly/${WAVE}/1`, ...others, reminder];
    await insertOutbox(
      turn.tx,
      campaigns.map((campaign, index) => ({ ...row, id: campaign, campaign, person_id: ids[index] ?? null })),
    );
    const set = (campaign: string, status: 'sent' | 'skipped') =>
      turn.tx.updateTable('outbox').set({ status }).where('campaign', '=', campaign).execute();
    await set(`weekly/${WAVE}/1`, 'sent');
    await set('cafe/remind/demystifier', 'skipped');
    await set('weekly/suite/1', 'sent');
    // How many were reminded is how many were silent.
    await set(reminder, 'sent');
  });
  const { deliveries } = await read(world, 'J15');
  expect(deliveries).toEqual({ planned: 2, sent: 1, failed: 0, skipped: 1 });
});
