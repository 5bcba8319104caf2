import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compose } from '../../../src/channels/slack/blocks.ts';
import type { DigestData, SectionName } from '../../../src/domain/digest.ts';
import { MILESTONES, type Milestone } from '../../../src/domain/milestone.ts';
import type { Cell } from '../../../src/domain/publishing.ts';
import { renderCard } from '../../../src/engine/render.ts';
import { cardWords } from '../../../src/instruments/digest/card.ts';
import { computeDigest } from '../../../src/instruments/digest/compute.ts';
import { digestMarkdown } from '../../../src/instruments/digest/markdown.ts';
import { callForHelp } from '../../../src/store/help-call.ts';
import { setPause } from '../../../src/store/person.ts';
import { blockKitProblems } from '../../platforms/block-kit.ts';
import { ordinaryBlock, ordinarySatisfaction, ordinaryWave, scale } from './answers.ts';
import {
  closeBlock,
  closeSurvey,
  closeWeek,
  createWorld,
  linesOfCard,
  service,
  textsOf,
  WAVE,
  type World,
} from './world.ts';

const READ_ON: Record<Milestone, string> = { J15: '2026-12-15', J30: '2026-12-30', J90: '2027-02-26' };

async function read(world: World, milestone: Milestone): Promise<DigestData> {
  world.travel(READ_ON[milestone]);
  const [wave] = world.programme.waves;
  if (!wave) throw new Error('no wave');
  return world.turn((turn) => computeDigest(turn, wave, milestone));
}

function draw(data: DigestData, note: string | null = null, decisions = '') {
  const rest = {
    wave: WAVE,
    milestone: data.milestone,
    decide: false,
    canAnswer: false,
    hasOpen: false,
    open: [],
    hasPast: false,
    past: [],
    decisions,
    hasDecisions: decisions !== '',
  };
  return renderCard('digest', { ...cardWords(data, note), ...rest }, 'outbox').card;
}

async function lines(world: World, milestone: Milestone): Promise<string[]> {
  return linesOfCard(draw(await read(world, milestone)));
}

/** Plain spaces, so that an expected sentence can be typed. */
const typed = (words: string | undefined) => words?.replace(/[\u00a0\u202f]/g, ' ') ?? '';

