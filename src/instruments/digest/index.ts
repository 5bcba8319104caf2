import type { Drawing, Drawn, Instrument } from '../../engine/instrument.ts';
import type { Turn } from '../../engine/turn.ts';
import { findDigest } from '../../store/digest.ts';
import { digestCard } from './card.ts';
import { digestCommand } from './command.ts';
import { decideVerb } from './decide.ts';
import { digestOccurrences } from './occurrences.ts';
import { drawPreview, previewVerbs } from './preview.ts';
import { aboutSchema } from './stored.ts';

/** The reviews at J+15, J+30 and J+90: to the lead the working day before, then to the leadership. */
export function createDigest(): Instrument {
  return {
    name: 'digest',
    occurrences: digestOccurrences,
    draw: { digest: drawDigest, 'digest-preview': drawPreview },
    verbs: [...previewVerbs, decideVerb],
    commands: [digestCommand],
  };
}

async function drawDigest(turn: Turn, { person, params }: Drawing): Promise<Drawn> {
  const { wave, milestone } = aboutSchema.parse(params);
  const row = await findDigest(turn.tx, wave, milestone);
  return row ? { data: await digestCard(turn, row, person) } : { skip: 'cancelled' };
}
