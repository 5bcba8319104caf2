import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo } from '../../src/cli/demo/demo.ts';
import { readOptions, type Typed } from '../../src/cli/demo/options.ts';
import { StartupError } from '../../src/domain/errors.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'percolateur-demo-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Line = { at: string; person: string; verb: string; data: Record<string, unknown> };

async function play(lines: (Line | string)[], typed: Partial<Typed> = {}) {
  const answers = join(folder, 'answers.jsonl');
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  await writeFile(answers, `${text}\n`);
  const usual = {
    days: '32',
    seed: '3',
    agents: '20',
    launch: '2026-12-01',
    answers,
    out: join(folder, 'out'),
  };
  return demo(readOptions({ ...usual, ...typed }));
}

/** What refused to be played, with plain spaces. */
async function problemsOf(played: Promise<unknown>): Promise<string[]> {
  const error = await played.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StartupError);
  const problems = error instanceof StartupError ? error.problems : [];
  return problems.map((problem) => problem.replace(/\s/g, ' '));
}

const person = (number: number) => `p${String(number).padStart(4, '0')}`;
const people = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => person(from + index));

/** The check-in of these people, one after the other from that local hour of December 2026 on. */
function checkins(day: number, who: string[], time: string): Line[] {
  return who.map((id, index) => ({
    at: `2026-12-${String(day).padStart(2, '0')}T10:${String(index).padStart(2, '0')}`,
    person: id,
    verb: 'checkin.answer',
    data: { time },
  }));
}

describe('a demo of known answers', () => {
  it('gives the figures worked out by hand', async () => {
    // Launched on Tuesday 1 December: the cards of weeks 3 and 4 leave on the 17th and the 24th.
    const { digests, summary } = await play([
      ...checkins(17, people(1, 5), 'h1to2'),
      ...checkins(17, people(6, 8), 'lt30'),
      ...checkins(18, people(9, 12), 'unused'),
      ...checkins(24, people(1, 6), 'h1to2'),
      ...checkins(26, people(13, 16), 'unused'),
    ]);
    expect(summary.answers).toEqual({ dispatched: 22, accepted: 22, refused: 0, reasons: {}, lines: [] });
    const j30 = digests.find(({ name }) => name === 'J30')?.data;
    // Of 20 invited, 16 answered in weeks 3 and 4: 1 to 12, and 13 to 16. Of them 1 to 8 declared a use.
    expect(j30?.sections.adoption).toMatchObject({
      invited: 20,
      answered: 16,
      responseRate: 16 / 20,
      users: 8,
      rateOfInvited: 8 / 20,
      rateOfRespondents: 8 / 16,
      alert: 'above',
    });
    // 22 declarations: 5 + 6 of one to two hours, 3 under thirty minutes, 4 + 4 without a use; the 11th is the median.
    expect(j30?.sections.time).toMatchObject({
      invited: 20,
      answered: 16,
      distribution: {
        lost: 0,
        unused: 8,
        zero: 0,
        lt30: 3,
        m30to60: 0,
        h1to2: 11,
        h2to4: 0,
        h4plus: 0,
        unknown: 0,
      },
      medianBand: 'lt30',
    });
    // Nobody answered the survey.
    expect(j30?.sections.satisfaction).toMatchObject({ hidden: true });
  });

  it('counts the last word of somebody who changes their answer', async () => {
    const { digests, summary } = await play([
      ...checkins(17, people(1, 10), 'lost'),
      ...checkins(18, people(1, 5), 'h2to4'),
      { at: '2026-12-18T16:00', person: person(1), verb: 'checkin.details', data: { blocker: 'time' } },
      // Were nobody to answer in its second week, the block would tell that, and show nothing.
      ...checkins(24, people(11, 16), 'unused'),
    ]);
    expect(summary.answers.accepted).toBe(22);
    expect(digests.find(({ name }) => name === 'J30')?.data.sections.time).toMatchObject({
      distribution: { lost: 5, h2to4: 5, unused: 6 },
    });
  });

  it('tells of answers that find no message, or one that is closed', async () => {
    const { summary } = await play([
      { at: '2026-12-02T10:00', person: person(1), verb: 'checkin.answer', data: { time: 'zero' } },
      '',
      { at: '2026-12-16T10:00', person: person(1), verb: 'checkin.answer', data: { time: 'zero' } },
      { at: '2026-12-17T10:00', person: person(1), verb: 'checkin.answer', data: { time: 'beaucoup' } },
      { at: '2026-12-17T11:00', person: person(1), verb: 'checkin.answer', data: { time: 'zero' } },
      { at: '2027-12-17T10:00', person: person(1), verb: 'checkin.answer', data: { time: 'zero' } },
    ]);
    expect(summary.answers).toEqual({
      dispatched: 5,
      accepted: 1,
      refused: 4,
      reasons: { bad_input: 1, no_such_button_yet: 1, outside_the_demo: 1, round_closed: 1 },
      lines: [
        { line: 1, reason: 'no_such_button_yet' },
        { line: 3, reason: 'round_closed' },
        { line: 4, reason: 'bad_input' },
        { line: 6, reason: 'outside_the_demo' },
      ],
    });
  });

  it('refuses a file with bad lines, each by its number, and never repeats what is written', async () => {
    const good = { at: '2026-12-03T10:00', person: person(1), verb: 'checkin.answer', data: {} };
    const played = play([
      good as Line,
      'bonjour',
      { ...good, at: '2026-02-30T10:00' },
      { ...good, person: 'Jeanne' },
      { ...good, verb: 'checkin.fly' },
      JSON.stringify({ ...good, extra: 'secret' }),
    ]);
    const problems = await problemsOf(played);
    expect(problems.map((problem) => problem.replace(/^.*answers\.jsonl/, '').split(';')[0])).toEqual([
      ":2: ce n'est pas une ligne JSON ",
      ':3: « at » ne convient pas ',
      ':4: personne inconnue ',
      ':5: verbe inconnu ',
      ':6: « extra » ne convient pas ',
    ]);
    expect(problems.join()).not.toMatch(/bonjour|Jeanne|fly|secret/);
  });
});

describe('the options of a demo', () => {
  it.each([
    [{ days: 'demain' }, '--days : « demain » ne convient pas'],
    [{ agents: '3' }, '--agents : « 3 » ne convient pas ; écrivez un nombre entier de 8 à 2000'],
    [{ seed: '1.5' }, '--seed : « 1.5 » ne convient pas'],
    [{ launch: '2026-13-01' }, 'lancement : « 2026-13-01 » ne convient pas'],
    [{ region: 'BE' }, 'région : « BE » ne convient pas'],
    [{ programme: '/nulle/part', agents: undefined }, "le dossier « /nulle/part » n'existe pas"],
    [{ answers: '/nulle/part.jsonl' }, '/nulle/part.jsonl:1: fichier introuvable'],
  ])('%j: said in French', async (typed, said) => {
    expect((await problemsOf(play([], typed))).join('\n')).toContain(said);
  });
});