describe('the three first lines', () => {
  test('J+15: how it starts, what is too early, whom it takes', async () => {
    const world = await createWorld();
    await ordinaryWave(world);
    const [verdict, hidden, first] = (await lines(world, 'J15')).map(typed);
    expect(verdict).toBe(
      'J+15, Vague pilote : le programme prend, 39 personnes sur 58 ont répondu au rendez-vous de la semaine (67 %) ; ' +
        'trop tôt pour mesurer, à temps pour corriger.',
    );
    expect(hidden).toBe('Masqué : usage et temps (trop tôt pour mesurer).');
    expect(first).toBe(
      "À faire d'abord : 11 réponses sur 20 (semaines 1 et 2) disent ne pas bien savoir s'en servir → " +
        'référents IA : un Café pratique, sur de vrais dossiers.',
    );
  });

  test('J+30: adoption over the invited and over those who answered', async () => {
    const world = await createWorld();
    await closeBlock(world, 1, ordinaryBlock(12));
    await closeBlock(world, 2, ordinaryBlock(15));
    const [verdict] = (await lines(world, 'J30')).map(typed);
    expect(verdict).toBe(
      "J+30, Vague pilote : l'usage dépasse la ligne des 30 %, 24 personnes sur 58 (41 %), " +
        "62 % des 39 qui ont répondu ; les 19 sans réponse n'y changeraient rien.",
    );
  });

  test('J+30: when the readings straddle the line, it does not know, and asks for answers', async () => {
    const world = await createWorld();
    await closeBlock(world, 1, ordinaryBlock(12));
    await closeBlock(world, 2, [service('Accueil', 60, 30, { adoption: { used: 17, unused: 13 } })]);
    const [verdict, , first] = (await lines(world, 'J30')).map(typed);
    expect(verdict).toContain("on ne sait pas si l'usage dépasse la ligne des 30 %");
    expect(first).toContain(
      "À faire d'abord : 30 personnes sur 60 répondent au rendez-vous de la semaine (semaines 3 et 4) → chefs de service : " +
        'donner cinq minutes',
    );
  });

  test('J+90: the trend, and what the figures allow', async () => {
    const world = await createWorld();
    await ordinaryWave(world);
    const [verdict, , first] = (await lines(world, 'J90')).map(typed);
    expect(verdict).toMatch(/ ; en hausse depuis le début\.$/);
    expect(first).toBe(
      "À faire d'abord : usage au-dessus de 30 %, mais 20 avis favorables sur 34 → direction : " +
        "maintenir et corriger avant d'étendre.",
    );
  });

  test('a fall is never called a rise', async () => {
    const world = await createWorld();
    for (let block = 1; block <= 6; block++) await closeBlock(world, block, ordinaryBlock(22 - 3 * block));
    const [verdict] = (await lines(world, 'J90')).map(typed);
    expect(verdict).toMatch(/ ; en baisse depuis le début\.$/);
    expect(digestMarkdown(await read(world, 'J90'), null)).not.toMatch(/hausse/i);
  });

  test('a commune that is too small is told so, with what to do instead', async () => {
    const world = await createWorld({ size: 8 });
    const [verdict, hidden, first] = (await lines(world, 'J30')).map(typed);
    expect(verdict).toBe(
      "J+30, Vague pilote : trop peu de monde pour mesurer sans reconnaître quelqu'un, 8 personnes joignables sur 8.",
    );
    expect(hidden).toBe(
      "Masqué : tout ce qui est confidentiel. Moins de 10 personnes invitées, c'est trop peu pour que personne " +
        'ne soit reconnu.',
    );
    expect(first).toContain('de vive voix');
  });

  test('people who cannot be reached come before everything else', async () => {
    const world = await createWorld({
      change: (programme) => ({
        ...programme,
        people: programme.people.map((person, index) =>
          index % 4 === 0 ? { ...person, channel: 'none' } : person,
        ),
      }),
    });
    await ordinaryWave(world);
    const [, , first] = (await lines(world, 'J15')).map(typed);
    expect(first).toContain(
      '15 personnes sur 60 sans messagerie → personne pilote : prévoir le papier ou un Café.',
    );
  });

  test('what is hidden is named with its reason', async () => {
    const world = await createWorld();
    await closeBlock(world, 1, ordinaryBlock(12));
    await closeBlock(world, 2, [service('Accueil', 58, 3, { adoption: { used: 3 } })]);
    await ordinarySatisfaction(world, 1, 5);
    const [, hidden] = (await lines(world, 'J30')).map(typed);
    expect(hidden).toBe(
      'Masqué : usage et lecture du mémento (moins de 5 personnes) ; irritants et état des lieux (rien de clos à lire) ; ' +
        'textes libres (moins de 10 textes ou de 30 invités).',
    );
  });
});

/** A service whose numbers are anything consistent. */
const anyService = fc
  .record({
    invited: fc.integer({ min: 0, max: 40 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    used: fc.double({ min: 0, max: 1, noNaN: true }),
    bands: fc.array(fc.constantFrom('lost', 'unused', 'zero', 'lt30', 'h1to2', 'h4plus', 'unknown'), {
      minLength: 80,
      maxLength: 80,
    }),
    blockers: fc.array(fc.constantFrom('training', 'rules', 'time', 'other'), { maxLength: 60 }),
    grades: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 40, maxLength: 40 }),
  })
  .map(({ invited, share, used, bands, blockers, grades }) => {
    const answered = Math.floor(invited * share);
    const users = Math.floor(answered * used);
    const tables = {
      adoption: { used: users, unused: answered - users },
      time: tally(bands.slice(0, 2 * answered)),
      blocker: tally(blockers.slice(0, answered)),
      useCase: tally(blockers.slice(0, answered).map(() => 'courriels')),
      facilite: tally(grades.slice(0, answered).map(String)),
      ecoute: tally(grades.slice(0, answered).map(String)),
      usage: tally(grades.slice(0, answered).map((grade) => (grade > 3 ? 'jamais' : 'essaye'))),
      irritant_1: tally(grades.slice(0, answered).map((grade) => (grade > 3 ? 'courriels' : 'saisie'))),
    };
    return { invited, answered, tables };
  });

