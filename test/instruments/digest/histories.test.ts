import { describe, expect, test } from 'vitest';
import type { DigestData } from '../../../src/domain/digest.ts';
import type { Milestone } from '../../../src/domain/milestone.ts';
import type { Cell } from '../../../src/domain/publishing.ts';
import { cardWords } from '../../../src/instruments/digest/card.ts';
import { computeDigest } from '../../../src/instruments/digest/compute.ts';
import { advicesOf } from '../../../src/instruments/digest/words/advice.ts';
import { WHOLE } from '../../../src/instruments/digest/words/room.ts';
import { tell } from '../../../src/instruments/digest/words/story.ts';
import { saveAttendance } from '../../../src/store/attendance.ts';
import { saveRsvp } from '../../../src/store/rsvp.ts';
import { scale } from './answers.ts';
import {
  closeBlock,
  closeHiddenBlock,
  closeSurvey,
  closeWeek,
  createWorld,
  service,
  WAVE,
  type World,
} from './world.ts';

const READ_ON: Record<Milestone, string> = { J15: '2026-12-15', J30: '2026-12-30', J90: '2027-02-26' };

async function read(world: World, milestone: Milestone, waveId = WAVE): Promise<DigestData> {
  world.travel(READ_ON[milestone]);
  const wave = world.programme.waves.find(({ id }) => id === waveId);
  if (!wave) throw new Error('no wave');
  return world.turn((turn) => computeDigest(turn, wave, milestone));
}

const typed = (words: string) => words.replace(/[\u00a0\u202f]/g, ' ');

/** What a card says: the headline, what to do, and its lines by label. */
async function told(world: World, milestone: Milestone, waveId = WAVE) {
  const { verdict, hidden, first, more, lines } = cardWords(await read(world, milestone, waveId), null);
  return {
    verdict: typed(verdict),
    hidden: typed(hidden),
    first: typed(first),
    more: more.map(({ advice }) => typed(advice)),
    lines: Object.fromEntries(lines.map(({ label, text }) => [typed(label).replace(' : ', ''), typed(text)])),
  };
}

/** A block of one service: `users` of those who answered, who gave these blockers. */
function block(invited: number, answered: number, users: number, tables: Cell['tables'] = {}): Cell[] {
  return [
    service('Accueil', invited, answered, { adoption: { used: users, unused: answered - users }, ...tables }),
  ];
}

