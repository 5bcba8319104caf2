import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Channel } from '../../src/channels/channel.ts';
import { atLocal } from '../../src/domain/calendar.ts';
import type { DigestData } from '../../src/domain/digest.ts';
import type { FrozenRound } from '../../src/domain/frozen.ts';
import type { ChannelName, PersonRecord } from '../../src/domain/person.ts';
import type { Programme } from '../../src/domain/programme.ts';
import { publicParticipation } from '../../src/domain/publishing.ts';
import { createRandom } from '../../src/domain/random.ts';
import type { WaveDefinition } from '../../src/domain/wave.ts';
import { closeRound, readFrozen } from '../../src/engine/closing.ts';
import { answerByCode, makeCodes } from '../../src/engine/codes.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { peopleOfWave, reachable } from '../../src/engine/reach.ts';
import { answerRound, labelled, openRound } from '../../src/engine/rounds.ts';
import type { Turn } from '../../src/engine/turn.ts';
import { openCheckin } from '../../src/instruments/checkin/rounds.ts';
import { computeDigest } from '../../src/instruments/digest/compute.ts';
import { createLog } from '../../src/log.ts';
import { programmeCalendar } from '../../src/programme/calendar.ts';
import { findPerson, savePeople } from '../../src/store/person.ts';
import { countInvited, countSealed, findRound, roundPeople } from '../../src/store/round.ts';
import { openStore } from '../../src/store/store.ts';

/** What somebody answered in a round, by question; several choices with commas. */
export type Answers = Record<string, string>;

/** A closed round as it truly was: who was asked and under which label, who answered what. */
export type Truth = {
  id: string;
  /** Under `null`: no label, codes on paper with them (`code-1`…). */
  roster: { person: string; label: string | null }[];
  answers: Map<string, Answers>;
  frozen: FrozenRound;
};

/** All that a random organisation published, in its order, and what is behind it. */
export type History = {
  rounds: Truth[];
  /** Participation of open rounds, as it was shown while answers came in. */
  statuses: { round: string; invited: number; shown: number | null; answered: number }[];
  digests: DigestData[];
};

const BANDS = ['lost', 'unused', 'zero', 'lt30', 'm30to60', 'h1to2', 'h2to4', 'h4plus', 'unknown'];
const CHOICES = ['a', 'b', 'c', 'd'].map((id) => ({ id, title: id }));
const SURVEY = [
  { id: 'always', kind: 'choice', title: 'A', choices: CHOICES, optional: false },
  { id: 'skipped', kind: 'choice', title: 'S', choices: CHOICES, optional: true },
  { id: 'several', kind: 'several', title: 'P', choices: CHOICES, optional: true },
  { id: 'words', kind: 'text', title: 'T', choices: [], optional: true },
] as const;
const WEEKS = 4;
const LAUNCH = '2026-12-01';

const service = fc.record({
  people: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 8, max: 24 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) },
  ),
  onPaper: fc.constantFrom(0, 0, 0, 2),
  rate: fc.constantFrom(0, 0.1, 0.3, 0.5, 0.8, 0.95, 1),
  /** How far one choice takes all: 1 is unanimity. */
  skew: fc.constantFrom(0, 0.4, 0.8, 0.95, 1),
  favourite: fc.integer({ min: 0, max: 3 }),
  second: fc.boolean(),
});
type Service = typeof service extends fc.Arbitrary<infer T> ? T : never;

/** Services of one or two waves, how people come, move and go each week, and all the chance that is in it. */
export const organisation = fc.record({
  services: fc.array(service, { minLength: 1, maxLength: 5 }),
  moves: fc.array(
    fc.record({ joiners: fc.nat({ max: 3 }), movers: fc.nat({ max: 2 }), leavers: fc.nat({ max: 3 }) }),
    {
      minLength: WEEKS,
      maxLength: WEEKS,
    },
  ),
  seed: fc.integer(),
});
export type Organisation = typeof organisation extends fc.Arbitrary<infer T> ? T : never;

