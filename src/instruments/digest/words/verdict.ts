import { ADOPTION_ALERT } from '../../../domain/checkin.ts';
import type { DigestData, Hidden } from '../../../domain/digest.ts';
import { text } from '../../../engine/texts.ts';
import { basisText, clip, percent } from './figures.ts';
import { CARD } from './room.ts';
import { sureness } from './sure.ts';
import { adoptionTrend } from './trend.ts';
import { turnoutOf } from './turnout.ts';

/** The colour of the verdict, in the words of a card container. */
export type Tone = 'good' | 'attention' | 'emphasis';
export type Verdict = { verdict: string; tone: Tone };

type Adoption = Exclude<DigestData['sections']['adoption'], Hidden>;

/** Response rates that make a start strong, or slow. Ours: half answers, or less than the 30 % line. */
const STRONG = 0.5;
const SLOW = ADOPTION_ALERT;

/** Characters that a wave's name has in a headline, however long the rest of it is. */
const NAME = 12;

/** The headline, one sentence written by rules from the figures: what happened, and how sure that is. */
export function verdictOf(data: DigestData, room = CARD): Verdict {
  const { words, tone } = data.milestone === 'J15' ? start(data) : adopted(data);
  const milestone = data.milestone.replace('J', 'J+');
  const sentence = (wave: string) => text('digest.verdict', { milestone, wave, verdict: words });
  const left = room.head - sentence('').length;
  const wave = clip(data.waveName, Math.max(NAME, Math.min(room.wave, left)));
  return { verdict: sentence(wave), tone };
}

function start(data: DigestData): { words: string; tone: Tone } {
  const { participation } = data.sections;
  const turnout = turnoutOf(data.sections);
  if (!turnout) return unmeasured(data, 'hidden' in participation && participation.reason === 'too_small');
  const { people, rate, share, where } = turnout;
  const pace = share >= STRONG ? 'strong' : share >= SLOW ? 'slow' : 'weak';
  const tone = pace === 'strong' ? 'good' : pace === 'slow' ? 'emphasis' : 'attention';
  return { words: text(`digest.start.${pace}`, { people, rate, where }), tone };
}

function adopted(data: DigestData): { words: string; tone: Tone } {
  const { adoption } = data.sections;
  if ('hidden' in adoption) return unmeasured(data, adoption.reason === 'too_small');
  const { alert, invited, answered } = adoption;
  const tone = alert === 'above' ? 'good' : alert === 'below' ? 'attention' : 'emphasis';
  const sure = sureness({
    alert,
    invited,
    answered,
    users: 'users' in adoption ? adoption.users : null,
    nearlyAll: 'nearlyAll' in adoption ? adoption.nearlyAll : null,
  });
  const moved = data.milestone === 'J90' ? adoptionTrend(adoption.blocks) : null;
  const parts = [
    text(`digest.alert.${alert}`, { line: percent(ADOPTION_ALERT), figures: figuresText(adoption) }),
    sure,
    ...(moved ? [text(`digest.trend.sentence.${moved}`)] : []),
  ];
  return { words: `${parts.join('\u00a0; ')}.`, tone };
}

function figuresText(adoption: Adoption): string {
  if ('nearlyAll' in adoption) {
    return text(`digest.nearly.${adoption.nearlyAll}`, { basis: basisText(adoption) });
  }
  const { users, invited, answered, rateOfInvited, rateOfRespondents } = adoption;
  return text('digest.users', {
    users,
    invited,
    answered,
    ofInvited: percent(rateOfInvited),
    ofRespondents: percent(rateOfRespondents),
  });
}

/** Without participation or adoption the one thing known is who can be reached. */
function unmeasured({ sections }: DigestData, tooSmall: boolean): { words: string; tone: Tone } {
  const { reach } = sections;
  const values =
    'hidden' in reach ? { reachable: 0, people: 0 } : { reachable: reach.reachable, people: reach.people };
  return {
    words: text(tooSmall ? 'digest.unmeasured.small' : 'digest.unmeasured.other', values),
    tone: 'emphasis',
  };
}
