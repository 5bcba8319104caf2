import { expect, test } from 'vitest';
import type { Programme } from '../../../src/domain/programme.ts';
import { closeWeek, createWorld, linesOfCard, type World } from './world.ts';

const DIRECTION = 'channel:direction';

/** A world that asks for the weekly note; Cafés and surveys only where told. */
function noting(change: (programme: Programme) => Partial<Programme> = () => ({})) {
  return createWorld({
    change: (programme) => ({
      ...programme,
      rhythm: { ...programme.rhythm, weeklyNote: true },
      cafes: [],
      surveys: [],
      ...change(programme),
    }),
  });
}

/** The notes of the leadership channel: their lines. */
function notes(world: World): string[][] {
  return world.received
    .filter(({ address }) => address === DIRECTION)
    .map(({ message }) => linesOfCard(message.card?.body).map((line) => line.replace(/[\u00a0\u202f]/g, ' ')))
    .filter(([first = '']) => !first.startsWith('J+'));
}

test('two lines on the first working day of a week: who answered the week before, and what comes', async () => {
  const world = await noting(({ cafes, surveys }) => ({ cafes, surveys }));
  await closeWeek(world, 1, 58, 40);
  // Week 2 starts on Tuesday 8 December.
  await world.go('2026-12-08', '08:59');
  const before = notes(world).length;
  await world.go('2026-12-08', '09:00');
  expect(notes(world).slice(before)).toEqual([
    [
      'Vague pilote, semaine 1 : au moins 40 personnes sur 58 ont répondu (68 % ou plus).',
      "Cette semaine : Café « L'IA sans mystère, autour d'un café » jeudi 10 décembre à 14 h.",
    ],
  ]);
  await world.go('2026-12-09', '18:00');
  expect(notes(world)).toHaveLength(before + 1);
});

test('nothing to say, nothing is sent', async () => {
  const world = await noting();
  await world.go('2026-12-01');
  await world.go('2026-12-08');
  expect(notes(world)).toEqual([]);
  // Too few were invited: no participation either.
  await closeWeek(world, 2, 8, null);
  await world.go('2026-12-22');
  expect(notes(world)).toEqual([]);
});

test('one of the two lines is enough, and under five is said so', async () => {
  const world = await noting();
  await closeWeek(world, 3, 58, 0);
  await world.go('2026-12-22');
  expect(notes(world)).toEqual([['Vague pilote, semaine 3 : moins de 5 personnes sur 58 ont répondu.']]);
});

test('the review of the week is told, and its own day has no note', async () => {
  const world = await noting();
  await closeWeek(world, 2, 58, 30);
  // J+15 is Wednesday 16, in the week of Tuesday 15.
  await world.go('2026-12-15');
  expect(notes(world)).toEqual([
    [
      'Vague pilote, semaine 2 : au moins 30 personnes sur 58 ont répondu (51 % ou plus).',
      'Cette semaine : bilan J+15 mercredi 16 décembre.',
    ],
  ]);
  // Launched on a Sunday: week 3 is told on Monday 14, the day of J+15.
  const sunday = await noting(({ waves }) => ({
    waves: waves.map((wave) => ({ ...wave, launchDate: '2026-11-29' })),
  }));
  await closeWeek(sunday, 2, 58, 30);
  await sunday.go('2026-12-14');
  expect(notes(sunday)).toEqual([]);
});

test('a week that begins on a holiday is told on its first working day', async () => {
  // J0 on Friday 18 December: week 2 begins on Friday 25, a holiday; Monday 28 is its first working day.
  const world = await noting(({ waves }) => ({
    waves: waves.map((wave) => ({ ...wave, launchDate: '2026-12-18' })),
  }));
  await closeWeek(world, 1, 58, 30);
  await world.go('2026-12-25');
  expect(notes(world)).toEqual([]);
  await world.go('2026-12-28', '09:00');
  expect(notes(world)[0]?.[0]).toBe(
    'Vague pilote, semaine 1 : au moins 30 personnes sur 58 ont répondu (51 % ou plus).',
  );
});

test('after a long stop old notes are left alone', async () => {
  const world = await noting();
  for (let week = 1; week <= 6; week++) await closeWeek(world, week, 58, 30);
  await world.go('2027-01-14', '10:00');
  expect(notes(world)).toEqual([]);
});

test('not asked for, none', async () => {
  const world = await createWorld();
  await closeWeek(world, 1, 58, 40);
  await world.go('2026-12-08');
  expect(notes(world)).toEqual([]);
});
