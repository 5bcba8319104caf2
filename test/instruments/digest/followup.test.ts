import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outgoing, Reply } from '../../../src/channels/channel.ts';
import type { DigestData, SectionName } from '../../../src/domain/digest.ts';
import { MILESTONES, type Milestone } from '../../../src/domain/milestone.ts';
import { erasePerson } from '../../../src/engine/erase.ts';
import { shortLines } from '../../../src/instruments/digest/followup/short.ts';
import { askedIn } from '../../../src/instruments/digest/followup/subjects.ts';
import { findDigest, updateDigest } from '../../../src/store/digest.ts';
import { listIrritantAnswers } from '../../../src/store/irritant-answer.ts';
import { findPerson, savePeople, setPause } from '../../../src/store/person.ts';
import { countDeliveries } from '../../../src/store/tally.ts';
import { addWaveAct } from '../../../src/store/wave.ts';
import { ordinaryBlock, ordinaryWave } from './answers.ts';
import { closeBlock, closeWeek, createWorld, linesOfCard, WAVE, type World } from './world.ts';

const DIRECTION = 'channel:direction';
const COURRIELS = 'Répondre toujours aux mêmes courriels';
const REDACTION = 'Rédiger courriers, arrêtés ou actes semblables';
const SAISIE = 'Ressaisir la même information plusieurs fois';

/** Plain spaces, so that an expected sentence can be typed. */
const typed = (words: string) => words.replace(/[\u00a0\u202f]/g, ' ');

function lines(message: Outgoing | undefined): string[] {
  return linesOfCard(message?.card?.body).map(typed);
}

function said(reply: Reply | null): string {
  if (!reply) return '';
  return reply.message.card ? lines(reply.message).join('\n') : typed(reply.message.text);
}

/** The cards an address received of a kind, oldest first. */
function got(world: World, address: string, heading: RegExp): Outgoing[] {
  return world.received
    .filter((one) => one.address === address && heading.test(lines(one.message)[0] ?? ''))
    .map(({ message }) => message);
}

const SHORT = /^Bilan J/;
const ANSWERS = /^Vous avez dit/;