/** Plays an organisation on the real engine and store, and collects what is published. */
export async function play(given: Organisation, programme: Programme): Promise<History> {
  const draw = createRandom(given.seed);
  const waves = wavesOf(given.services, programme);
  const own = { ...programme, waves, people: [] };
  const calendar = programmeCalendar(own);
  const store = openStore(':memory:', 'off');
  let now = atLocal(calendar, Temporal.PlainDate.from('2026-11-20'), '10:00');
  const engine = createEngine({
    store,
    programme: own,
    calendar,
    secret: Buffer.alloc(32, 7),
    clock: { now: () => now },
    random: (size) => Buffer.from(Array.from({ length: size }, () => Math.floor(draw() * 256))),
    instruments: [],
    channels: new Map<ChannelName, Channel>([['sandbox', NOWHERE]]),
    log: createLog('silent'),
  });
  const town = townOf(given.services, draw);
  const history: History = { rounds: [], statuses: [], digests: [] };
  const truths = new Map<string, Pick<Truth, 'roster' | 'answers'>>();
  const turn = <T>(work: (turn: Turn) => Promise<T>) => engine.inTurn(work);
  const today = (date: string) => {
    now = atLocal(calendar, Temporal.PlainDate.from(date), '10:00');
  };
  try {
    await turn(({ tx }) => savePeople(tx, town.list(), LAUNCH));
    for (const wave of waves) await survey(wave, 'etat-des-lieux');
    for (let week = 1; week <= WEEKS; week++) {
      today(
        Temporal.PlainDate.from(LAUNCH)
          .add({ days: 7 * (week - 1) + 2 })
          .toString(),
      );
      const moves = given.moves[week - 1];
      if (week > 1 && moves) town.change(moves);
      await turn(({ tx, today: day }) => savePeople(tx, town.list(), day.toString()));
      for (const wave of waves) await checkin(wave, week);
    }
    today('2026-12-28');
    for (const wave of waves) await survey(wave, 'satisfaction');
    today('2026-12-31');
    for (const wave of waves) {
      for (const milestone of ['J15', 'J30'] as const) {
        history.digests.push(await turn((inner) => computeDigest(inner, wave, milestone)));
      }
    }
    return history;
  } finally {
    await store.close();
  }

  async function survey(wave: WaveDefinition, subject: string): Promise<void> {
    const id = `survey/${wave.id}/${subject}/1`;
    const common = {
      subject,
      wave: wave.id,
      number: 1,
      parent: null,
      launchedBy: null,
      audience: wave.departments,
    };
    const opened = await turn(async (inner) => {
      const invited = await reachable(inner, await peopleOfWave(inner, wave));
      if (invited.length < inner.programme.thresholds.group) return false;
      const closesAt = inner.now.add({ hours: 24 });
      const questions = SURVEY.map((question) => ({ ...question, choices: [...question.choices] }));
      await openRound(
        inner,
        { ...common, id, kind: 'survey', closesAt, questions },
        labelled(inner, invited),
      );
      return true;
    });
    if (!opened) return;
    const codes = await turn(async (inner) => {
      const round = await findRound(inner.tx, id);
      return round?.salt ? makeCodes(inner, { ...round, salt: round.salt }, { again: false }) : [];
    });
    await answerAll(id, (department) => town.surveyAnswer(department), codes);
    await finish(id);
  }

  async function checkin(wave: WaveDefinition, week: number): Promise<void> {
    const id = `checkin/${wave.id}/${week}`;
    await turn(async (inner) =>
      openCheckin(inner, { wave, number: week, people: await peopleOfWave(inner, wave) }),
    );
    if (!(await turn(({ tx }) => findRound(tx, id)))) return;
    await answerAll(id, (department) => town.weekAnswer(department), []);
    await finish(id);
    if (week % 2 === 0 || week === WEEKS) await finish(`block/${wave.id}/${Math.ceil(week / 2)}`);
  }

  async function answerAll(
    id: string,
    say: (department: string) => Answers | null,
    codes: string[],
  ): Promise<void> {
    const roster = await turn(async ({ tx }) => roundPeople(tx, id));
    const answers = new Map<string, Answers>();
    await turn(async (inner) => {
      for (const { personId } of roster) {
        const person = await findPerson(inner.tx, personId);
        const said = person && say(person.department);
        if (!person || !said || Object.keys(said).length === 0) continue;
        await answerRound(inner, id, person, said);
        answers.set(personId, said);
        if (draw() < 0.2) await status(inner, id);
      }
      for (const [index, code] of codes.entries()) {
        const said = say(town.departments[0] ?? '');
        if (!said || Object.keys(said).length === 0) continue;
        await answerByCode(inner, id, code, said);
        answers.set(`code-${index}`, said);
      }
    });
    const everybody = roster.map(({ personId, label }) => ({ person: personId, label }));
    const papers = codes.map((_, index) => ({ person: `code-${index}`, label: null }));
    truths.set(id, { roster: [...everybody, ...papers], answers });
  }

  async function status(inner: Turn, id: string): Promise<void> {
    const invited = await countInvited(inner.tx, id);
    const answered = await countSealed(inner.tx, id);
    const shown = publicParticipation(invited, answered, inner.programme.thresholds);
    history.statuses.push({ round: id, invited, shown, answered });
  }

  async function finish(id: string): Promise<void> {
    const frozen = await turn(async (inner) => {
      const roster = await roundPeople(inner.tx, id);
      await closeRound(inner, id);
      return { roster, data: await readFrozen(inner, id) };
    });
    if (!frozen.data) return;
    const known = truths.get(id);
    const roster = known?.roster ?? frozen.roster.map(({ personId, label }) => ({ person: personId, label }));
    history.rounds.push({ id, roster, answers: known?.answers ?? new Map(), frozen: frozen.data });
  }
}

