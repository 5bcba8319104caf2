import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { normalise } from '../../domain/command.ts';
import { Refusal } from '../../domain/errors.ts';
import { publicParticipation } from '../../domain/publishing.ts';
import { closeRound, readFrozen } from '../../engine/closing.ts';
import { frenchInstant } from '../../engine/dates.ts';
import { type Command, type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { definitionOf } from '../../engine/rounds.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPeople, type Person } from '../../store/person.ts';
import { countRoundPeople, countSealed, findRound, listRounds, type RoundRow } from '../../store/round.ts';
import { CHAMPION_ROLES, EVERYBODY, mayLaunchFor, nameOf, targetOf } from './launch.ts';
import { resultLines } from './results.ts';

/** A round is closed by hand after two days at the earliest: sooner, a closing could be timed to single out answers. */
const CLOSE_AFTER_HOURS = 48;

export const surveyCommand: Command = {
  name: 'sondage',
  async run(turn, { person, words }) {
    if (words === '') return offer(turn, person, ownTarget(person));
    if (words === 'statut') return status(turn, person);
    if (words === 'clore') return closable(turn, person);
    if (words === 'resultats') return results(turn, person);
    const department = await departmentNamed(turn, words);
    if (department && mayLaunchFor(person, department)) return offer(turn, person, department);
    return notice(text('survey.unknown.title'), [text('survey.unknown.body')]);
  },
};

export const closeVerb = verb(
  'survey.close',
  z.object({ round: z.string() }),
  async (turn, { person, data }) => {
    const round = await findRound(turn.tx, data.round);
    if (round?.kind !== 'survey' || !isTheirs(person, round)) throw new Refusal('role');
    if (round.status === 'closed') throw new Refusal('round_closed');
    const since = Temporal.Instant.from(round.opened_at).add({ hours: CLOSE_AFTER_HOURS });
    if (Temporal.Instant.compare(turn.now, since) < 0) {
      throw new Refusal('survey_too_soon', { when: frenchInstant(since, turn.calendar.zone) });
    }
    await closeRound(turn, round.id);
    return notice(titleOf(turn, round), await resultsOf(turn, round), [], 'replace');
  },
  { roles: CHAMPION_ROLES },
);

/** « Satisfaction → mon service, 14 personnes → Lancer », one button a survey. */
async function offer(turn: Turn, _person: Person, department: string): Promise<ReplyMessage> {
  const { invited } = await targetOf(turn, department);
  const { group } = turn.programme.thresholds;
  if (invited.length < group) {
    return notice(text('survey.offer.title'), [
      text('refusal.survey_too_small', { count: invited.length, group }),
    ]);
  }
  const surveys = turn.programme.surveys.filter((survey) => survey.purpose !== 'baseline');
  return notice(
    text('survey.offer.title'),
    [
      text('survey.offer.target', { department: nameOf(department), count: invited.length }),
      text('survey.offer.rules', { figure: turn.programme.thresholds.figure }),
    ],
    surveys.map((survey) => ({
      title: text('survey.offer.launch', { survey: survey.title }),
      data: { v: 'survey.launch', survey: survey.id, department },
    })),
  );
}

/** A champion's own service; everybody for a lead, who can also name one: « sondage urbanisme ». */
function ownTarget(person: Person): string {
  return person.roles.includes('lead') ? EVERYBODY : person.department;
}

async function departmentNamed(turn: Turn, words: string): Promise<string | null> {
  const departments = new Set((await listPeople(turn.tx)).map((person) => person.department));
  return [...departments].sort().find((name) => normalise(name).startsWith(words)) ?? null;
}

async function status(turn: Turn, person: Person): Promise<ReplyMessage> {
  const rounds = await theirs(turn, person, 'open');
  const lines: string[] = [];
  for (const round of rounds) {
    const invited = await countRoundPeople(turn.tx, round.id);
    const answered = publicParticipation(
      invited,
      await countSealed(turn.tx, round.id),
      definitionOf(round).thresholds,
    );
    const closes = frenchInstant(Temporal.Instant.from(round.closes_at), turn.calendar.zone);
    lines.push(
      answered === null
        ? text('survey.status.small', { survey: titleOf(turn, round), closes })
        : text('survey.status.line', { survey: titleOf(turn, round), invited, answered, closes }),
    );
  }
  return notice(text('survey.status.title'), lines.length > 0 ? lines : [text('survey.status.none')]);
}

async function closable(turn: Turn, person: Person): Promise<ReplyMessage> {
  const rounds = await theirs(turn, person, 'open');
  if (rounds.length === 0) return notice(text('survey.close.title'), [text('survey.status.none')]);
  return notice(
    text('survey.close.title'),
    [text('survey.close.body', { hours: CLOSE_AFTER_HOURS })],
    rounds.map((round) => ({
      title: text('survey.close.button', { survey: titleOf(turn, round) }),
      data: { v: 'survey.close', round: round.id },
    })),
  );
}

async function results(turn: Turn, person: Person): Promise<ReplyMessage> {
  const last = (await theirs(turn, person, 'closed')).at(-1);
  if (!last) return notice(text('survey.results.title'), [text('survey.results.none')]);
  return notice(titleOf(turn, last), await resultsOf(turn, last));
}

async function resultsOf(turn: Turn, round: RoundRow): Promise<string[]> {
  const frozen = await readFrozen(turn, round.id);
  return frozen?.kind === 'survey' ? resultLines(frozen, round) : [text('survey.results.none')];
}

/** Rounds somebody may follow: a lead all of them; a champion those they launched, and those of their service. */
async function theirs(turn: Turn, person: Person, state: 'open' | 'closed'): Promise<RoundRow[]> {
  return (await listRounds(turn.tx, { kind: 'survey', status: state })).filter((round) =>
    isTheirs(person, round),
  );
}

const audienceSchema = z.array(z.string());

function isTheirs(person: Person, round: RoundRow): boolean {
  if (person.roles.includes('lead')) return true;
  const audience = audienceSchema.parse(JSON.parse(round.audience));
  return (
    round.launched_by === person.id ||
    audience.some((department) => audience.length === 1 && mayLaunchFor(person, department))
  );
}

function titleOf(turn: Turn, round: RoundRow): string {
  return turn.programme.surveys.find(({ id }) => id === round.subject)?.title ?? round.subject;
}