/** What the button of a card carries. */
function button(message: Outgoing | undefined, verb: string): { v: string } & Record<string, unknown> {
  for (const [found] of JSON.stringify(message?.card ?? {}).matchAll(/\{"v":"[^}]*\}/g)) {
    const data = JSON.parse(found);
    if (data.v === verb) return data;
  }
  throw new Error(`no button ${verb}`);
}

function leaders(world: World): [string, string] {
  const [one, two] = world.who('leadership');
  if (!one || !two) throw new Error('two leaders needed');
  return [one.id, two.id];
}

const nameOf = (world: World, id: string) => world.programme.people.find((one) => one.id === id)?.name ?? '';

function agentOf(world: World): string {
  const agent = world.programme.people.find(({ roles }) => roles.length === 1);
  if (!agent) throw new Error('no agent');
  return agent.id;
}

/** A planted wave whose J+15 has been posted: Wednesday 16 December at nine. */
async function postedWorld() {
  const world = await createWorld();
  await ordinaryWave(world);
  await world.go('2026-12-15');
  await world.go('2026-12-16');
  return world;
}

const openForm = (world: World, person: string) => world.tap(person, { v: 'digest.irritants', wave: WAVE });

/** Writes in the fields of a form just opened; those not given keep what they show. */
async function write(world: World, person: string, fields: Record<string, string>, form?: Reply | null) {
  const shown = form ?? (await openForm(world, person));
  return world.tap(person, { ...button(shown?.message, 'digest.answer'), ...fields });
}

async function publish(world: World, person: string, review: Reply | null) {
  return world.tap(person, button(review?.message, 'digest.publish'));
}

const stored = (world: World) => world.turn((turn) => listIrritantAnswers(turn.tx, WAVE));
const ONE = { state_1: 'done', words_1: 'Vingt modèles de réponse sont dans l’outil.' };

describe('the agents’ version', () => {
  test('reaches everybody of the wave once, the first working day without a weekly card', async () => {
    const world = await postedWorld();
    const agent = agentOf(world);
    // Thursday 17 is the day of the weekly card.
    await world.go('2026-12-18', '09:59');
    expect(got(world, agent, SHORT)).toEqual([]);
    await world.go('2026-12-18', '10:00');
    await world.go('2026-12-21', '12:00');
    const [card, ...more] = got(world, agent, SHORT);
    expect(more).toEqual([]);
    expect(lines(card)).toEqual([
      'Bilan J+15 : ce que vous avez dit',
      'Les mêmes chiffres que ceux de la direction, en court.',
      'Vous avez répondu : au rendez-vous de la semaine (semaines 1 et 2), 39 personnes sur 58 (67 %).',
      `Ce qui vous pèse : ${COURRIELS} (21), ${REDACTION} (12) et ${SAISIE} (10), sur 49 réponses (35 sur 58, 60 %).`,
      "Ce qui vous freine : manque de formation (11), manque de temps (4) et pas d'accès (3), sur 20 réponses (39 sur 58, 67 %).",
      'La suite : le bilan J+30, attendu le jeudi 31 décembre.',
      "Chiffres lus le 15 décembre 2026. La dernière parenthèse dit qui a répondu, sur les invités. Réponses volontaires et déclarées ; rien n'est montré sous 5 personnes, et personne n'est nommé.",
      'Merci à celles et ceux qui ont répondu.',
    ]);
    for (const { id } of world.programme.people) expect(got(world, id, SHORT), id).toHaveLength(1);
  });

  test('waits for the post when it is put off, and never follows a preview alone', async () => {
    const world = await createWorld();
    await ordinaryWave(world);
    await world.go('2026-12-15');
    const lead = world.who('lead')[0]?.id ?? '';
    const preview = world.received.find(({ address }) => address === lead)?.message;
    for (let day = 0; day < 5; day++) await world.tap(lead, { v: 'digest.delay', m: preview?.id ?? '' });
    await world.go('2026-12-22', '18:00');
    expect(got(world, agentOf(world), SHORT)).toEqual([]);
    await world.go('2026-12-23', '09:00');
    // Thursday 24 has a weekly card, Friday is Christmas.
    await world.go('2026-12-24', '18:00');
    expect(got(world, agentOf(world), SHORT)).toEqual([]);
    await world.go('2026-12-28', '10:00');
    expect(got(world, agentOf(world), SHORT)).toHaveLength(1);
  });

  test('goes neither to those who paused or left, nor to those who came after', async () => {
    const world = await postedWorld();
    const [paused, left] = world.programme.people.filter(({ roles }) => roles.length === 1);
    if (!paused || !left) throw new Error('no agents');
    await world.turn(async ({ tx }) => {
      await setPause(tx, paused.id, '2027-01-15');
      const staying = world.programme.people.filter(({ id }) => id !== left.id);
      await savePeople(
        tx,
        [...staying, { ...paused, id: 'new', name: 'Alix Neuve', email: null }],
        '2026-12-17',
      );
    });
    await world.go('2026-12-18', '10:00');
    // Those who do not work that day.
    await world.go('2026-12-21', '12:00');
    await world.go('2026-12-22', '12:00');
    for (const id of [paused.id, left.id, 'new']) expect(got(world, id, SHORT), id).toEqual([]);
    const counts = await world.turn((turn) => countDeliveries(turn.tx, `followup/${WAVE}/J15`));
    expect(counts.map(({ status, reason, count }) => [status, reason, count])).toEqual(
      expect.arrayContaining([
        ['sent', '', world.programme.people.length - 2],
        ['skipped', 'paused', 1],
      ]),
    );
    expect(counts).toHaveLength(2);
  });

  test('never takes the place of the weekly card: whoever already had a message waits for the next week', async () => {
    const world = await postedWorld();
    await world.go('2026-12-18', '10:00');
    await world.go('2026-12-30');
    await world.go('2026-12-31');
    world.travel('2027-01-04', '09:30');
    const [busy, other] = world.programme.people.filter(
      ({ roles, days }) => roles.length === 1 && days === null,
    );
    if (!busy || !other) throw new Error('no agents');
    await world.turn(async (turn) => {
      const person = await findPerson(turn.tx, busy.id);
      await turn.plan({
        campaign: 'something/else',
        template: 'followup',
        params: { wave: WAVE, milestone: 'J15', campaign: 'something/else' },
        to: person ? [person] : [],
        at: turn.now,
        until: turn.now.add({ hours: 24 }),
      });
    });
    await world.go('2027-01-04', '10:00');
    const month = /^Bilan J\+30/;
    expect(got(world, other.id, month)).toHaveLength(1);
    expect(got(world, busy.id, month)).toHaveLength(0);
    await world.go('2027-01-11', '09:00');
    expect(got(world, busy.id, month)).toHaveLength(1);
  });

  test('of too few answers says so; where nothing was asked there is no card', async () => {
    const few = await createWorld();
    await closeWeek(few, 1, 58, 0);
    await closeBlock(
      few,
      1,
      ordinaryBlock(8).map((cell) => ({ ...cell, answered: 2, tables: {} })),
    );
    await few.go('2026-12-15');
    await few.go('2026-12-16');
    await few.go('2026-12-18', '10:00');
    const [card] = got(few, agentOf(few), SHORT);
    expect(lines(card).slice(2, 4)).toEqual([
      'Vous avez répondu : au rendez-vous de la semaine (semaine 1), moins de 5 personnes sur 58.',
      'La suite : le bilan J+30, attendu le jeudi 31 décembre.',
    ]);
    expect(lines(card)).toContain(
      "Il n'y a pas assez de réponses pour montrer le reste sans reconnaître quelqu'un.",
    );
    const none = await createWorld();
    await none.go('2026-12-15');
    await none.go('2026-12-16');
    await none.go('2026-12-18', '10:00');
    expect(got(none, agentOf(none), SHORT)).toEqual([]);
  });

  test('after a month tells use and time; at the end, the decision', async () => {
    const world = await postedWorld();
    await world.go('2026-12-30');
    await world.go('2026-12-31');
    await world.go('2027-01-04', '10:00');
    const month = lines(got(world, agentOf(world), SHORT).at(-1));
    expect(month[3]).toBe(
      'Usage : 21 personnes ont déclaré un usage, soit 36 % des 58 invités et 54 % des 39 qui ont répondu.',
    );
    expect(month[4]).toMatch(
      /^Temps gagné déclaré : la réponse du milieu est « .+ » dans la semaine, sur \d+ décl/,
    );
    expect(month.at(-3)).toBe('La suite : le bilan J+90, attendu le lundi 1er mars.');
    await world.go('2027-02-26');
    await world.go('2027-03-01');
    await world.go('2027-03-02', '10:00');
    const end = lines(got(world, agentOf(world), SHORT).at(-1));
    expect(end).toContain(
      "La décision : la direction n'a pas encore choisi entre maintenir, étendre et pivoter.",
    );
    expect(end.length).toBeLessThanOrEqual(9);
  });

  test('shows nothing that the review hides, whatever is hidden', async () => {
    const world = await postedWorld();
    await world.go('2026-12-30');
    const row = await world.turn((turn) => findDigest(turn.tx, WAVE, 'J30'));
    const whole: DigestData = JSON.parse(row?.data ?? '{}');
    const figures = [
      'participation',
      'adoption',
      'time',
      'blockers',
      'irritants',
    ] as const satisfies SectionName[];
    fc.assert(
      fc.property(
        fc.subarray([...figures]),
        fc.constantFrom(...MILESTONES),
        (hidden, milestone: Milestone) => {
          const sections: DigestData['sections'] = { ...whole.sections };
          for (const name of hidden) sections[name] = { hidden: true, reason: 'below_threshold' };
          const told = shortLines({ ...whole, milestone, sections });
          expect(told.length).toBeLessThanOrEqual(4);
          const words = typed(told.map((line) => `${line.label} ${line.text}`).join('\n'));
          const signs: Record<(typeof figures)[number], RegExp> = {
            participation: /au moins/,
            adoption: /usage, soit/,
            time: /réponse du milieu/,
            blockers: /manque de formation/,
            irritants: /courriels/,
          };
          for (const name of hidden) expect(words).not.toMatch(signs[name]);
          if (hidden.length === figures.length) {
            expect(told).toEqual([]);
            expect(askedIn([{ ...whole, milestone, sections }])).toEqual([]);
          }
        },
      ),
    );
  });
});

describe('« vous avez dit, nous avons fait »', () => {
  test('the form asks what the review tells first, and shows exactly what agents will read', async () => {
    const world = await postedWorld();
    const [leader] = leaders(world);
    const post = world.received.find(({ address }) => address === DIRECTION)?.message;
    expect(button(post, 'digest.irritants')).toMatchObject({ wave: WAVE });
    const form = await openForm(world, leader);
    expect(form?.mode).toBe('message');
    expect(lines(form?.message).filter((line) => /^\d\. /.test(line))).toEqual([
      `1. ${COURRIELS}`,
      `2. ${REDACTION}`,
      `3. ${SAISIE}`,
    ]);
    expect(said(form)).toContain('21 réponses sur 49, depuis le bilan J+15.');
    const review = await write(world, leader, {
      ...ONE,
      state_3: 'impossible',
      words_3: ' Le logiciel\nest fermé. ',
    });
    expect(review?.mode).toBe('replace');
    const told = lines(review?.message);
    expect(told).toContain('Fait : Vingt modèles de réponse sont dans l’outil.');
    expect(told).toContain('Pas possible : Le logiciel est fermé.');
    expect(told[1]).toContain('Départ le vendredi 18 décembre à 10 h');
    expect(said(review)).toContain(
      `Pour la direction, pas pour les agents : « ${COURRIELS} », écrit par ${nameOf(world, leader)} le 16 décembre 2026.`,
    );
    expect(said(review)).not.toContain('Pour vous seulement');
    const done = await publish(world, leader, review);
    expect(said(done)).toContain('Les agents les liront le vendredi 18 décembre à 10 h.');
    expect(said(done)).toContain(`Encore sans réponse : ${REDACTION}. Le prochain bilan le dira.`);

    await world.go('2026-12-18', '10:00');
    const card = got(world, agentOf(world), SHORT)[0];
    const read = lines(card);
    const part = read.slice(read.indexOf('Vous avez dit, nous avons fait'));
    expect(part.slice(0, 6)).toEqual([
      'Vous avez dit, nous avons fait',
      COURRIELS,
      'Fait : Vingt modèles de réponse sont dans l’outil.',
      SAISIE,
      'Pas possible : Le logiciel est fermé.',
      'Signé : la direction.',
    ]);
    expect(read.join('\n')).not.toContain(nameOf(world, leader));
  });

  test('answers stand in the order of what weighs most, before and after they are published', async () => {
    const world = await postedWorld();
    const [leader] = leaders(world);
    // By name it is the other way round: what weighs is told by the counts.
    const kinds = await world.turn(async (turn) => {
      const row = await findDigest(turn.tx, WAVE, 'J15');
      const data: DigestData = JSON.parse(row?.data ?? '{}');
      const { irritants } = data.sections;
      if ('hidden' in irritants || !irritants.kinds || !('distribution' in irritants.kinds))
        throw new Error('none');
      irritants.kinds.distribution = {
        ...irritants.kinds.distribution,
        courriels: 9,
        redaction: 12,
        saisie: 30,
      };
      await updateDigest(turn.tx, WAVE, 'J15', { data: JSON.stringify(data) });
      return irritants.kinds;
    });
    expect(kinds.n).toBeGreaterThan(0);
    const review = await write(world, leader, {
      ...ONE,
      state_2: 'ongoing',
      words_2: 'On essaie.',
      state_3: 'impossible',
      words_3: 'Pas avant 2028.',
    });
    const order = (told: string[]) => told.filter((line) => [COURRIELS, REDACTION, SAISIE].includes(line));
    expect(order(lines(review?.message))).toEqual([SAISIE, REDACTION, COURRIELS]);
    await publish(world, leader, review);
    await world.go('2026-12-18', '10:00');
    expect(order(lines(got(world, agentOf(world), SHORT)[0]))).toEqual([SAISIE, REDACTION, COURRIELS]);
  });

  test('published twice is published once; what is published stays until the next review', async () => {
    const world = await postedWorld();
    const [leader, other] = leaders(world);
    const stale = await openForm(world, other);
    const review = await write(world, leader, ONE);
    const first = said(await publish(world, leader, review));
    const before = await stored(world);
    world.travel('2026-12-17', '12:00');
    expect(said(await publish(world, leader, review))).toBe(first);
    expect(await stored(world)).toEqual(before);
    const late = await write(world, other, { ...ONE, words_1: 'Autre chose.' }, stale);
    expect(late?.refused).toBe('followup_settled');
    const again = await openForm(world, other);
    expect(said(again)).toContain(`Publié, jusqu'au prochain bilan : ${COURRIELS}. Fait : Vingt`);
    expect(lines(again?.message).filter((line) => /^\d\. /.test(line))).toEqual([
      `1. ${REDACTION}`,
      `2. ${SAISIE}`,
    ]);
  });

  test('of two who answer the same the last has the word, and each learns of the other', async () => {
    const world = await postedWorld();
    const [one, two] = leaders(world);
    const blank = await openForm(world, two);
    const seen = await write(world, one, { ...ONE, state_2: 'ongoing', words_2: 'À l’étude.' });
    const replaced = await write(world, two, { state_1: 'ongoing', words_1: 'Dix modèles.' }, blank);
    expect(said(replaced)).toContain(`« ${COURRIELS} » : vos mots remplacent ceux de ${nameOf(world, one)}`);
    // The field that the other had never seen filled was left empty: it takes nothing away.
    expect(said(replaced)).toContain('En cours : À l’étude.');
    const refused = await publish(world, one, seen);
    expect(said(refused)).toContain('Ces réponses ont changé depuis que vous les avez lues');
    expect(said(refused)).toContain(`« ${COURRIELS} », écrit par ${nameOf(world, two)}`);
    expect((await stored(world)).every(({ published_on }) => published_on === null)).toBe(true);
    await publish(world, one, refused);
    expect(
      (await stored(world)).map(({ person_id, words, published_on }) => [person_id, words, published_on]),
    ).toEqual([
      [two, 'Dix modèles.', '2026-12-16'],
      [one, 'À l’étude.', '2026-12-16'],
    ]);
  });

  test('a draft can be taken back by emptying it', async () => {
    const world = await postedWorld();
    const [leader] = leaders(world);
    await write(world, leader, ONE);
    const emptied = await write(world, leader, { state_1: '', words_1: '' });
    expect(said(emptied)).toContain(`1. ${COURRIELS}`);
    expect(await stored(world)).toEqual([]);
  });

  test.each<[string, Record<string, string>, string]>([
    ['nothing at all', {}, 'empty_answer'],
    ['spaces', { state_1: '', words_1: ' \n ' }, 'empty_answer'],
    ['words without a state', { words_1: 'Oui.' }, 'followup_half'],
    ['a state without words', { state_1: 'done', words_1: ' ' }, 'followup_half'],
    ['too many words', { state_1: 'done', words_1: 'x'.repeat(201) }, 'text_too_long'],
    ['a state that is none', { state_1: 'maybe', words_1: 'Oui.' }, 'bad_input'],
    ['a subject of another wave', { subjects: 'irritant/inconnu', ...ONE }, 'followup_changed'],
    ['another wave', { wave: 'autre', ...ONE }, 'unknown_action'],
  ])('%s is refused, and nothing is kept', async (_name, fields, code) => {
    const world = await postedWorld();
    const [leader] = leaders(world);
    expect((await write(world, leader, fields))?.refused).toBe(code);
    expect(await stored(world)).toEqual([]);
  });

  test('is for the leadership and the lead: an agent who taps a copied button is refused', async () => {
    const world = await postedWorld();
    const [leader] = leaders(world);
    const agent = agentOf(world);
    const form = await openForm(world, leader);
    const review = await write(world, leader, ONE, form);
    expect((await openForm(world, agent))?.refused).toBe('role');
    expect((await write(world, agent, ONE, form))?.refused).toBe('role');
    expect((await publish(world, agent, review))?.refused).toBe('role');
    expect((await openForm(world, world.who('lead')[0]?.id ?? ''))?.refused).toBeUndefined();
    const seen = await world.tell(agent, 'bilan');
    expect(seen?.refused).toBe('role');
  });

  test('before a review is posted there is nothing to answer', async () => {
    const world = await createWorld();
    await ordinaryWave(world);
    await world.go('2026-12-15');
    const [leader] = leaders(world);
    expect((await openForm(world, leader))?.refused).toBe('unknown_action');
  });
});

describe('what comes after the agents’ version', () => {
  test('leaves alone once, then with the next review', async () => {
    const world = await postedWorld();
    const [leader] = leaders(world);
    await world.go('2026-12-18', '10:00');
    const first = await publish(world, leader, await write(world, leader, ONE));
    expect(said(first)).toContain('Les agents les liront le lundi 21 décembre à 10 h.');
    // The same day: it goes along.
    await publish(world, leader, await write(world, leader, { state_1: 'ongoing', words_1: 'On essaie.' }));
    await world.go('2026-12-21', '10:00');
    const [alone] = got(world, agentOf(world), ANSWERS);
    expect(lines(alone)).toEqual([
      'Vous avez dit, nous avons fait',
      'La suite du bilan J+15.',
      COURRIELS,
      'Fait : Vingt modèles de réponse sont dans l’outil.',
      REDACTION,
      'En cours : On essaie.',
      'Signé : la direction.',
    ]);
    const later = await write(world, leader, { state_1: 'impossible', words_1: 'Pas avant 2028.' });
    expect(said(later)).toContain('Départ avec le bilan J+30 des agents, attendu le jeudi 31 décembre.');
    await publish(world, leader, later);
    await world.go('2026-12-29', '12:00');
    expect(got(world, agentOf(world), ANSWERS)).toHaveLength(1);
    await world.go('2026-12-30');
    await world.go('2026-12-31');
    await world.go('2027-01-04', '10:00');
    expect(got(world, agentOf(world), ANSWERS)).toHaveLength(1);
    const month = lines(got(world, agentOf(world), SHORT).at(-1));
    expect(month).toContain('Pas possible : Pas avant 2028.');
    expect(month.join('\n')).not.toContain('Vingt modèles');
  });

  test('the unanswered come back in the next review, with what was answered', async () => {
    const world = await postedWorld();
    const [leader] = leaders(world);
    await publish(world, leader, await write(world, leader, ONE));
    await write(world, leader, { state_1: 'done', words_1: 'Un brouillon ne compte pas.' });
    await world.go('2026-12-30');
    const row = await world.turn((turn) => findDigest(turn.tx, WAVE, 'J30'));
    const data: DigestData = JSON.parse(row?.data ?? '{}');
    expect(data.followup).toEqual({
      answered: [{ title: COURRIELS, state: 'done', words: ONE.words_1, milestone: 'J15' }],
      unanswered: [
        { title: REDACTION, since: 'J15' },
        { title: SAISIE, since: 'J15' },
      ],
    });
    await world.go('2026-12-31');
    const post = world.received.findLast(({ address }) => address === DIRECTION)?.message;
    expect(lines(post).find((line) => line.startsWith('Vos réponses'))).toBe(
      `Vos réponses : 2 sujets sans réponse depuis J+15 : Rédiger courriers, arrêtés ou actes… et ${SAISIE}. Répondu : ${COURRIELS} (fait).`,
    );
    // What was answered can be continued: the new review is another occasion.
    const form = await openForm(world, leader);
    expect(said(form)).toContain('Déjà publié : « Fait : Vingt modèles de réponse sont dans l’outil. »');
    expect(said(form)).toContain(`Brouillon, écrit le 16 décembre 2026 par ${nameOf(world, leader)}.`);
  });

  test('a button of an old review opens what is asked now', async () => {
    const world = await postedWorld();
    const [leader] = leaders(world);
    const old = await openForm(world, leader);
    await publish(world, leader, await write(world, leader, ONE));
    await world.go('2026-12-30');
    await world.go('2026-12-31');
    const review = await write(world, leader, { state_2: 'done', words_2: 'Depuis lundi.' }, old);
    expect(said(review)).toContain('Départ le lundi 4 janvier à 10 h');
    expect((await stored(world)).map(({ milestone }) => milestone)).toEqual(['J15', 'J30']);
  });

  test('a decision taken after their last version is told once, when there is one voice', async () => {
    const world = await postedWorld();
    await world.go('2027-02-26');
    await world.go('2027-03-01');
    await world.go('2027-03-02', '10:00');
    const [one, two] = leaders(world);
    const decide = (person: string, decision: string) =>
      world.tap(person, { v: 'digest.decide', decision, wave: WAVE, milestone: 'J90' });
    await decide(one, 'extend');
    await decide(two, 'maintain');
    await world.go('2027-03-05', '10:00');
    expect(got(world, agentOf(world), ANSWERS)).toEqual([]);
    await decide(two, 'extend');
    await world.go('2027-03-08', '10:00');
    await world.go('2027-03-12', '10:00');
    const told = got(world, agentOf(world), ANSWERS).map((card) => lines(card));
    expect(told).toEqual([
      [
        'Vous avez dit, nous avons fait',
        'La suite du bilan J+90.',
        "La décision : la direction étend le programme à d'autres services.",
      ],
    ]);
    expect((await openForm(world, one))?.refused).toBe('followup_over');
  });

  test('after the last review no other one is promised', async () => {
    const world = await postedWorld();
    await world.go('2027-02-26');
    await world.go('2027-03-01');
    const [leader] = leaders(world);
    const done = said(await publish(world, leader, await write(world, leader, ONE)));
    expect(done).toContain("C'était le dernier bilan : rien ne le rappellera.");
    expect(done).not.toContain('prochain bilan');
  });

  test('a month after the last review nothing goes out any more', async () => {
    const world = await postedWorld();
    await world.go('2027-02-26');
    await world.go('2027-03-01');
    await world.go('2027-03-02', '10:00');
    const [leader] = leaders(world);
    const form = await openForm(world, leader);
    await world.go('2027-03-31');
    expect((await openForm(world, leader))?.refused).toBeUndefined();
    await world.go('2027-04-01');
    expect((await openForm(world, leader))?.refused).toBe('followup_over');
    expect((await write(world, leader, ONE, form))?.refused).toBe('followup_over');
  });

  test('during a pause the last version and answers wait until the wave goes on; ended, there is no way left', async () => {
    const world = await postedWorld();
    const [leader] = leaders(world);
    const act = (name: 'pause' | 'resume' | 'end', day: string) =>
      world.turn(({ tx }) => addWaveAct(tx, WAVE, name, leader, day));
    await act('pause', '2026-12-17');
    await world.go('2026-12-18', '10:00');
    expect(got(world, agentOf(world), SHORT)).toEqual([]);
    const review = await write(world, leader, ONE);
    expect(said(review)).toContain('La vague est en pause : départ à la reprise');
    await publish(world, leader, review);
    await world.go('2026-12-21', '12:00');
    expect(got(world, agentOf(world), ANSWERS)).toEqual([]);
    await act('resume', '2026-12-22');
    await world.go('2026-12-22', '12:00');
    const [version, ...more] = [...got(world, agentOf(world), SHORT), ...got(world, agentOf(world), ANSWERS)];
    expect(more).toEqual([]);
    expect(lines(version).join('\n')).toContain(ONE.words_1);
    await act('end', '2026-12-23');
    world.travel('2026-12-23', '10:00');
    expect((await openForm(world, leader))?.refused).toBe('followup_over');
  });

  test('an author who is erased leaves the answer, under an alias', async () => {
    const world = await postedWorld();
    const [leader] = leaders(world);
    await write(world, leader, ONE);
    await world.turn(async (turn) => {
      const person = await findPerson(turn.tx, leader);
      if (person) await erasePerson(turn, person, null);
    });
    const [answer] = await stored(world);
    expect(answer?.words).toBe(ONE.words_1);
    expect(answer?.person_id).toMatch(/^erased:/);
    const [, other] = leaders(world);
    expect(said(await openForm(world, other))).toContain('par une personne de la direction');
  });
});
