import { z } from 'zod';
import { type Command, type Instrument, verb } from '../../engine/instrument.ts';
import { showJournal } from '../../engine/journal.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import { actVerb } from './acts.ts';
import { arrivals } from './arrivals.ts';
import { decisionOccurrences, drawDiffer, drawMaintain } from './decisions.ts';
import { showDeliveries } from './deliveries.ts';
import { prepareDraft } from './draft.ts';
import { draftVerbs, drawDraft, show } from './drafts.ts';
import { drawTold } from './leads.ts';
import { overview } from './overview.ts';
import { wavePersonal } from './personal.ts';
import { drawReach, reachNote, showUnreachable } from './unreachable.ts';

/**
 * The waves in the hands of the leads: how each one goes, pausing, prolonging and ending, the next one prepared when the
 * leadership extends, who cannot be reached, and the welcome of those who come later. `others`: the instruments whose
 * messages are announced.
 */
export function createWave(others: readonly Instrument[]): Instrument {
  const command: Command = {
    name: 'vague',
    async run(turn, { words, place }) {
      // Names and buttons of a lead are not for everybody in a channel.
      if (place) return notice(text('wave.title'), [text('wave.private')]);
      const [first = '', ...rest] = words.split(' ');
      if (words === '') return overview(turn, others);
      if (words === 'nouvelle') return show(turn, await prepareDraft(turn, null), 'message');
      if (words === 'journal') return showJournal(turn);
      if (words === 'envois') return showDeliveries(turn);
      if (first === 'personnes') return showUnreachable(turn, rest.join(' '));
      return notice(text('wave.title'), [text('wave.unknown')]);
    },
  };
  return {
    name: 'wave',
    personal: wavePersonal,
    occurrences: async (turn, wave) => [
      ...reachNote(turn, wave),
      ...(await arrivals(turn, wave)),
      ...(await decisionOccurrences(turn, wave)),
    ],
    draw: {
      'wave-draft': drawDraft,
      'wave-differ': drawDiffer,
      'wave-maintain': drawMaintain,
      'wave-told': drawTold,
      'wave-reach': drawReach,
    },
    commands: [command],
    verbs: [
      verb('wave.show', z.object({}), (turn) => overview(turn, others, 'replace')),
      verb('wave.people', z.object({}), (turn) => showUnreachable(turn, '')),
      actVerb(others),
      ...draftVerbs,
    ],
  };
}
