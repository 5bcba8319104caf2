import { BLOCKERS, TIME_BANDS } from '../../domain/checkin.ts';
import type { Programme } from '../../domain/programme.ts';
import type { CardData, Week } from '../../engine/instrument.ts';
import { hasAnswered, isOpen } from '../../engine/rounds.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { findRound, roundPerson } from '../../store/round.ts';
import { roundId } from './rounds.ts';

/** Buttons a row: Teams shows six at most. */
const ROW = 5;

/** The check-in in the weekly card: to answer, answered, or closed. Null for those it does not ask. */
export async function checkinPart(
  turn: Turn,
  week: Week,
  person: Person,
  state: Record<string, unknown>,
): Promise<CardData | null> {
  const round = await findRound(turn.tx, roundId(week.wave.id, week.number));
  if (!round || !(await roundPerson(turn.tx, round.id, person.id))) return null;
  const open = isOpen(turn, round);
  const answered =
    open && !state.editing && (state.saved === true || (await hasAnswered(turn, round, person.id)));
  const bands = TIME_BANDS.map((band) => ({ band, title: text(`band.${band}`) }));
  const choices = offered(turn.programme);
  return {
    ask: open && !answered,
    answered,
    closed: !open,
    spent: !open,
    bandsA: bands.slice(0, ROW),
    bandsB: bands.slice(ROW),
    useCases: choices.filter((item) => item.question === 'useCase'),
    tools: choices.filter((item) => item.question === 'tool'),
    blockers: choices.filter((item) => item.question === 'blocker'),
    threshold: turn.programme.thresholds.figure,
    prompt: answered ? promptFor(turn.programme, person, week.number) : null,
  };
}

/** The choices of the optional questions: the same for everybody, whatever they answered. */
export function offered(programme: Programme): { question: string; value: string; title: string }[] {
  return [
    ...programme.useCases.map((item) => ({ question: 'useCase', value: item.id, title: item.title })),
    { question: 'useCase', value: 'other', title: text('checkin.other_use') },
    ...programme.tools.map((item) => ({ question: 'tool', value: item.id, title: item.title })),
    ...BLOCKERS.map((value) => ({ question: 'blocker', value, title: text(`blocker.${value}`) })),
  ];
}

/** What an answer is paid back with: a prompt of the person's trade, another one each week. */
function promptFor(programme: Programme, person: Person, week: number) {
  const own = programme.prompts.filter((prompt) => prompt.departments.includes(person.department));
  const common = programme.prompts.filter((prompt) => prompt.departments.length === 0);
  const prompts = own.length > 0 ? own : common;
  const prompt = prompts[(week - 1) % Math.max(prompts.length, 1)];
  return prompt ? { title: prompt.title, text: prompt.text } : null;
}
