import { ADOPTION_ALERT } from '../../../domain/checkin.ts';
import type { DigestData } from '../../../domain/digest.ts';
import { text } from '../../../engine/texts.ts';
import { opinionOfTool } from '../favourable.ts';
import { percent } from './figures.ts';

/** A share of favourable answers that allows to extend, and the answers it takes. Ours. */
const FAVOURABLE = 0.6;
const ENOUGH_OPINIONS = 10;

/** What the figures allow, or do not; the decision stays with its reader. */
export function decisionAdvice(data: DigestData): string {
  const { adoption, satisfaction } = data.sections;
  const line = percent(ADOPTION_ALERT);
  if ('hidden' in adoption) {
    const { group } = data.thresholds;
    return text(`digest.advice.decide.${adoption.reason === 'too_small' ? 'small' : 'hidden'}`, { group });
  }
  if (adoption.alert !== 'above') return text(`digest.advice.decide.${adoption.alert}`, { line });
  const share = opinionOfTool(satisfaction);
  if (!share || share.n < ENOUGH_OPINIONS) return withoutOpinion(data, line);
  const { part, n } = share;
  const key = part >= FAVOURABLE * n ? 'satisfied' : 'mixed';
  // « seulement » is said of less than half.
  return text(`digest.advice.decide.${key}`, { line, part, n, half: 2 * part < n ? 'under' : 'over' });
}

/** To wait for an opinion is advice only while a round is still to tell it. */
function withoutOpinion({ sections: { satisfaction }, satisfactionAhead }: DigestData, line: string): string {
  if (satisfactionAhead) return text('digest.advice.decide.above', { line });
  const known = 'hidden' in satisfaction ? (satisfaction.reason === 'no_data' ? 'none' : 'masked') : 'few';
  return text('digest.advice.decide.last', { line, known });
}
