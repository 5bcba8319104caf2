import { Temporal } from 'temporal-polyfill';
import { dueOn } from '../../domain/milestone.ts';
import { nextLaunch, type WaveDefinition, weeklyCardOn } from '../../domain/wave.ts';
import { frenchDay } from '../../engine/dates.ts';
import type { CardData } from '../../engine/instrument.ts';
import { peopleOfWave, reachable } from '../../engine/reach.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPeople } from '../../store/person.ts';
import {
  findPrepared,
  insertPrepared,
  listPrepared,
  type PreparedWave,
  updatePrepared,
} from '../../store/wave.ts';
import { choiceOf } from './choices.ts';
import { decisionLine } from './decisions.ts';
import { findWave } from './named.ts';
import { longDay } from './overview.ts';
import { takenBy } from './typed.ts';

/**
 * The draft under way, or a new one: the services that are in no wave yet, three weeks ahead, with the length of the
 * wave it extends (else of the last one) and its licences pro rata. One at a time.
 */
export async function prepareDraft(turn: Turn, source: WaveDefinition | null): Promise<PreparedWave> {
  const [waiting] = await listPrepared(turn.tx, 'draft');
  if (waiting) {
    if (source === null || waiting.source !== null) return waiting;
    const linked = { ...waiting, source: source.id };
    await updatePrepared(turn.tx, linked);
    return linked;
  }
  const { waves } = turn.programme;
  const model = modelOf(turn, source);
  const everybody = await listPeople(turn.tx);
  const known = (name: string) =>
    waves.some(({ departments }) => departments.length === 0 || departments.includes(name));
  const departments = [...new Set(everybody.map(({ department }) => department))]
    .filter((name) => !known(name))
    .sort((a, b) => a.localeCompare(b, 'fr'));
  const draft: PreparedWave = {
    ...(await freeName(turn)),
    status: 'draft',
    source: source?.id ?? null,
    launchDate: nextLaunch(turn.calendar, turn.today, Temporal.PlainDate.from(model.launchDate)).toString(),
    departments,
    // As it was written: added weeks were for its own people.
    weeks: model.course?.writtenWeeks ?? model.weeks,
    resources: {
      licences: await proRata(turn, source, departments),
      licenceMonthly: model.resources.licenceMonthly,
      currency: model.resources.currency,
      trainingHours: 0,
      hourlyCost: model.resources.hourlyCost,
    },
  };
  await insertPrepared(turn.tx, draft, turn.today.toString());
  return draft;
}

/** The wave a draft is made after: the one it extends, else the last one. */
function modelOf(turn: Turn, source: WaveDefinition | null): WaveDefinition {
  const last = turn.programme.waves.toSorted((a, b) => (a.launchDate < b.launchDate ? 1 : -1))[0];
  const model = source ?? last;
  if (!model) throw new Error('a programme has a wave');
  return model;
}

/** As many licences for each of these people as in the wave the draft is made after. */
async function proRata(
  turn: Turn,
  source: WaveDefinition | null,
  departments: readonly string[],
): Promise<number> {
  const model = modelOf(turn, source);
  const before = (await peopleOfWave(turn, model)).length;
  const people = (await listPeople(turn.tx)).filter(({ department }) => departments.includes(department));
  return before === 0 ? 0 : Math.round((model.resources.licences * people.length) / before);
}

/** A draft as it was changed: its licences follow its services, until somebody wrote another number. */
export async function followServices(
  turn: Turn,
  before: PreparedWave,
  after: PreparedWave,
): Promise<PreparedWave> {
  const source = before.source === null ? null : findWave(turn, before.source);
  const { licences } = before.resources;
  const byHand =
    after.resources.licences !== licences || licences !== (await proRata(turn, source, before.departments));
  if (byHand) return after;
  return {
    ...after,
    resources: { ...after.resources, licences: await proRata(turn, source, after.departments) },
  };
}

/** « Vague 2 », or the first number that nobody took. */
async function freeName(turn: Turn): Promise<{ id: string; name: string }> {
  const { waves } = turn.programme;
  const names = new Set(waves.map(({ name }) => name));
  for (let number = waves.length + 1; ; number++) {
    const id = `vague-${number}`;
    const name = text('wave.draft.name', { number });
    const taken = waves.some((wave) => wave.id === id) || names.has(name);
    if (!taken && !(await findPrepared(turn.tx, id))) return { id, name };
  }
}

/** The card of a draft: to change while it is one, then what became of it. */
export async function draftData(turn: Turn, draft: PreparedWave): Promise<CardData> {
  const everybody = await listPeople(turn.tx);
  const people = everybody.filter(({ department }) => draft.departments.includes(department));
  const reached = (await reachable(turn, people)).length;
  const { group } = turn.programme.thresholds;
  const isOpen = draft.status === 'draft';
  const services = [...Map.groupBy(everybody, ({ department }) => department)];
  const source = draft.source === null ? null : findWave(turn, draft.source);
  return {
    draft: draft.id,
    name: draft.name,
    open: isOpen,
    why: source ? await decisionLine(turn, source) : '',
    date: draft.launchDate,
    day: longDay(draft.launchDate),
    weeks: String(draft.weeks),
    licences: String(draft.resources.licences),
    chosen: draft.departments.map(choiceOf).join(','),
    services: services
      .map(([department, { length }]) => ({
        value: choiceOf(department),
        title: serviceTitle(turn, draft, department, length),
      }))
      .sort((a, b) => a.title.localeCompare(b.title, 'fr')),
    none: isOpen && draft.departments.length === 0 ? text('wave.draft.none') : '',
    count: people.length > 0 ? text('wave.draft.count', { people: people.length, reachable: reached }) : '',
    small:
      people.length > 0 && reached < group && draft.status !== 'dropped'
        ? text('wave.draft.small', { group })
        : '',
    outcome: isOpen ? '' : outcome(turn, draft),
  };
}

function serviceTitle(turn: Turn, draft: PreparedWave, department: string, people: number): string {
  const wave = takenBy(turn, draft, department)?.name;
  return wave
    ? text('wave.draft.service_taken', { department, people, wave })
    : text('wave.draft.service', { department, people });
}

/** Once confirmed, what comes and when; once dropped, that it was. */
function outcome(turn: Turn, draft: PreparedWave): string {
  if (draft.status === 'dropped') return text('wave.draft.dropped');
  const launch = Temporal.PlainDate.from(draft.launchDate);
  const card = weeklyCardOn(turn.calendar, launch, 1) ?? launch.add({ days: 7 });
  return text('wave.draft.confirmed', {
    on: frenchDay(launch, true),
    weeks: draft.weeks,
    services: draft.departments.join(', '),
    licences: draft.resources.licences,
    card: frenchDay(card),
    review: frenchDay(dueOn(turn.calendar, launch, 'J15')),
  });
}
