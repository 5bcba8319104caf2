import { type Inhabitant, staff } from '../support/commune.ts';
import { type Program, startProgram } from '../support/program.ts';

/** What somebody answered to each question, by its id. */
export type Said = Record<string, string>;

/** A program after a month, and all that was answered in it, by round and person: figures are counted again from here. */
export type Season = { program: Program; said: Map<string, Map<string, Said>> };

/**
 * Services by the letter of their people. Of the first wave « t » is a giant and « c » ordinary; « u » is invited in
 * number but too few answer, « h », « z » and « q » are too small, and « f » keeps them company.
 */
const SERVICES = {
  t: ['Services techniques', 34],
  c: ['Accueil', 18],
  f: ['Finances', 13],
  u: ['Urbanisme', 12],
  h: ['Archives', 9],
  z: ['Presse', 4],
  q: ['Cabinet', 1],
  b: ['Transports', 13],
  m: ['Musée', 5],
  s: ['Sports', 10],
} as const;
type Letter = keyof typeof SERVICES;
const LETTERS = { pilote: ['t', 'c', 'f', 'u', 'h', 'z', 'q'], suite: ['b', 'm'] } as const;
type Wave = keyof typeof LETTERS;

const INHABITANTS: Inhabitant[] = [
  ...Object.entries(SERVICES).flatMap(([letter, [name, count]]) => staff(name, count, letter)),
  { id: 'dgs', department: 'Direction', roles: 'direction' },
  { id: 'pil', department: 'Direction', roles: 'pilote' },
];
/** Who is where. */
export const DEPARTMENT = new Map(INHABITANTS.map(({ id: person, department }) => [person, department]));
const names = (letters: readonly Letter[]) => letters.map((letter) => SERVICES[letter][0]).join(', ');

/** Who of a service answers in a week, from one number to another, and how many use AI, from the first. */
const HABITS: Record<Letter, { odd: [number, number]; even: [number, number]; users: number }> = {
  // A block has more people than each of its weeks.
  t: { odd: [1, 26], even: [5, 30], users: 10 },
  c: { odd: [1, 14], even: [1, 14], users: 5 },
  f: { odd: [1, 11], even: [1, 11], users: 4 },
  u: { odd: [1, 4], even: [1, 4], users: 3 },
  h: { odd: [1, 6], even: [1, 6], users: 2 },
  z: { odd: [1, 3], even: [1, 3], users: 1 },
  q: { odd: [1, 1], even: [1, 1], users: 1 },
  // Nobody answers in the second week.
  b: { odd: [1, 11], even: [1, 0], users: 4 },
  m: { odd: [1, 3], even: [1, 0], users: 1 },
  s: { odd: [1, 0], even: [1, 0], users: 0 },
};
const BANDS = ['lost', 'zero', 'lt30', 'm30to60', 'h1to2', 'h2to4', 'h4plus'] as const;
const TASKS = ['courriels', 'redaction', 'saisie'] as const;
function pick(list: readonly string[], index: number): string {
  return list[index % list.length] ?? '';
}

const id = (letter: Letter, index: number) => `${letter}${String(index).padStart(2, '0')}`;

/** Three tasks that weigh alike; a few words, of too few people. */
function baseline(letter: Letter, index: number): Said | null {
  if (index % 5 === 0) return null;
  return {
    usage: pick(['jamais', 'essaye', 'parfois'], index),
    irritant_1: pick(TASKS, index),
    ...(index % 2 === 0 ? { irritant_2: pick(TASKS, index + 1) } : {}),
    ...(letter === 't' && index % 6 === 1 ? { irritant_texte: `Recopier le registre ${index}` } : {}),
  };
}

/** As many at each point of the scale; and nearly everybody at one. */
function opinion(_letter: Letter, index: number): Said | null {
  return index % 4 === 0 ? null : { facilite: String(1 + (index % 5)), recommande: index === 1 ? '2' : '4' };
}

/** Three waves, of which one has not begun; answers through the program, to the review of the first one's month. */
export async function playSeason(): Promise<Season> {
  const later = `  - id: suite
    nom: Deuxième vague
    lancement: 2026-12-15
    services: [${names(LETTERS.suite)}]
  - id: ete
    nom: Vague d'été
    lancement: 2027-06-01
    services: [${names(['s'])}]
`;
  const program = await startProgram({
    people: INHABITANTS,
    edits: [
      ['programme.yml', 'heures_formation: 120', `heures_formation: 120\n${later}`],
      ['programme.yml', '    services: []\n', `    services: [${names(LETTERS.pilote)}, Direction]\n`],
    ],
  });
  const said: Season['said'] = new Map();

  async function act(round: string, person: string, verb: string, data: Said): Promise<void> {
    const asked = Object.entries(data).map(([key, value]) => [`q_${key}`, value]);
    const sent = verb === 'survey.answer' ? { round, ...Object.fromEntries(asked) } : data;
    const reply = await program.act(person, verb, sent);
    if (reply?.refused) throw new Error(`${person} ${round}: ${reply.refused}`);
    const known = said.get(round) ?? new Map<string, Said>();
    said.set(round, known.set(person, { ...known.get(person), ...data }));
  }

  async function week(wave: Wave, number: number): Promise<void> {
    const round = `checkin/${wave}/${number}`;
    for (const letter of LETTERS[wave]) {
      const { odd, even, users } = HABITS[letter];
      const [from, to] = number % 2 === 0 ? even : odd;
      // Two more of the giant from the third week on.
      const using = users + (letter === 't' && number > 2 ? 2 : 0);
      for (let index = from; index <= to; index++) {
        const band = index % 13 === 0 ? 'unknown' : pick(BANDS, index + number);
        await act(round, id(letter, index), 'checkin.answer', { time: index <= using ? band : 'unused' });
        const blocker = index % 4 === 1 ? pick(['training', 'tool'], (index - 1) / 4) : null;
        if (blocker) await act(round, id(letter, index), 'checkin.details', { blocker });
      }
    }
  }

  async function survey(round: string, answer: (letter: Letter, index: number) => Said | null) {
    for (const letter of LETTERS.pilote) {
      for (let index = 1; index <= SERVICES[letter][1]; index++) {
        const data = answer(letter, index);
        if (data) await act(`survey/pilote/${round}`, id(letter, index), 'survey.answer', data);
      }
    }
  }

  await program.travel('2026-11-18T10:00');
  await survey('etat-des-lieux/1', baseline);
  for (const [number, day] of ['2026-12-03', '2026-12-10', '2026-12-17'].entries()) {
    await program.travel(`${day}T14:00`);
    await week('pilote', number + 1);
  }
  await week('suite', 1);
  await program.travel('2026-12-22T14:00');
  await survey('satisfaction/1', opinion);
  await program.travel('2026-12-24T14:00');
  await week('pilote', 4);
  await program.travel('2026-12-31T10:00');
  return { program, said };
}
