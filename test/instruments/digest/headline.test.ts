import { describe, expect, test } from 'vitest';
import type { AdoptionFigures, DigestData, Sections } from '../../../src/domain/digest.ts';
import type { Milestone } from '../../../src/domain/milestone.ts';
import { computeDigest } from '../../../src/instruments/digest/compute.ts';
import { WHOLE } from '../../../src/instruments/digest/words/room.ts';
import { tell } from '../../../src/instruments/digest/words/story.ts';
import { verdictOf } from '../../../src/instruments/digest/words/verdict.ts';
import { createWorld } from './world.ts';

async function emptyDigest(milestone: Milestone): Promise<DigestData> {
  const world = await createWorld();
  const [wave] = world.programme.waves;
  if (!wave) throw new Error('no wave');
  return world.turn((turn) => computeDigest(turn, wave, milestone));
}

const typed = (words: string) => words.replace(/[\u00a0\u202f]/g, ' ');

/** The headline of a milestone whose sections are these. */
async function headline(milestone: Milestone, sections: Partial<Sections>, waveName = 'Vague pilote') {
  const data = await emptyDigest(milestone);
  const { verdict, tone } = verdictOf({ ...data, waveName, sections: { ...data.sections, ...sections } });
  return [typed(verdict), tone];
}

function basis(invited: number, answered: number) {
  return { invited, answered, responseRate: answered / invited };
}

function adoption(
  invited: number,
  answered: number,
  figures: number | 'used' | 'unused',
  alert: AdoptionFigures['alert'],
  earlier: number[] = [],
): Sections['adoption'] {
  const counted = (users: number) => ({
    users,
    rateOfInvited: users / invited,
    rateOfRespondents: users / answered,
    alert,
  });
  const own = typeof figures === 'number' ? counted(figures) : { nearlyAll: figures, alert };
  const all = [...earlier.map(counted), own];
  return {
    ...basis(invited, answered),
    ...own,
    block: all.length,
    cause: null,
    blocks: all.map((one, index) => ({ block: index + 1, invited, answered, ...one })),
    byDepartment: [],
    useCases: { id: 'useCase', kind: 'choice', title: '', choices: [], hidden: true, reason: 'no_data' },
  };
}

describe('J+15: who answers', () => {
  test.each<[number, number, string, string]>([
    [
      58,
      35,
      'le programme prend, au moins 35 personnes sur 58 ont répondu au rendez-vous de la semaine (60 % ou plus) ; trop tôt pour mesurer, à temps pour corriger.',
      'good',
    ],
    [
      60,
      30,
      'le programme prend, au moins 30 personnes sur 60 ont répondu au rendez-vous de la semaine (50 % ou plus) ; trop tôt pour mesurer, à temps pour corriger.',
      'good',
    ],
    [
      58,
      25,
      'le démarrage est lent, au moins 25 personnes sur 58 ont répondu au rendez-vous de la semaine (43 % ou plus) ; à temps pour corriger.',
      'emphasis',
    ],
    [
      58,
      15,
      'le programme ne prend pas encore, au moins 15 personnes sur 58 ont répondu au rendez-vous de la semaine ; à temps pour corriger.',
      'attention',
    ],
    [
      58,
      0,
      'le programme ne prend pas encore, moins de 5 personnes sur 58 ont répondu au rendez-vous de la semaine ; à temps pour corriger.',
      'attention',
    ],
  ])('%i invited, at least %i answers', async (invited, answered, words, tone) => {
    const participation = { ...basis(invited, answered), weeks: [] };
    expect(await headline('J15', { participation })).toEqual([`J+15, Vague pilote : ${words}`, tone]);
  });

  test('nothing closed, and too few people', async () => {
    const none: Sections['participation'] = { hidden: true, reason: 'no_data' };
    expect(await headline('J15', { participation: none })).toEqual([
      "J+15, Vague pilote : rien ne peut encore être montré de l'usage, 60 personnes joignables sur 60.",
      'emphasis',
    ]);
    const small: Sections['participation'] = { hidden: true, reason: 'too_small' };
    expect(await headline('J15', { participation: small })).toEqual([
      "J+15, Vague pilote : trop peu de monde pour mesurer sans reconnaître quelqu'un, 60 personnes joignables sur 60.",
      'emphasis',
    ]);
  });
});

