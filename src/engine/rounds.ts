import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { Refusal } from '../domain/errors.ts';
import { oncePerText } from '../domain/once.ts';
import { FLOORS, type Thresholds } from '../domain/publishing.ts';
import type { SurveyHead } from '../domain/survey.ts';
import type { Person } from '../store/person.ts';
import {
  addRoundPeople,
  findRound,
  insertRound,
  type RoundRow,
  roundPeople,
  roundPerson,
  saveSealed,
  sealedBox,
} from '../store/round.ts';
import type { RoundKind } from '../store/schema.ts';
import { headSchema, questionsSchema } from '../store/survey-definition.ts';
import { stamp } from './clock.ts';
import { BOX_SIZE, type Seal } from './seal.ts';
import type { Turn } from './turn.ts';

/** What is fixed when a round is launched, and printed on its card. */
const definitionSchema = z.object({
  questions: questionsSchema,
  /** What a survey says of itself; a week of check-ins has nothing to say. */
  head: headSchema.nullish(),
  thresholds: z.object({
    figure: z.number(),
    verbatim: z.number(),
    verbatimInvited: z.number(),
    group: z.number(),
  }),
});
export type RoundDefinition = z.infer<typeof definitionSchema>;

/** It never changes, and each answer reads it. */
const readDefinition = oncePerText((text) => definitionSchema.parse(JSON.parse(text)));

export function definitionOf(round: Pick<RoundRow, 'definition'>): RoundDefinition {
  return readDefinition(round.definition);
}

/** What is sealed for one person: their service's label, and their answers so far by question. */
const sealedSchema = z.object({ label: z.string().nullable(), answers: z.record(z.string(), z.string()) });
export type SealedAnswer = z.infer<typeof sealedSchema>;

export function readSealed(value: unknown): SealedAnswer {
  return sealedSchema.parse(value);
}

export type NewRound = {
  id: string;
  kind: RoundKind;
  subject: string;
  wave: string;
  number: number;
  parent: string | null;
  closesAt: Temporal.Instant;
  questions: RoundDefinition['questions'];
  head?: SurveyHead;
  launchedBy: string | null;
  audience: string[];
};

/** Thresholds at launch: the programme's, never under the floors. */
function launchThresholds(thresholds: Thresholds): Thresholds {
  return {
    figure: Math.max(thresholds.figure, FLOORS.figure),
    verbatim: Math.max(thresholds.verbatim, FLOORS.verbatim),
    verbatimInvited: Math.max(thresholds.verbatimInvited, FLOORS.verbatimInvited),
    group: Math.max(thresholds.group, FLOORS.group),
  };
}

/** Opens a round for a roster made with `labelled`; labels are fixed now, whoever moves later. */
export async function openRound(
  turn: Turn,
  round: NewRound,
  roster: { personId: string; label: string | null }[],
): Promise<void> {
  const thresholds = launchThresholds(turn.programme.thresholds);
  await insertRound(turn.tx, {
    id: round.id,
    kind: round.kind,
    subject: round.subject,
    wave: round.wave,
    number: round.number,
    parent: round.parent,
    status: 'open',
    opened_at: stamp(turn.now),
    closes_at: stamp(round.closesAt),
    salt: turn.random(32),
    definition: JSON.stringify({ questions: round.questions, head: round.head ?? null, thresholds }),
    launched_by: round.launchedBy,
    audience: JSON.stringify(round.audience),
  });
  await addRoundPeople(turn.tx, round.id, roster);
}

/** The people invited, each with the label of their service; null where fewer than a group of it are invited. */
export function labelled(turn: Turn, people: Person[]) {
  const thresholds = launchThresholds(turn.programme.thresholds);
  const sizes = new Map<string, number>();
  for (const { department } of people) sizes.set(department, (sizes.get(department) ?? 0) + 1);
  return people.map((person) => ({
    personId: person.id,
    label: (sizes.get(person.department) ?? 0) >= thresholds.group ? person.department : null,
  }));
}

/** Joiners of a week inside a block: on its roster, without a label. */
export async function joinRound(turn: Turn, roundId: string, people: Person[]): Promise<void> {
  const known = new Set((await roundPeople(turn.tx, roundId)).map((row) => row.personId));
  const joiners = people.filter((person) => !known.has(person.id));
  await addRoundPeople(
    turn.tx,
    roundId,
    joiners.map((person) => ({ personId: person.id, label: null })),
  );
}

/** True until the instant printed on the card. */
export function isOpen(turn: Pick<Turn, 'now'>, round: RoundRow): round is RoundRow & { salt: Uint8Array } {
  return round.status === 'open' && round.salt !== null && round.closes_at > stamp(turn.now);
}

/** Refuses whoever was not asked, be it by a card that was passed on or a made-up one. */
export async function requireInvited(turn: Turn, round: Pick<RoundRow, 'id'>, person: Person): Promise<void> {
  if (!(await roundPerson(turn.tx, round.id, person.id))) throw new Refusal('not_invited');
}

/** Stores a person's answers, added to those already given; each can be changed until closing. */
export async function answerRound(
  turn: Turn,
  roundId: string,
  person: Person,
  answers: Record<string, string>,
) {
  const round = await findRound(turn.tx, roundId);
  if (!round || !isOpen(turn, round)) throw new Refusal('round_closed');
  const invited = await roundPerson(turn.tx, roundId, person.id);
  if (!invited) throw new Refusal('not_invited');
  const seal = turn.seal(round.salt);
  const token = seal.token(person.id);
  const box = await sealedBox(turn.tx, roundId, token);
  const before = box ? readSealed(seal.open(token, box)).answers : {};
  const sealed: SealedAnswer = { label: invited.label, answers: { ...before, ...answers } };
  await saveSealed(turn.tx, roundId, token, sealAnswers(seal, token, round, sealed));
}

/** Answers as they wait for the closing: every box of a round has one length. */
export function sealAnswers(
  seal: Seal,
  token: Uint8Array,
  round: Pick<RoundRow, 'definition'>,
  answers: SealedAnswer,
): Buffer {
  return seal.close(token, answers, boxSize(definitionOf(round)));
}

/** The longest text an answer may hold, in UTF-16 units. */
export const TEXT_LIMIT = 500;

/** What JSON puts around a name and its value. */
const QUOTES = 6;
/** In JSON a unit of UTF-16 takes six bytes at most. */
const TEXT_ROOM = 6 * TEXT_LIMIT;

/** One size for every box of a round: each question adds room for its longest answer. */
function boxSize({ questions }: RoundDefinition): number {
  const room = questions.map(({ id, kind, choices }) => {
    const lengths = choices.map((choice) => choice.id.length + 1);
    const all =
      kind === 'several' ? lengths.reduce((sum, length) => sum + length, 0) : Math.max(0, ...lengths);
    return id.length + QUOTES + (kind === 'text' ? TEXT_ROOM : all);
  });
  return BOX_SIZE + room.reduce((sum, bytes) => sum + bytes, 0);
}

/** Whether a person has answered, which only the secret can tell. */
export async function hasAnswered(turn: Turn, round: RoundRow, personId: string): Promise<boolean> {
  if (!round.salt) return false;
  return (await sealedBox(turn.tx, round.id, turn.seal(round.salt).token(personId))) !== null;
}
