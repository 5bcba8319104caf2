import { z } from 'zod';
import { atLocal } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/errors.ts';
import type { SurveyDefinition } from '../../domain/survey.ts';
import { verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { newId } from '../../engine/random.ts';
import { reachable } from '../../engine/reach.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPeople, type Person } from '../../store/person.ts';
import { listRounds, roundPeople } from '../../store/round.ts';
import { launchRound } from './rounds.ts';

/** How long a round launched in chat stays open, in days. */
const LIFE_DAYS = 7;
/** The same question to a target that differs by so few people would tell their answers. */
const TOO_CLOSE = 4;
const TOO_CLOSE_DAYS = 90;

export const CHAMPION_ROLES = ['champion', 'lead'] as const;

export const launchVerb = verb(
  'survey.launch',
  z.object({ survey: z.string(), department: z.string() }),
  async (turn, { person, data }) => {
    const survey = turn.programme.surveys.find(({ id }) => id === data.survey);
    if (!survey) throw new Refusal('unknown_action');
    if (!mayLaunchFor(person, data.department)) throw new Refusal('role');
    const { people, invited } = await targetOf(turn, data.department);
    const group = turn.programme.thresholds.group;
    if (invited.length < group) throw new Refusal('survey_too_small', { count: invited.length, group });
    await refuseTooClose(turn, survey, invited);
    const closesAt = atLocal(turn.calendar, turn.today.add({ days: LIFE_DAYS }), turn.calendar.hours.end);
    const id = `sondage/${survey.id}/${newId(turn.random)}`;
    const wave = waveOf(turn, data.department);
    const launch = {
      id,
      wave,
      survey,
      number: 1,
      closesAt,
      audience: [data.department],
      launchedBy: person.id,
    };
    await launchRound(turn, launch, people);
    return notice(
      text('survey.launched.title', { survey: survey.title }),
      [
        text('survey.launched.body', {
          department: nameOf(data.department),
          count: invited.length,
          days: LIFE_DAYS,
        }),
      ],
      [],
      'replace',
    );
  },
  { roles: CHAMPION_ROLES },
);

/** The target that is no service: all of them, for a lead. */
export const EVERYBODY = '*';

export function nameOf(department: string): string {
  return department === EVERYBODY ? text('survey.everybody') : department;
}

/** A champion asks their own service; a lead any. */
export function mayLaunchFor(person: Person, department: string): boolean {
  return (
    person.roles.includes('lead') || (person.roles.includes('champion') && person.department === department)
  );
}

export async function targetOf(
  turn: Turn,
  department: string,
): Promise<{ people: Person[]; invited: Person[] }> {
  const everybody = await listPeople(turn.tx);
  const people =
    department === EVERYBODY ? everybody : everybody.filter((person) => person.department === department);
  return { people, invited: await reachable(turn, people) };
}

/** The wave that holds a service; the first one for everybody. */
function waveOf(turn: Turn, department: string): string {
  const { waves } = turn.programme;
  const own = waves.find(({ departments }) => departments.length === 0 || departments.includes(department));
  return (own ?? waves[0])?.id ?? '';
}

/**
 * Refuses a target that differs by one to four people from one asked the same in the last 90 days, be it a whole
 * round or one of its services: the difference of two totals would tell their answers.
 */
async function refuseTooClose(turn: Turn, survey: SurveyDefinition, invited: Person[]): Promise<void> {
  const since = turn.now.subtract({ hours: 24 * TOO_CLOSE_DAYS }).toString();
  const ids = new Set(invited.map((person) => person.id));
  for (const round of await listRounds(turn.tx, { kind: 'survey', subject: survey.id })) {
    if (round.opened_at < since) continue;
    const before = await roundPeople(turn.tx, round.id);
    const services = [...Map.groupBy(before, (row) => row.label)].filter(([label]) => label !== null);
    for (const group of [before, ...services.map(([, rows]) => rows)]) {
      const common = group.filter((row) => ids.has(row.personId)).length;
      const differing = group.length + ids.size - 2 * common;
      if (differing >= 1 && differing <= TOO_CLOSE) throw new Refusal('survey_too_close');
      if (differing === 0 && round.status === 'open') throw new Refusal('survey_already_open');
    }
  }
}
