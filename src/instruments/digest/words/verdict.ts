import { ADOPTION_ALERT } from '../../../domain/checkin.ts';
import type { Basis, DigestData } from '../../../domain/digest.ts';
import { text } from '../../../engine/texts.ts';
import { basisText, clip, percent, percentAtLeast } from './figures.ts';
import { adoptionTrend } from './trend.ts';

/** The colour of the verdict, in the words of a card container. */
export type Tone = 'good' | 'attention' | 'emphasis';
export type Verdict = { verdict: string; tone: Tone };

/** Response rates that make a start strong, or slow. Ours: half answers, or less than the 30 % line. */
const STRONG = 0.5;
const SLOW = ADOPTION_ALERT;

/** The headline, written by rules from the figures. */
export function verdictOf(data: DigestData): Verdict {
  const { words, tone } = data.milestone === 'J15' ? start(data) : adopted(data);
  const head = { milestone: data.milestone.replace('J', 'J+'), wave: clip(data.waveName, 40) };
  return { verdict: text('digest.verdict', { ...head, verdict: words }), tone };
}

function start(data: DigestData): { words: string; tone: Tone } {
  const { participation } = data.sections;
  if ('hidden' in participation) return unmeasured(data, participation.reason === 'too_small');
  const { invited, answered, responseRate } = participation;
  const pace = responseRate >= STRONG ? 'strong' : responseRate >= SLOW ? 'slow' : 'weak';
  const tone = pace === 'strong' ? 'good' : pace === 'slow' ? 'emphasis' : 'attention';
  const values = { invited, answered, rate: percentAtLeast(responseRate) };
  return { words: text(`digest.start.${pace}`, values), tone };
}

function adopted(data: DigestData): { words: string; tone: Tone } {
  const { adoption } = data.sections;
  if ('hidden' in adoption) return unmeasured(data, adoption.reason === 'too_small');
  const { alert } = adoption;
  const tone = alert === 'above' ? 'good' : alert === 'below' ? 'attention' : 'emphasis';
  const line = percent(ADOPTION_ALERT);
  const moved = data.milestone === 'J90' ? adoptionTrend(adoption.blocks) : null;
  const words = [
    text(`digest.alert.${alert}`, { line }),
    'users' in adoption ? usersText(adoption) : nearlyAllText(adoption, adoption.nearlyAll),
    moved ? text(`digest.trend.sentence.${moved}`) : '',
  ];
  return { words: words.filter((part) => part !== '').join(' '), tone };
}

function usersText(figures: Basis & { users: number; rateOfInvited: number; rateOfRespondents: number }) {
  const { users, invited, answered } = figures;
  const ofInvited = percent(figures.rateOfInvited);
  return text('digest.users', {
    users,
    invited,
    answered,
    ofInvited,
    ofRespondents: percent(figures.rateOfRespondents),
  });
}

function nearlyAllText(figures: Basis, choice: 'used' | 'unused'): string {
  return text(`digest.nearly.${choice}`, { basis: basisText(figures) });
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
