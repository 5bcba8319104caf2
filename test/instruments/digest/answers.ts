import type { Cell } from '../../../src/domain/publishing.ts';
import { acknowledge } from '../../../src/store/acknowledgement.ts';
import { closeBlock, closeSurvey, closeWeek, service, type World } from './world.ts';

/** Counts of a five-point scale, « pas du tout » first. */
export function scale(...counts: number[]): Record<string, number> {
  return Object.fromEntries(counts.map((count, index) => [String(index + 1), count]));
}

/** Two services whose figures are all shown: 39 of 58 answer, `users` of the first one's 22 and 9 of the other's 17. */
export function ordinaryBlock(users: number): Cell[] {
  return [
    service('Accueil', 30, 22, {
      adoption: { used: users, unused: 22 - users },
      time: { lost: 2, unused: 9, zero: 6, lt30: 8, m30to60: 8, h1to2: 5, h2to4: 2 },
      blocker: { training: 6, time: 4, tool: 2 },
      useCase: { courriels: 9, visuels: 4, other: 1 },
    }),
    service('Technique', 28, 17, {
      adoption: { used: 9, unused: 8 },
      time: { unused: 12, zero: 4, lt30: 6, m30to60: 6, unknown: 2 },
      blocker: { training: 5, access: 3 },
      useCase: { courriels: 5, comptes_rendus: 4 },
    }),
  ];
}

export async function ordinaryBaseline(world: World): Promise<void> {
  await closeSurvey(
    world,
    'etat-des-lieux',
    1,
    [
      service('Accueil', 30, 20, {
        usage: { jamais: 9, essaye: 8, semaine: 3 },
        irritant_1: { courriels: 9, redaction: 6, saisie: 5 },
        irritant_2: { courriels: 3, redaction: 6, saisie: 5 },
        irritant_3: { planning: 2 },
      }),
      service('Technique', 28, 15, {
        usage: { jamais: 6, essaye: 9 },
        irritant_1: { courriels: 9, recherche: 6 },
      }),
    ],
    { irritant_texte: Array.from({ length: 10 }, (_, index) => `Tâche ${index} | *répétée*`) },
  );
}

export async function ordinarySatisfaction(world: World, number: number, favourable: number): Promise<void> {
  await closeSurvey(
    world,
    'satisfaction',
    number,
    [
      service('Accueil', 30, 20, { facilite: scale(2, 3, 15 - favourable, favourable, 0) }),
      service('Technique', 28, 14, { facilite: scale(2, 3, 3, 4, 2) }),
    ],
    { ameliorations: null },
  );
}

/** Everything a wave closes up to J+90, all of it publishable, and 36 of 60 who read the rules. */
export async function ordinaryWave(world: World): Promise<void> {
  await world.turn(async ({ tx, programme }) => {
    const { version } = programme.memento;
    for (const { id } of programme.people.slice(0, 36)) await acknowledge(tx, version, id, '2026-12-02');
  });
  await ordinaryBaseline(world);
  for (let week = 1; week <= 12; week++) await closeWeek(world, week, 58, 40 - 5 * Math.floor(week / 5));
  for (let block = 1; block <= 6; block++) await closeBlock(world, block, ordinaryBlock(8 + 2 * block));
  await ordinarySatisfaction(world, 1, 5);
  await ordinarySatisfaction(world, 2, 14);
  await closeSurvey(
    world,
    'climat',
    1,
    [
      service('Accueil', 30, 20, {
        ecoute: scale(1, 2, 3, 8, 6),
        crainte: { emploi: 8, rien: 7, qualite: 5 },
      }),
    ],
    { message: null },
  );
}
