import { Temporal } from 'temporal-polyfill';
import { text } from '../../../engine/texts.ts';
import type { Turn } from '../../../engine/turn.ts';
import type { IrritantAnswer } from '../../../store/irritant-answer.ts';
import { findPerson } from '../../../store/person.ts';
import { frenchDate } from '../words/figures.ts';

/** Who wrote an answer last, and when: for the leadership's eyes only. */
export async function signatureOf(turn: Turn, answer: Pick<IrritantAnswer, 'person_id' | 'written_on'>) {
  const author = await findPerson(turn.tx, answer.person_id);
  return {
    name: author?.name ?? text('digest.decision.someone'),
    on: frenchDate(Temporal.PlainDate.from(answer.written_on)),
  };
}
