import { slug } from '../../../domain/question-choices.ts';
import type { Question } from '../../../domain/survey.ts';

/**
 * Words of what the law calls sensitive: health, opinions, union, religion, origin, sexuality. Source: RGPD, article 9.
 * They are told, not refused: « santé » may be the name of a service.
 */
const SENSITIVE =
  /\b(sante|malad\w*|medic\w*|medecins?|handicap\w*|grossesse|enceinte|depress\w*|burn-out|psych\w*|arrets?-(de-travail|maladie)|syndi\w*|greves?|grevistes?|religi\w*|croyances?|musulman\w*|catholique\w*|juifs?|juives?|opinions?-politiques?|partis?-politiques?|origines?-(ethni|social|geogra|nation)\w*|ethni\w*|nationalites?|sexuel\w*|homosexu\w*)\b/;

/** True when a question may lead people to tell what must not be collected. */
export function isSensitive({ title, choices }: Pick<Question, 'title' | 'choices'>): boolean {
  return [title, ...choices.map((choice) => choice.title)].some((words) => SENSITIVE.test(wordsOf(words)));
}

/** Every word, whatever the length: an identifier is cut. */
function wordsOf(words: string): string {
  return words
    .split(/[\s'’]+/)
    .map((word) => slug(word, ''))
    .join('-');
}