const anyWorld = fc.record({
  size: fc.integer({ min: 8, max: 90 }),
  services: fc.array(fc.tuple(fc.constantFrom('Accueil', 'Technique', null), anyService), {
    minLength: 1,
    maxLength: 3,
  }),
  paused: fc.integer({ min: 0, max: 20 }),
  calls: fc.integer({ min: 0, max: 8 }),
  name: fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }),
  note: fc.option(fc.string({ minLength: 1, maxLength: 300, unit: 'binary' })),
});

async function anyOf(input: typeof anyWorld extends fc.Arbitrary<infer T> ? T : never): Promise<World> {
  const world = await createWorld({
    size: input.size,
    change: (programme) => ({
      ...programme,
      waves: programme.waves.map((wave) => ({ ...wave, name: input.name.repeat(3) })),
      cafes: programme.cafes.map((cafe) => ({ ...cafe, title: `${cafe.title} ${input.name}`.repeat(3) })),
    }),
  });
  const cells = input.services.map(([label, one]): Cell => ({ label, ...one }));
  for (let block = 1; block <= 6; block++) await closeBlock(world, block, cells);
  const invited = cells.reduce((sum, cell) => sum + cell.invited, 0);
  const answered = cells.reduce((sum, cell) => sum + cell.answered, 0);
  for (let week = 1; week <= 12; week++) {
    await closeWeek(world, week, invited, invited < 10 ? null : Math.floor(answered / 5) * 5);
  }
  await closeSurvey(world, 'etat-des-lieux', 1, cells, { irritant_texte: null });
  await closeSurvey(world, 'satisfaction', 1, cells, { ameliorations: null });
  await closeSurvey(world, 'satisfaction', 2, cells, { ameliorations: null });
  await closeSurvey(world, 'climat', 1, cells, { message: null });
  await world.turn(async (turn) => {
    const ids = turn.programme.people.map(({ id }) => id);
    for (const id of ids.slice(0, input.paused)) await setPause(turn.tx, id, '2027-12-01');
    for (const id of ids.slice(0, input.calls)) await callForHelp(turn.tx, id, WAVE, '2026-12-03');
  });
  return world;
}

