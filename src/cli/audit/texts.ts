import { definitionOf } from '../../engine/rounds.ts';
import { phraseFinder } from './phrases.ts';
import type { Scene } from './scene.ts';

/** Shorter ones are in other texts by chance. */
const TELLING = 8;

/** Whether a text holds what somebody typed in an open round, as it was typed or as JSON writes it; with the secret. */
export function typedIn(scene: Scene): (text: string) => boolean {
  const typed = typedTexts(scene);
  const written = typed.map((text) => JSON.stringify(text).slice(1, -1));
  return phraseFinder([...new Set([...typed, ...written])]);
}

/** With the secret: what people typed in open rounds, long enough to be looked for elsewhere. */
function typedTexts({ evidence, opened }: Scene): string[] {
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
