import { ADOPTION_ALERT, BLOCKERS } from '../../../domain/checkin.ts';
import type { DigestData } from '../../../domain/digest.ts';
import { text } from '../../../engine/texts.ts';
import { largest, percent } from './figures.ts';
import { favourable } from './trend.ts';

/** Why somebody cannot be reached, when somebody else can change it. */
const FIXABLE = ['not_installed', 'disabled_by_admin', 'blocked', 'no_channel'] as const;
/** From this share of the wave, and this many people, it comes before everything else. */
const UNREACHED = 0.2;
const UNREACHED_PEOPLE = 3;
/** Half of the wave: under it answers, or readings of the rules, are what is missing first. */
const HALF = 0.5;
/** Shares of favourable answers that allow to extend. Ours. */
const FAVOURABLE = 0.6;

/** What to do first: one thing, who does it, and the figure that says so. */
export function adviceOf(data: DigestData): string {
  const found = data.milestone === 'J90' ? towardsDecision(data) : (urgent(data) ?? next(data));
  return text('digest.first', { advice: found });
}

function urgent(data: DigestData): string | null {
  return (
    unreached(data) ?? tooSmall(data) ?? (isUnknown(data) ? silence(data, 1) : null) ?? silence(data, HALF)
  );
}

function next(data: DigestData): string {
  return obstacle(data) ?? training(data) ?? calls(data) ?? rules(data) ?? onwards(data);
}

function isUnknown({ sections: { adoption } }: DigestData): boolean {
  return !('hidden' in adoption) && adoption.alert === 'unknown';
}

function unreached({ sections: { reach } }: DigestData): string | null {
  if ('hidden' in reach) return null;
  const { people, unreachable } = reach;
  const causes = FIXABLE.map((reason) => ({ reason, count: unreachable[reason] ?? 0 }));
  const total = causes.reduce((sum, { count }) => sum + count, 0);
  const [top] = causes.sort((a, b) => b.count - a.count);
  if (!top || total < UNREACHED_PEOPLE || total < UNREACHED * people) return null;
  return text(`digest.advice.${top.reason}`, { count: top.count, people });
}

function silence({ sections: { participation } }: DigestData, under: number): string | null {
  if ('hidden' in participation || participation.responseRate >= under) return null;
  const { answered, invited } = participation;
  return text('digest.advice.silence', { answered, invited });
}

/** The first obstacle, when it clearly is the first: cited by five people at least, more than any other. */
function obstacle({ sections: { blockers }, thresholds }: DigestData): string | null {
  if ('hidden' in blockers) return null;
  if ('nearlyAll' in blockers) {
    if (blockers.nearlyAll === 'other') return null;
    const evidence = text('digest.advice.nearly');
    return text(`digest.advice.blocker.${blockers.nearlyAll}`, { evidence });
  }
  const [top, second] = largest(blockers.distribution, BLOCKERS, 2);
  if (!top || top.choice === 'other' || top.count < thresholds.figure || top.count === second?.count) {
    return null;
  }
  const evidence = text('digest.advice.mentions', { count: top.count, n: blockers.n });
  return text(`digest.advice.blocker.${top.choice}`, { evidence });
}

/** Source: the five-step method, « Commencer sans formation constitue l'erreur la plus fréquente ». */
function training({ sections: { adoption } }: DigestData): string | null {
  if (!('users' in adoption) || adoption.alert !== 'below') return null;
  return text('digest.advice.training', { users: adoption.users, invited: adoption.invited });
}

function calls({ sections: { helpWanted } }: DigestData): string | null {
  if ('hidden' in helpWanted || helpWanted.calls === 0) return null;
  return text('digest.advice.calls', { calls: helpWanted.calls });
}

function rules({ sections: { memento } }: DigestData): string | null {
  if ('hidden' in memento || memento.responseRate >= HALF) return null;
  return text('digest.advice.rules', { acknowledged: memento.acknowledged, invited: memento.invited });
}

function tooSmall({ sections: { participation, reach } }: DigestData): string | null {
  if (!('hidden' in participation) || participation.reason !== 'too_small' || 'hidden' in reach) return null;
  return text('digest.advice.voice', { reachable: reach.reachable, people: reach.people });
}

function onwards({ sections: { participation, reach } }: DigestData): string {
  if (!('hidden' in participation)) {
    const { answered, invited } = participation;
    return text('digest.advice.onwards', { answered, invited });
  }
  const { reachable, people } = 'hidden' in reach ? { reachable: 0, people: 0 } : reach;
  return text('digest.advice.no_rounds', { reachable, people });
}

/** What the figures allow, or do not; the decision stays with its reader. */
function towardsDecision(data: DigestData): string {
  const { adoption, satisfaction } = data.sections;
  const line = percent(ADOPTION_ALERT);
  if ('hidden' in adoption) {
    return text(`digest.advice.decide.${adoption.reason === 'too_small' ? 'small' : 'hidden'}`);
  }
  if (adoption.alert === 'unknown') return text('digest.advice.decide.unknown', { line });
  if (adoption.alert === 'below') return text('digest.advice.decide.below', { line });
  const question =
    'hidden' in satisfaction ? undefined : satisfaction.questions.find(({ kind }) => kind === 'scale');
  const share = question ? favourable(question, adoption.invited) : null;
  if (!share) return text('digest.advice.decide.above', { line });
  const { part, n } = share;
  const key = part >= FAVOURABLE * n ? 'satisfied' : 'mixed';
  return text(`digest.advice.decide.${key}`, { line, part, n });
}
