import type { Drawing, Drawn, Instrument } from '../../engine/instrument.ts';
import type { Turn } from '../../engine/turn.ts';
import { findDigest } from '../../store/digest.ts';
import { digestCard } from './card.ts';
import { digestCommand } from './command.ts';
import { decideVerb } from './decide.ts';
import { drawFollowup } from './followup/card.ts';
import { openVerb, reviseVerb } from './followup/form.ts';
import { followupOccurrences } from './followup/occurrences.ts';
import { publishVerb } from './followup/publish.ts';
import { answerVerb } from './followup/save.ts';
import { digestOccurrences } from './occurrences.ts';
import { showVerb } from './past.ts';
import { digestPersonal } from './personal.ts';
import { drawPreview, previewVerbs } from './preview.ts';
import { aboutSchema } from './stored.ts';
import { drawNote, noteOccurrences } from './week/note.ts';

/**
 * The reviews at J+15, J+30 and J+90: to the lead the working day before, to the leadership, then back to the agents
 * with what the leadership answers.
 */
export function createDigest(): Instrument {
  return {
    name: 'digest',
    personal: digestPersonal,
    occurrences: async (turn, wave) => [
      ...(await digestOccurrences(turn, wave)),
      ...(await followupOccurrences(turn, wave)),
      ...noteOccurrences(turn, wave),
    ],
    draw: {
      digest: drawDigest,
      'digest-preview': drawPreview,
      'digest-week': drawNote,
      followup: drawFollowup,
    },
    verbs: [...previewVerbs, showVerb, decideVerb, openVerb, answerVerb, reviseVerb, publishVerb],
    commands: [digestCommand],
  };
}

async function drawDigest(turn: Turn, { person, params }: Drawing): Promise<Drawn> {
  const { wave, milestone } = aboutSchema.parse(params);
  const row = await findDigest(turn.tx, wave, milestone);
  return row ? { data: await digestCard(turn, row, person) } : { skip: 'cancelled' };
}
