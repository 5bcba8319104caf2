import { Temporal } from 'temporal-polyfill';
import { localDate } from '../domain/calendar.ts';
import type { FrozenRound } from '../domain/frozen.ts';
import { createMask } from '../domain/masking.ts';
import { publicParticipation, publish, publishTexts } from '../domain/publishing.ts';
import { tableIds } from '../domain/survey.ts';
import { issuedCodes, withdrawCodes } from '../store/code.ts';
import { cancelPlanned } from '../store/outbox.ts';
import { listEverybody } from '../store/person.ts';
import { refreshSent } from '../store/refresh.ts';
import {
  findRound,
  freeze,
  frozenData,
  listRounds,
  type RoundRow,
  roundPeople,
  sealedBoxes,
} from '../store/round.ts';
import { setSetting } from '../store/setting.ts';
import { publishBlock } from './block-result.ts';
import { foldWeek } from './blocks.ts';
import { addCount, addPicks, cellOf, emptyCells } from './cells.ts';
import type { Occurrence } from './instrument.ts';
import { definitionOf, readSealed } from './rounds.ts';
import type { Turn } from './turn.ts';

/** Set while deleted answers may still lie in free pages of the file: the scrub after the commit clears it. */
export const SCRUB_DUE = 'scrub_due';

/**
 * When what is open closes: at the instant printed on its card. Read from the rounds themselves, so that answers are
 * destroyed on time even if the programme has changed since, or its wave is gone.
 */
export async function closings(turn: Turn): Promise<Occurrence[]> {
  return (await listRounds(turn.tx, { status: 'open' })).map(({ id, closes_at }) => ({
    key: `close/${id}`,
    at: Temporal.Instant.from(closes_at),
    run: (inner) => closeRound(inner, id),
  }));
}

/**
 * Closes a round for good, in one transaction: answers are opened in memory, counted, what may be published is
 * written down, and answers, tokens and salt are deleted. A crash leaves either the open round or its tables.
 * A week is folded into its block, which waits sealed until it closes itself. What of the round was still to be sent
 * is called off.
 */
export async function closeRound(turn: Turn, id: string): Promise<void> {
  const round = await findRound(turn.tx, id);
  if (!round || round.status === 'closed' || !round.salt) return;
  // Weeks go into their block before it closes, whatever closes it: after, their answers would count nowhere.
  if (round.kind === 'block')
    for (const week of await openWeeksOf(turn, round)) await closeRound(turn, week.id);
  const data = await count(turn, { ...round, salt: round.salt });
  await freeze(turn.tx, id, data);
  await withdrawCodes(turn.tx, id);
  await cancelPlanned(turn.tx, id, 'cancelled');
  await refreshSent(turn.tx, id);
  await setSetting(turn.tx, SCRUB_DUE, '1');
}

async function openWeeksOf(turn: Turn, block: RoundRow): Promise<RoundRow[]> {
  const weeks = await listRounds(turn.tx, { kind: 'checkin', wave: block.wave, status: 'open' });
  return weeks.filter((week) => week.parent === block.id);
}

async function count(turn: Turn, round: RoundRow & { salt: Uint8Array }): Promise<FrozenRound> {
  const head = {
    id: round.id,
    subject: round.subject,
    wave: round.wave,
    number: round.number,
    openedOn: localDate(turn.calendar, Temporal.Instant.from(round.opened_at)).toString(),
    closedOn: turn.today.toString(),
  };
  const { questions, thresholds } = definitionOf(round);
  if (round.kind === 'checkin') {
    const { invited, answered } = await foldWeek(turn, round);
    return {
      ...head,
      kind: 'checkin',
      invited,
      participation: publicParticipation(invited, answered, thresholds),
    };
  }
  if (round.kind === 'block') {
    return { ...head, kind: 'block', result: await publishBlock(turn, round, thresholds), texts: {} };
  }
  const { cells, texts } = await readSurvey(turn, round);
  const rules = questions.flatMap((question) =>
    tableIds(question).map((id) => ({
      id,
      perPerson: 1,
      ...(question.kind === 'several' ? { of: question.id } : {}),
    })),
  );
  const result = publish(cells, rules, thresholds);
  const mask = createMask((await listEverybody(turn.tx)).map((person) => person.name));
  const shown: Record<string, string[] | null> = {};
  for (const [question, list] of Object.entries(texts)) {
    shown[question] = result.hidden ? null : publishTexts(list.map(mask), result.invited, thresholds);
  }
  return { ...head, kind: 'survey', result, texts: shown };
}

/** A survey's answers, counted by service; its texts apart, with no service. */
async function readSurvey(turn: Turn, round: RoundRow & { salt: Uint8Array }) {
  const seal = turn.seal(round.salt);
  const { questions } = definitionOf(round);
  const known = new Map(questions.map((question) => [question.id, question]));
  const cells = emptyCells(await roundPeople(turn.tx, round.id));
  // Whoever got a code is invited too, and of no service.
  const codes = await issuedCodes(turn.tx, round.id);
  if (codes > 0) cellOf(cells, null).invited += codes;
  const texts: Record<string, string[]> = {};
  for (const question of questions) if (question.kind === 'text') texts[question.id] = [];
  for (const { token, box } of await sealedBoxes(turn.tx, round.id)) {
    const { label, answers } = readSealed(seal.open(token, box));
    const cell = cellOf(cells, label);
    cell.answered += 1;
    for (const [id, value] of Object.entries(answers)) {
      const question = known.get(id);
      if (question?.kind === 'text') texts[id]?.push(value);
      else if (question?.kind === 'several') addPicks(cell.tables, question, value);
      else addCount(cell.tables, id, value, 1);
    }
  }
  return { cells: [...cells.values()], texts };
}

/** The frozen tables of a closed round; null while it is open or when it never ran. */
export async function readFrozen(turn: Turn, roundId: string): Promise<FrozenRound | null> {
  return frozenData(turn.tx, roundId);
}