const NOWHERE: Channel = {
  name: 'sandbox',
  ratePerSecond: Number.POSITIVE_INFINITY,
  send: async () => ({ outcome: 'delivered', platformId: null }),
  update: async (_address, platformId) => ({ outcome: 'delivered', platformId }),
  close: async () => {},
};

function wavesOf(services: readonly Service[], programme: Programme): WaveDefinition[] {
  const [first] = programme.waves;
  if (!first) return [];
  const names = (second: boolean) => services.flatMap((one, at) => (one.second === second ? [`s${at}`] : []));
  const later = names(true);
  const own = { ...first, launchDate: LAUNCH, weeks: WEEKS };
  if (later.length === 0 || later.length === services.length) return [{ ...own, departments: [] }];
  return [
    { ...own, id: 'une', departments: names(false) },
    { ...own, id: 'deux', departments: later },
  ];
}

/** The people and their habits. */
function townOf(services: readonly Service[], draw: () => number) {
  let count = 0;
  const people = new Map<string, PersonRecord>();
  const add = (at: number, channel: 'none' | null = null) => {
    count += 1;
    const id = `p${count}`;
    people.set(id, newcomer(id, `s${at}`, channel));
  };
  for (const [at, one] of services.entries()) {
    for (let index = 0; index < one.people; index++) add(at);
    for (let index = 0; index < one.onPaper; index++) add(at, 'none');
  }
  const some = () => [...people.keys()][Math.floor(draw() * people.size)];
  const any = () => Math.floor(draw() * services.length);
  const habits = (department: string) => services[Number(department.slice(1))];
  const pick = (one: Service, of: readonly string[]) =>
    (draw() < one.skew ? of[one.favourite % of.length] : of[Math.floor(draw() * of.length)]) ?? '';
  return {
    departments: services.map((_, at) => `s${at}`),
    list: () => [...people.values()],
    change({ joiners, movers, leavers }: { joiners: number; movers: number; leavers: number }) {
      for (let index = 0; index < leavers; index++) people.delete(some() ?? '');
      for (let index = 0; index < joiners; index++) add(any());
      for (let index = 0; index < movers; index++) {
        const moved = people.get(some() ?? '');
        if (moved) people.set(moved.id, { ...moved, department: `s${any()}` });
      }
    },
    surveyAnswer(department: string): Answers | null {
      const one = habits(department);
      if (!one || draw() >= one.rate) return null;
      const ids = CHOICES.map(({ id }) => id);
      const several = ids.filter((_, at) => draw() < (at === one.favourite ? one.skew : 0.2));
      return {
        always: pick(one, ids),
        ...(draw() < 0.6 ? { skipped: pick(one, ids) } : {}),
        ...(several.length > 0 ? { several: several.join() } : {}),
        ...(draw() < 0.3 ? { words: `mot ${Math.floor(draw() * 1000)}` } : {}),
      };
    },
    weekAnswer(department: string): Answers | null {
      const one = habits(department);
      if (!one || draw() >= one.rate) return null;
      return {
        time: pick(one, BANDS),
        ...(draw() < 0.4 ? { blocker: pick(one, ['training', 'tool', 'access', 'time']) } : {}),
      };
    },
  };
}

function newcomer(id: string, department: string, channel: 'none' | null): PersonRecord {
  return {
    id,
    name: `Personne ${id}`,
    email: null,
    department,
    roles: ['agent'],
    channel,
    aadId: null,
    slackId: null,
    locale: 'fr',
    zone: null,
    days: null,
  };
}
