import type { Command, Instrument, ReplyMessage } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { choiceVerbs } from './choices.ts';
import { drawErased, eraseVerb } from './erase.ts';
import { fileVerb } from './file.ts';
import { showRights, showVerb } from './show.ts';

/** « Mes données » as people write it when they do not know the command's hyphen. */
const SPELLINGS = new Set(['mes donnees', 'mes donnees personnelles', 'donnees personnelles']);

/**
 * What is held in somebody's name: shown, taken along, refused or erased by themselves. `others`: the instruments, each
 * of which says what it holds.
 */
export function createRights(others: readonly Instrument[]): Instrument {
  const command: Command = {
    name: 'mes-donnees',
    async run(turn, { person, place }) {
      // What is held about somebody is not for those who share a channel with them.
      if (place) return notice(text('rights.title'), [text('rights.private')]);
      return first(turn, person);
    },
  };
  const first = (turn: Turn, person: Person): Promise<ReplyMessage> =>
    showRights(turn, person, others, 1, 'message');
  return {
    name: 'rights',
    draw: { 'rights-erased': drawErased },
    commands: [command],
    verbs: [showVerb(others), fileVerb, ...choiceVerbs, eraseVerb],
    typed: async (turn, person, words) => (SPELLINGS.has(words) ? first(turn, person) : null),
  };
}