function tally(values: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

const RUNS = { numRuns: 25 };
/** What Teams takes of a message, with room for what surrounds the card. */
const TEAMS_BYTES = 28 * 1024;

test('any digest holds in 1,200 characters of text, with its three lines, a chart and its note', async () => {
  await fc.assert(
    fc.asyncProperty(anyWorld, async (input) => {
      const world = await anyOf(input);
      for (const milestone of MILESTONES) {
        const data = await read(world, milestone);
        const card = draw(data, input.note, milestone === 'J90' ? 'D'.repeat(120) : '');
        expect(textBlocks(card).join('').length).toBeLessThanOrEqual(1200);
        const [verdict = '', hidden = '', first = '', ...rest] = linesOfCard(card);
        expect(verdict).toMatch(/^J\+.*\.$/);
        expect(hidden).toMatch(/^(Masqué|Rien n'est masqué)/);
        // Who acts and how is at the end: it is never cut.
        expect(first).toMatch(/^À faire d'abord.* → .*\.$/);
        expect(rest.filter((line) => line.startsWith('Ensuite')).length).toBeLessThanOrEqual(2);
        if (input.note) expect(rest.join('\n')).toContain(input.note);
        expect(JSON.stringify(card)).toContain('"Chart.');
        expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(TEAMS_BYTES);
        const message = { id: 'an-outbox-id', text: verdict, card, images: [] };
        expect(blockKitProblems(compose(message).blocks)).toEqual([]);
        expect(textsOf(card).join(' ')).not.toMatch(/\$\{|undefined|NaN|null/);
        expect(digestMarkdown(data, input.note)).not.toMatch(/undefined|NaN|\{[a-z]+\}/);
      }
    }),
    RUNS,
  );
});

test('words never contradict the figures: a rise is a rise, and the line of 30 % is the data own', async () => {
  await fc.assert(
    fc.asyncProperty(anyWorld, async (input) => {
      const world = await anyOf(input);
      for (const milestone of ['J30', 'J90'] as const) {
        const data = await read(world, milestone);
        const [verdict = ''] = linesOfCard(draw(data)).map(typed);
        const { adoption } = data.sections;
        const alert = 'hidden' in adoption ? null : adoption.alert;
        expect(verdict.includes(": l'usage dépasse la ligne")).toBe(alert === 'above');
        expect(verdict.includes(": l'usage ne dépasse pas la ligne")).toBe(alert === 'below');
        // Every block of these worlds is the same: nothing moves.
        expect(verdict).not.toMatch(/hausse|baisse/);
      }
    }),
    RUNS,
  );
});

/** What differs between the two worlds must not be seen, so all that is drawn from them must be the same. */
const TWINS: { name: string; hides: SectionName[]; one: Cell[]; other: Cell[] }[] = [
  {
    name: 'how many answered, under five',
    hides: ['adoption', 'time', 'blockers'],
    one: [service('Accueil', 58, 3, { adoption: { used: 3 }, time: { h1to2: 5 }, blocker: { time: 2 } })],
    other: [service('Accueil', 58, 1, { adoption: { unused: 1 }, time: { lost: 2 }, blocker: { rules: 1 } })],
  },
  {
    name: 'what two people said against all others',
    hides: [],
    one: [
      service('Accueil', 58, 31, {
        adoption: { used: 2, unused: 29 },
        time: { unused: 56, lost: 4 },
        blocker: { rules: 40 },
      }),
    ],
    other: [
      service('Accueil', 58, 31, {
        adoption: { used: 0, unused: 31 },
        time: { unused: 61, h4plus: 1 },
        blocker: { rules: 37, time: 3 },
      }),
    ],
  },
];

describe.each(TWINS)('nothing tells $name', ({ hides, one, other }) => {
  test.each(['J15', 'J30', 'J90'] as const)('at %s', async (milestone) => {
    const seen: string[] = [];
    for (const cells of [one, other]) {
      const world = await createWorld();
      for (let block = 1; block <= 6; block++) await closeBlock(world, block, cells);
      const data = await read(world, milestone);
      for (const name of hides) expect(data.sections[name]).toMatchObject({ hidden: true });
      seen.push([JSON.stringify(data), JSON.stringify(draw(data)), digestMarkdown(data, null)].join('\n'));
    }
    expect(seen[0]).toBe(seen[1]);
  });
});

test('the long version has every figure and shows texts literally', async () => {
  const world = await createWorld();
  await ordinaryWave(world);
  const long = typed(digestMarkdown(await read(world, 'J90'), 'Une note | *forte*'));
  expect(long).toContain('> Note de la personne pilote : Une note \\| \\*forte\\*');
  expect(long).toContain('| semaines 11 et 12 | 29 | 58 | 39 | 50 % | 74 % |');
  expect(long).toContain('| du temps perdu | 12 |');
  expect(long).toContain('- Tâche 0 \\| \\*répétée\\*');
  expect(long).toContain('« Favorables »');
  expect(long).not.toMatch(/productivité|par an\b/i);
  expect(digestMarkdown(await read(world, 'J90'), null)).toBe(digestMarkdown(await read(world, 'J90'), null));
});

test('satisfaction is compared with the round before only in words the figures allow', async () => {
  const world = await createWorld();
  await ordinarySatisfaction(world, 1, 5);
  await closeSurvey(world, 'satisfaction', 2, [
    service('Accueil', 58, 34, { facilite: scale(1, 2, 5, 16, 10) }),
  ]);
  const told = typed((await lines(world, 'J90')).find((line) => line.startsWith('Satisfaction')));
  expect(told).toContain('26 sur 34 favorables (avant 11 sur 34, en hausse) (34 sur 58, 59 %).');
});

/** Text of a card, as its readers count it: text blocks wherever they are, those of fallbacks with them. */
function textBlocks(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textBlocks);
  if (typeof node !== 'object' || node === null) return [];
  const own =
    'type' in node && (node.type === 'TextBlock' || node.type === 'TextRun') && 'text' in node
      ? [String(node.text)]
      : [];
  return [...own, ...Object.values(node).flatMap(textBlocks)];
}