describe('the alert and its cause', () => {
  /** 8 of 60 use it, 50 answer. */
  async function alerted(blockers: Record<string, number>, liked?: { part: number; of: number }) {
    const world = await createWorld();
    for (const number of [1, 2]) await closeBlock(world, number, block(60, 50, 8, { blocker: blockers }));
    if (liked) {
      const { part, of } = liked;
      const facilite = scale(of - part, 0, 0, part, 0);
      await closeSurvey(world, 'satisfaction', 1, [service('Accueil', 60, of, { facilite })]);
    }
    return world;
  }

  /** So many were at the two Cafés that took place before J+30. */
  async function came(world: World, count: number): Promise<void> {
    await world.turn(async ({ tx, programme }) => {
      const ids = programme.people.map(({ id }) => id);
      await saveAttendance(tx, 'demystifier', ids.slice(0, count), '2026-12-11');
      await saveAttendance(tx, 'courriels', ids.slice(0, Math.min(count, 2)), '2026-12-16');
    });
  }

  test('training: said, and few came to a Café', async () => {
    const world = await alerted({ training: 9, rules: 3, tool: 2, time: 3 });
    await came(world, 6);
    const { verdict, first, more } = await told(world, 'J30');
    // Even if the ten silent ones were all users, 18 of 60 is 30 %: not over the line.
    expect(verdict).toBe(
      "J+30, Vague pilote : l'usage ne dépasse pas la ligne des 30 %, 8 personnes sur 60 (13 %), " +
        "16 % des 50 qui ont répondu ; les 10 sans réponse n'y changeraient rien.",
    );
    // Two blocks of 12 out of 17; 6 distinct people of the 60.
    expect(first).toBe(
      "À faire d'abord : alerte, la formation en est la cause probable (24 freins cités sur 34 et 6 personnes sur 60 " +
        'à un Café) → référents IA : un atelier par service, sur de vrais dossiers.',
    );
    expect(more).toEqual([]);
    // Where there is room, what the alert is.
    const [whole = ''] = advicesOf(await read(world, 'J30'), WHOLE);
    expect(whole).toMatch(/^usage sous la ligne, la formation en est la cause probable \(24 freins/);
    const { adoption } = (await read(world, 'J30')).sections;
    expect(adoption).toMatchObject({
      alert: 'below',
      cause: { cause: 'training', by: ['blockers', 'attendance'], cited: { count: 24, n: 34 } },
    });
  });

  test('the tool: said, and judged badly; the remedy names who acts', async () => {
    const world = await alerted({ tool: 6, access: 4, training: 2 }, { part: 9, of: 30 });
    const { first, more } = await told(world, 'J30');
    expect(first).toBe(
      "À faire d'abord : alerte, l'outil en est la cause probable (20 freins cités sur 24 et 9 avis favorables sur 30) → " +
        'personne pilote : essayer un autre outil avec deux équipes, un seul par usage.',
    );
    // The first obstacle is the same thing: it is not told twice.
    expect(more).toEqual([
      'Ensuite : 9 avis favorables seulement sur 30 → personne pilote : demander à deux équipes ce qui coince, et le corriger.',
    ]);
  });

  test('resistance: they came, they like it, they do not trust it', async () => {
    const world = await alerted({ trust: 9, time: 4 }, { part: 24, of: 30 });
    await came(world, 40);
    expect((await told(world, 'J30')).first).toBe(
      "À faire d'abord : alerte, la réticence en est la cause probable (18 freins cités sur 26, 40 personnes sur 60 à un " +
        'Café et 24 avis favorables sur 30) → direction : expliquer, rassurer sur les postes, accompagner un à un.',
    );
  });

  test.each<[string, Record<string, number>, string]>([
    ['a tie', { training: 6, tool: 6 }, 'plusieurs freins à égalité'],
    ['too few', { training: 3 }, 'trop peu de freins cités'],
    ['time first', { time: 12, training: 4 }, 'le premier frein est ailleurs'],
  ])('%s: it does not know', async (_name, blockers, why) => {
    const world = await alerted(blockers);
    expect((await told(world, 'J30')).first).toBe(
      `À faire d'abord : alerte, cause inconnue (${why}) → personne pilote : demander à deux équipes ce qui ` +
        'manque, formation, outil ou confiance.',
    );
  });

  test('time first: then it is the obstacle that says what to do', async () => {
    const world = await alerted({ time: 12, training: 4 });
    expect((await told(world, 'J30')).more).toEqual([
      'Ensuite : 24 réponses sur 32 (semaines 1 à 4) disent manquer de temps pour essayer → chefs de service : ' +
        'réserver une demi-heure par semaine.',
    ]);
  });

  test('above the line no cause is looked for', async () => {
    const world = await createWorld();
    for (const number of [1, 2]) {
      await closeBlock(world, number, block(60, 50, 30, { blocker: { training: 20, tool: 3 } }));
    }
    expect((await read(world, 'J30')).sections.adoption).toMatchObject({ alert: 'above', cause: null });
    expect((await told(world, 'J30')).first).toContain('40 réponses sur 46 (semaines 1 à 4)');
  });
});

test('blockers that tie for the first place are both told, three are none', async () => {
  const world = await createWorld();
  const two = { training: 7, access: 7, time: 6 };
  await closeBlock(world, 1, block(60, 50, 30, { blocker: two }));
  const { first, more, lines } = await told(world, 'J15');
  expect([first, ...more].map((advice) => advice.split(' → ')[0])).toEqual([
    "À faire d'abord : 7 réponses sur 20 (semaines 1 et 2) disent ne pas bien savoir s'en servir",
    "Ensuite : 7 réponses sur 20 (semaines 1 et 2) disent ne pas avoir d'accès",
  ]);
  expect(lines.Freins).toContain("manque de formation (7), pas d'accès (7), manque de temps (6), sur 20");
  const other = await createWorld();
  await closeBlock(other, 1, block(60, 50, 30, { blocker: { training: 6, access: 6, time: 6 } }));
  expect((await told(other, 'J15')).first).toBe(
    "À faire d'abord : 50 personnes sur 60 répondent au rendez-vous de la semaine (semaines 1 et 2), aucun frein ne " +
      'se détache → direction : remercier les équipes, ne rien changer.',
  );
});

test('weeks nobody answered are no zero: they are left out, and said', async () => {
  const world = await createWorld();
  await closeWeek(world, 1, 60, 50);
  await closeWeek(world, 3, 60, 0);
  await closeBlock(world, 1, block(60, 50, 30, { time: { h1to2: 20, unused: 20, lost: 5 } }));
  await closeBlock(world, 2, block(60, 2, 1, { time: { h1to2: 2 } }));
  await closeBlock(world, 3, block(60, 44, 20, { time: { lt30: 30, unused: 40 } }));
  const month = await told(world, 'J30');
  expect(month.verdict).toBe(
    "J+30, Vague pilote : rien ne peut encore être montré de l'usage, 60 personnes joignables sur 60.",
  );
  expect(month.hidden).toContain('usage');
  const { sections } = await read(world, 'J90');
  expect(sections.time).toMatchObject({ blocks: [1, 3], declarations: 115 });
  // 20 × 60 − 5 × 60 minutes to 20 × 120 + 30 × 30: 15 to 55 hours; four weeks of 60 people.
  expect(sections.resources).toMatchObject({
    declared: {
      lowHours: 15,
      highHours: 55,
      counted: 115,
      unknown: 0,
      weeks: 4,
      lowMinutes: 3,
      highMinutes: 14,
    },
    hourlyCost: null,
    breakEven: null,
  });
  // 20 people of 44 after 30 of 50: 15 points, chance gives 21.
  expect((await told(world, 'J90')).verdict).toMatch(/ ; pas de tendance nette\.$/);
});

test('a week off is not all that is told of a block that may not be shown', async () => {
  const world = await createWorld();
  await closeWeek(world, 1, 58, 40);
  await closeWeek(world, 2, 60, 0);
  const { participation } = (await read(world, 'J15')).sections;
  // 40 people of the block answered in one of its weeks: at least so many.
  expect(participation).toMatchObject({ invited: 60, answered: 40, counted: { first: 1, last: 2 } });
  expect((await told(world, 'J15')).verdict).toBe(
    'J+15, Vague pilote : le programme prend, au moins 40 personnes sur 60 ont répondu au rendez-vous de la semaine ' +
      '(66 % ou plus) ; trop tôt pour mesurer, à temps pour corriger.',
  );
  const silent = await createWorld();
  for (const week of [1, 2]) await closeWeek(silent, week, 60, 0);
  // Four in one week and four others in the next one would be eight.
  expect((await read(silent, 'J15')).sections.participation).toMatchObject({
    answered: 0,
    counted: { first: 2, last: 2 },
  });
});

test('people who come and people who leave are all invited in a block, were as many invited each week', async () => {
  const world = await createWorld();
  await closeWeek(world, 1, 18, 10);
  await closeWeek(world, 2, 18, 0);
  // Two left, two came: their answers would be told by the block beside its weeks.
  await closeHiddenBlock(world, 1, 20);
  const { participation } = (await read(world, 'J15')).sections;
  expect(participation).toMatchObject({ invited: 20, answered: 10, counted: { first: 1, last: 2 } });
  // 10 of 20, and no more, is certain: of 18 it would be 55 %.
  expect((await told(world, 'J15')).verdict).toContain(
    'au moins 10 personnes sur 20 ont répondu au rendez-vous de la semaine (50 % ou plus)',
  );
});

test('one giant service and tiny ones: the giant is never told apart from one small group', async () => {
  const world = await createWorld();
  const tables = { adoption: { used: 250, unused: 150 } };
  const tiny = (label: string) => service(label, 4, 3, { adoption: { used: 1, unused: 2 } });
  const cells = [service('Technique', 500, 400, tables), tiny('Presse'), tiny('Archives'), tiny('Cabinet')];
  await closeBlock(world, 1, cells);
  await closeBlock(world, 2, cells);
  const { adoption } = (await read(world, 'J30')).sections;
  // 253 of 512; the tiny ones are grouped with the giant, so there is no split at all.
  expect(adoption).toMatchObject({ users: 253, invited: 512, answered: 409, byDepartment: [] });
  expect((await told(world, 'J30')).verdict).toContain('253 personnes sur 512 (49 %), 62 % des 409');
});

test('tiny services only: the whole is told, none of them', async () => {
  const world = await createWorld();
  const names = Array.from({ length: 12 }, (_, index) => `Service ${index}`);
  const cells = names.map((name) => service(name, 3, 2, { adoption: { used: 1, unused: 1 } }));
  for (const number of [1, 2]) await closeBlock(world, number, cells);
  const { adoption } = (await read(world, 'J30')).sections;
  expect(adoption).toMatchObject({ users: 12, invited: 36, answered: 24, byDepartment: [] });
  expect((await told(world, 'J30')).verdict).toContain(
    '12 personnes sur 36 (33 %), 50 % des 24 qui ont répondu ; mais à 2 personnes près.',
  );
});

test('a task that has left the programme since is still counted', async () => {
  const world = await createWorld();
  const useCase = { courriels: 9, ancienne: 6, other: 5 };
  for (const number of [1, 2]) await closeBlock(world, number, block(60, 50, 30, { useCase }));
  const { adoption } = (await read(world, 'J30')).sections;
  const question = 'hidden' in adoption ? null : adoption.useCases;
  const { n, distribution } = question && 'distribution' in question ? question : expect.fail();
  expect(Object.fromEntries(Object.entries(distribution).filter(([, count]) => count > 0))).toEqual(useCase);
  expect(n).toBe(20);
  // Its words left with it: an id alone would be read as words.
  expect(question?.choices.filter(({ id }) => id === 'ancienne')).toEqual([
    { id: 'ancienne', title: 'ancienne (retirée du programme)' },
  ]);
});

test('signs stay with the word before them in what the programme names too', async () => {
  const title = 'Relire : est-ce clair ?';
  const world = await createWorld({
    change: (programme) => ({
      ...programme,
      useCases: programme.useCases.map((one) => (one.id === 'courriels' ? { ...one, title } : one)),
      cafes: programme.cafes.map((one) => ({ ...one, title })),
    }),
  });
  for (const number of [1, 2]) {
    await closeBlock(world, number, block(60, 50, 30, { useCase: { courriels: 15, other: 5 } }));
  }
  const told = tell(await read(world, 'J30')).lines;
  const of = (label: string) => told.find((line) => line.label === label)?.text;
  for (const label of ['Ce qui marche', 'Cafés IA']) {
    expect(of(label)).toContain('Relire\u00a0: est-ce clair\u00a0?');
  }
});

describe('what it cost, and what was declared', () => {
  const spending = { licences: 20, licenceMonthly: 25, currency: 'EUR' as const, trainingHours: 60 };

  async function spent(hourlyCost?: number): Promise<World> {
    const world = await createWorld({
      change: (programme) => ({
        ...programme,
        waves: programme.waves.map((wave) => ({ ...wave, resources: { ...spending, hourlyCost } })),
      }),
    });
    const time = { lost: 10, unused: 30, zero: 10, lt30: 20, m30to60: 10, h1to2: 8, h4plus: 2, unknown: 6 };
    for (let number = 1; number <= 6; number++) await closeBlock(world, number, block(60, 50, 30, { time }));
    return world;
  }

  test('as a range, losses under zero, with what would pay for it', async () => {
    const world = await spent(30);
    // A block: −600 + 0 + 300 + 480 + 480 = 660 minutes at least, 600 + 600 + 960 + 480 = 2,640 at most.
    const { resources } = (await read(world, 'J90')).sections;
    expect(resources).toMatchObject({
      people: 60,
      cost: 1500,
      declared: { lowHours: 66, highHours: 264, counted: 540, unknown: 36, weeks: 12 },
      // 1,500 ÷ 30 = 50 hours ÷ 60 people ÷ 13 weeks; with the 60 hours of training 110.
      breakEven: { licences: 3.8, total: 8.5 },
    });
    expect((await told(world, 'J90')).lines.Moyens).toBe(
      '20 licences, 1 500 € en 3 mois ; 60 h de formation, 0 h de Café (inscrits). En regard, temps déclaré : ' +
        '66 à 264 h, sur 540 déclarations, soit 5 à 22 min par personne et par semaine ; le coût en demande 9 min.',
    );
  });

  test('without an hourly cost, no break-even', async () => {
    const { lines } = await told(await spent(), 'J90');
    expect(lines.Moyens).toBe(
      '20 licences, 1 500 € en 3 mois ; 60 h de formation, 0 h de Café (inscrits). En regard, temps déclaré : ' +
        '66 à 264 h, sur 540 déclarations.',
    );
  });

  test('losses alone are under zero', async () => {
    const world = await createWorld();
    await closeBlock(world, 1, block(60, 50, 30, { time: { lost: 30, zero: 30 } }));
    expect((await told(world, 'J90')).lines.Moyens).toContain(
      'temps déclaré : −30 à 0 h, sur 60 déclarations',
    );
  });

  test('Café hours are of those seen where it was marked, else of those who had said yes', async () => {
    const world = await spent();
    await world.turn(async ({ tx, programme }) => {
      const ids = programme.people.map(({ id }) => id);
      for (const id of ids.slice(0, 10)) await saveRsvp(tx, 'demystifier', id, 'yes', '2026-12-02');
      for (const id of ids.slice(0, 4)) await saveRsvp(tx, 'courriels', id, 'yes', '2026-12-02');
      await saveAttendance(tx, 'demystifier', ids.slice(0, 6), '2026-12-11');
    });
    const { cafes, resources } = (await read(world, 'J90')).sections;
    const sessions = 'hidden' in cafes ? [] : cafes.sessions;
    const minutes = (id: string) => sessions.find((session) => session.id === id)?.minutes ?? 0;
    const hours = (6 * minutes('demystifier') + 4 * minutes('courriels')) / 60;
    expect(resources).toMatchObject({ cafeHours: hours, cafeHoursFrom: 'both' });
    expect(cafes).toMatchObject({ attended: 6 });
  });
});

test('two waves at once: each review speaks of its own people', async () => {
  const world = await createWorld({
    change: (programme) => {
      const [first] = programme.waves;
      if (!first) throw new Error('no wave');
      const other = { ...first, id: 'suite', name: 'Deuxième vague', departments: ['Finances'] };
      const all = [...new Set(programme.people.map(({ department }) => department))];
      const rest = all.filter((department) => department !== 'Finances');
      return { ...programme, waves: [{ ...first, departments: rest }, other] };
    },
  });
  const finances = world.programme.people.filter(({ department }) => department === 'Finances');
  const others = world.programme.people.filter(({ department }) => department !== 'Finances');
  await world.turn(async ({ tx }) => {
    for (const { id } of finances.slice(0, 2)) await saveRsvp(tx, 'demystifier', id, 'yes', '2026-12-02');
    for (const { id } of others.slice(0, 5)) await saveRsvp(tx, 'demystifier', id, 'yes', '2026-12-02');
  });
  await closeBlock(world, 1, block(50, 40, 20, { blocker: { access: 20, time: 3 } }));
  const first = await read(world, 'J15');
  const second = await read(world, 'J15', 'suite');
  expect(first.sections.reach).toMatchObject({ people: others.length });
  expect(second.sections.reach).toMatchObject({ people: finances.length });
  expect(first.sections.cafes).toMatchObject({ answered: 5 });
  expect(second.sections.cafes).toMatchObject({ answered: 2 });
  expect(first.sections.blockers).toMatchObject({ n: 23 });
  expect(second.sections.blockers).toMatchObject({ hidden: true });
});
