import { definitionOf } from '../../engine/rounds.ts';
import type { Scene } from './scene.ts';

/** Shorter ones are in other texts by chance. */
const TELLING = 8;

/** With the secret: what people typed in open rounds, long enough to be looked for elsewhere. */
export function typedTexts({ evidence, opened }: Scene): string[] {
  const questions = new Map(
    evidence.rounds.map((round) => [
      round.id,
      new Set(
        definitionOf(round)
          .questions.filter(({ kind }) => kind === 'text')
          .map(({ id }) => id),
      ),
    ]),
  );
  const texts = opened.flatMap(({ roundId, answers }) =>
    Object.entries(answers).flatMap(([question, answer]) =>
      questions.get(roundId)?.has(question) && answer.length >= TELLING ? [answer] : [],
    ),
  );
  return [...new Set(texts)];
}