describe('J+30: the line of 30 %, and how sure', () => {
  test.each<[string, Sections['adoption'], string, string]>([
    [
      'above, whatever the silent do',
      adoption(116, 98, 49, 'above'),
      "l'usage dépasse la ligne des 30 %, 49 personnes sur 116 (42 %), 50 % des 98 qui ont répondu ; les 18 sans réponse n'y changeraient rien.",
      'good',
    ],
    [
      'above, one silent',
      adoption(40, 39, 20, 'above'),
      "l'usage dépasse la ligne des 30 %, 20 personnes sur 40 (50 %), 51 % des 39 qui ont répondu ; la personne sans réponse n'y changerait rien.",
      'good',
    ],
    [
      'above, everybody answered',
      adoption(40, 40, 20, 'above'),
      "l'usage dépasse la ligne des 30 %, 20 personnes sur 40 (50 %), 50 % des 40 qui ont répondu ; tout le monde a répondu.",
      'good',
    ],
    [
      'above by two people',
      adoption(35, 24, 12, 'above'),
      "l'usage dépasse la ligne des 30 %, 12 personnes sur 35 (34 %), 50 % des 24 qui ont répondu ; mais à 2 personnes près.",
      'good',
    ],
    [
      'above by one person',
      adoption(60, 40, 19, 'above'),
      "l'usage dépasse la ligne des 30 %, 19 personnes sur 60 (32 %), 48 % des 40 qui ont répondu ; mais à une personne près.",
      'good',
    ],
    [
      'below, and the silent could change it',
      adoption(58, 39, 6, 'below'),
      "l'usage ne dépasse pas la ligne des 30 %, 6 personnes sur 58 (10 %), 15 % des 39 qui ont répondu ; mais les 19 sans réponse pourraient tout changer.",
      'attention',
    ],
    [
      'below, even if all the silent were users',
      adoption(58, 52, 8, 'below'),
      "l'usage ne dépasse pas la ligne des 30 %, 8 personnes sur 58 (14 %), 15 % des 52 qui ont répondu ; les 6 sans réponse n'y changeraient rien.",
      'attention',
    ],
    [
      'below by one person, at the line itself',
      adoption(50, 40, 12, 'below'),
      "l'usage ne dépasse pas la ligne des 30 %, 12 personnes sur 50 (24 %), 30 % des 40 qui ont répondu ; mais à une personne près.",
      'attention',
    ],
    [
      'nobody',
      adoption(58, 39, 0, 'below'),
      "l'usage ne dépasse pas la ligne des 30 %, personne sur 58 (0 %), 0 % des 39 qui ont répondu ; mais les 19 sans réponse pourraient tout changer.",
      'attention',
    ],
    [
      'the readings disagree',
      adoption(60, 30, 17, 'unknown'),
      "on ne sait pas si l'usage dépasse la ligne des 30 %, 17 personnes sur 60 (28 %), 57 % des 30 qui ont répondu ; tout dépend des 30 sans réponse.",
      'emphasis',
    ],
    [
      'nearly all of them users',
      adoption(58, 31, 'used', 'above'),
      "l'usage dépasse la ligne des 30 %, presque toutes les réponses déclarent un usage (31 sur 58, 53 % de réponses) ; les 27 sans réponse n'y changeraient rien.",
      'good',
    ],
    [
      'nearly none, many silent',
      adoption(58, 31, 'unused', 'below'),
      "l'usage ne dépasse pas la ligne des 30 %, presque aucune réponse ne déclare d'usage (31 sur 58, 53 % de réponses) ; mais les 27 sans réponse pourraient tout changer.",
      'attention',
    ],
    [
      'nearly none, few silent',
      adoption(58, 50, 'unused', 'below'),
      "l'usage ne dépasse pas la ligne des 30 %, presque aucune réponse ne déclare d'usage (50 sur 58, 86 % de réponses) ; les 8 sans réponse n'y changeraient rien.",
      'attention',
    ],
  ])('%s', async (_name, section, words, tone) => {
    expect(await headline('J30', { adoption: section })).toEqual([`J+30, Vague pilote : ${words}`, tone]);
  });
});

describe('J+90: the trend, where there is one', () => {
  test.each<[string, number[], number, string]>([
    ['a rise', [24, 30, 40], 50, 'en hausse depuis le début.'],
    ['a fall', [70, 60, 55], 50, 'en baisse depuis le début.'],
    ['nothing moved', [51, 48, 52], 50, 'stable depuis le début.'],
    ['a small rise', [42, 44, 46], 50, 'pas de tendance nette.'],
    ['a rise that has turned', [24, 60], 50, 'pas de tendance nette.'],
  ])('%s', async (_name, earlier, users, words) => {
    const [verdict] = await headline('J90', { adoption: adoption(120, 100, users, 'above', earlier) });
    expect(verdict).toMatch(new RegExp(` ; ${words.replace('.', '\\.')}$`));
  });

  test('one period is no trend', async () => {
    const [verdict] = await headline('J90', { adoption: adoption(120, 100, 50, 'above') });
    expect(verdict).toMatch(/ n'y changeraient rien\.$/);
  });
});

test('a long name gives way to the sentence, which is never cut', async () => {
  const name = 'Vague de tous les services administratifs et techniques de la commune';
  const section = adoption(1999, 1500, 447, 'below', [400]);
  const [verdict = ''] = await headline('J90', { adoption: section }, name);
  expect(verdict).toMatch(/^J\+90, Vague de .*… : .* 1 500 qui ont répondu ; .*\.$/);
  expect(verdict.length).toBeLessThanOrEqual(220);
});

test('a card cuts what others named at length; a page and a paper cut nothing', async () => {
  const data = await emptyDigest('J30');
  const waveName =
    'Vague des services techniques, de la petite enfance et de toutes les écoles de la commune';
  const title = 'Retrouver une délibération ou un arrêté parmi les dossiers des années passées';
  const version = '2.0-juin-2027-relue';
  const { memento } = data.sections;
  const named = {
    ...data,
    waveName,
    followup: { answered: [], unanswered: [{ title, since: 'J15' as const }] },
    sections: {
      ...data.sections,
      adoption: adoption(58, 39, 21, 'above'),
      memento: {
        ...('hidden' in memento ? basis(60, 36) : memento),
        version,
        acknowledged: 36,
        byDepartment: [],
      },
    },
  };
  const wordsOf = ({ verdict, lines }: ReturnType<typeof tell>) =>
    [verdict, ...lines.map(({ text }) => text)].join(' ');
  const [card, whole] = [wordsOf(tell(named)), wordsOf(tell(named, WHOLE))];
  for (const words of [waveName, title, version]) {
    expect(card).not.toContain(words);
    expect(whole).toContain(words);
  }
  expect(tell(named).verdict.length).toBeLessThanOrEqual(220);
  expect(tell(named, WHOLE).verdict.length).toBeGreaterThan(220);
});
