import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';

/** « Deux questions pour vérifier »: for oneself alone. */
export const checkVerb = verb('memento.check', z.object({}), async (turn) => {
  const { check } = turn.programme.memento;
  if (check.length === 0) throw new Refusal('memento_changed');
  return {
    mode: 'message',
    template: 'memento-check',
    data: {
      count: check.length,
      questions: check.map(({ question, choices }, index) => ({
        id: `c_${index + 1}`,
        question,
        choices: choices.map((title, place) => ({ title, value: String(place + 1) })),
      })),
    },
  };
});

/**
 * The right answers and why, the same whatever was chosen: what was chosen is not read at all. What people know of
 * the rules is measured by a confidential survey, never here.
 */
export const verifyVerb = verb('memento.verify', z.looseObject({}), async (turn) => {
  const { check } = turn.programme.memento;
  const lines = check.flatMap(({ question, choices, right, why }) => [
    question,
    text('memento.check.right', { choice: choices[right] ?? '', why }),
  ]);
  return notice(text('memento.check.title'), [...lines, text('memento.check.kept')], [], 'replace');
});
