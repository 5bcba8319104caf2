import { CODE_LENGTH, codeOf } from '../domain/code.ts';
import { Refusal } from '../domain/errors.ts';
import {
  hasCode,
  insertCodes,
  issuedCodes,
  setIssuedCodes,
  spendCode,
  withdrawCodes,
} from '../store/code.ts';
import { listPeople } from '../store/person.ts';
import { findRound, listRounds, type RoundRow, saveSealed } from '../store/round.ts';
import { isOpen, sealAnswers } from './rounds.ts';
import type { Seal } from './seal.ts';
import type { Turn } from './turn.ts';

/** What making, reading and spending codes needs of a turn: the command line has no more of one. */
export type CodeTurn = Pick<Turn, 'tx' | 'now' | 'random' | 'seal' | 'programme'>;

type OpenRound = RoundRow & { salt: Uint8Array };

/** Survey rounds that take answers now. */
export async function openSurveys(turn: CodeTurn): Promise<OpenRound[]> {
  const rounds = await listRounds(turn.tx, { kind: 'survey', status: 'open' });
  return rounds.filter((round) => isOpen(turn, round));
}

/**
 * Codes for those of a round's people who have no chat, one each and no more: a code too many would be an answer that
 * is nobody's. Nothing tells whose is which. `again` takes back those not spent and makes as many new ones.
 */
export async function makeCodes(
  turn: CodeTurn,
  round: OpenRound,
  { again }: { again: boolean },
): Promise<string[]> {
  const issued = await issuedCodes(turn.tx, round.id);
  const spent = again ? issued - (await withdrawCodes(turn.tx, round.id)) : issued;
  const people = Math.max(await withoutChat(turn, round), issued);
  const seal = turn.seal(round.salt);
  const codes = Array.from({ length: people - spent }, () => codeOf(turn.random(CODE_LENGTH)));
  await insertCodes(
    turn.tx,
    round.id,
    codes.map((code) => tokenOf(seal, code)),
  );
  await setIssuedCodes(turn.tx, round.id, people);
  return codes;
}

/** How many of the people a round is for are in no chat, by the list. */
async function withoutChat(turn: CodeTurn, round: RoundRow): Promise<number> {
  const audience: unknown = JSON.parse(round.audience);
  const services = Array.isArray(audience) ? audience : [];
  const people = (await listPeople(turn.tx)).filter(({ channel }) => channel === 'none');
  const everybody = services.length === 0 || services.includes('*');
  return everybody ? people.length : people.filter(({ department }) => services.includes(department)).length;
}

/** The open round a code is for; null: spent, mistyped, or its survey is closed. */
export async function roundOfCode(turn: CodeTurn, code: string): Promise<OpenRound | null> {
  for (const round of await openSurveys(turn)) {
    if (await hasCode(turn.tx, round.id, tokenOf(turn.seal(round.salt), code))) return round;
  }
  return null;
}

/**
 * Spends a code and keeps its answers, under a random token: nothing joins the two. Once only, for nothing tells whose
 * answer it would be that changes. Throws a Refusal `code_unknown` or `round_closed`.
 */
export async function answerByCode(
  turn: CodeTurn,
  roundId: string,
  code: string,
  answers: Record<string, string>,
): Promise<void> {
  const round = await findRound(turn.tx, roundId);
  if (!round || !isOpen(turn, round)) throw new Refusal('round_closed');
  const seal = turn.seal(round.salt);
  if (!(await spendCode(turn.tx, round.id, tokenOf(seal, code)))) throw new Refusal('code_unknown');
  const token = turn.random(32);
  await saveSealed(turn.tx, round.id, token, sealAnswers(seal, token, round, { label: null, answers }));
}

function tokenOf(seal: Seal, code: string): Uint8Array {
  return seal.token(`code ${code}`);
}
