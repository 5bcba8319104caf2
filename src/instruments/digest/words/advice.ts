import { causeOf } from '../../../domain/cause.ts';
import { BLOCKERS, type Blocker } from '../../../domain/checkin.ts';
import type { DigestData } from '../../../domain/digest.ts';
import { text } from '../../../engine/texts.ts';
import { opinionOfTool } from '../favourable.ts';
import { alertAdvice } from './alert.ts';
import { decisionAdvice } from './decision.ts';
import { leaders, periodsOf } from './figures.ts';
import { CARD, type Room } from './room.ts';
import { turnoutOf } from './turnout.ts';

/** Recommendations a digest makes at most. */
const MOST = 3;

/** Why somebody cannot be reached, when somebody else can change it. */
const FIXABLE = ['not_installed', 'disabled_by_admin', 'blocked', 'no_channel'] as const;
/** From this share of the wave, and this many people, it comes before everything else. */
const UNREACHED = 0.2;
const UNREACHED_PEOPLE = 3;
/** Half of the wave: under it answers, or readings of the rules, are what is missing first. */
const HALF = 0.5;
/** A share of favourable answers that asks for something, and the answers it takes. Ours. */
const UNHAPPY = 0.4;
const ENOUGH_OPINIONS = 20;
/** Obstacles that tie for the first place are both told, no more. */
const OBSTACLES = 2;

type Adviser = (data: DigestData, room: Room) => string | null | (string | null)[];

/** In the order they matter: what keeps the rest from being known, the alert, what people say, what is left to do. */
const EARLY: readonly Adviser[] = [
  unreached,
  tooSmall,
  silence,
  alertAdvice,
  obstacles,
  discontent,
  calls,
  rules,
];
/** At J+90 a decision is asked for: what the figures allow comes first; whoever called was called back long ago. */
const LAST: readonly Adviser[] = [decisionAdvice, unreached, silence, alertAdvice, obstacles, rules];

/** What to do, the first thing first, three at most: the figure that says so, who acts, and how. Never empty. */
export function advicesOf(data: DigestData, room = CARD): string[] {
  const advisers = data.milestone === 'J90' ? LAST : EARLY;
  const found = advisers.flatMap((advise) => advise(data, room)).filter((advice) => advice !== null);
  return found.length > 0 ? found.slice(0, MOST) : [onwards(data)];
}

/** The same, in the order to follow: « À faire d'abord : … », « Ensuite : … ». */
export function adviceOf(data: DigestData, room: Room): string[] {
  return advicesOf(data, room).map((advice, index) =>
    text(index === 0 ? 'digest.first' : 'digest.then', { advice }),
  );
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

/** Under half of the answers; and whatever their number, when they leave open whether the line is passed. */
function silence({ sections }: DigestData): string | null {
  const turnout = turnoutOf(sections);
  if (!turnout) return null;
  const { adoption } = sections;
  const open = !('hidden' in adoption) && adoption.alert === 'unknown';
  const { people, card, share } = turnout;
  return share < (open ? 1 : HALF) ? text('digest.advice.silence', { people, card }) : null;
}

function tooSmall({ sections: { participation, reach } }: DigestData): string | null {
  if (!('hidden' in participation) || participation.reason !== 'too_small' || 'hidden' in reach) return null;
  return text('digest.advice.voice', { reachable: reach.reachable, people: reach.people });
}

/**
 * What is cited first, and what ties with it: by five answers at least. Not what the alert already speaks of; `other`
 * tells nobody what to do.
 */
function obstacles({ sections: { blockers, adoption }, thresholds }: DigestData): string[] {
  if ('hidden' in blockers) return [];
  const known = 'hidden' in adoption ? null : (adoption.cause?.cause ?? null);
  const period = periodsOf(blockers.blocks);
  const advice = (blocker: Blocker, evidence: string): string[] => {
    const told = blocker === 'other' || (known !== null && causeOf(blocker) === known);
    return told ? [] : [text(`digest.advice.blocker.${blocker}`, { evidence })];
  };
  if ('nearlyAll' in blockers) return advice(blockers.nearlyAll, text('digest.advice.nearly', { period }));
  const { distribution, n } = blockers;
  const first = leaders(distribution, BLOCKERS).filter(({ count }) => count >= thresholds.figure);
  // A tie of three or more is no first place.
  if (first.length > OBSTACLES) return [];
  return first.flatMap(({ choice, count }) =>
    advice(choice, text('digest.advice.mentions', { count, n: n ?? count, period })),
  );
}

function discontent({ sections: { satisfaction } }: DigestData): string | null {
  const share = opinionOfTool(satisfaction);
  if (!share || share.n < ENOUGH_OPINIONS || share.part > UNHAPPY * share.n) return null;
  return text('digest.advice.discontent', { part: share.part, n: share.n });
}

function calls({ sections: { helpWanted } }: DigestData): string | null {
  if ('hidden' in helpWanted || helpWanted.calls === 0) return null;
  return text('digest.advice.calls', { calls: helpWanted.calls });
}

function rules({ sections: { memento } }: DigestData): string | null {
  if ('hidden' in memento || memento.responseRate >= HALF) return null;
  return text('digest.advice.rules', { acknowledged: memento.acknowledged, invited: memento.invited });
}

function onwards({ sections }: DigestData): string {
  const { reach, blockers } = sections;
  const turnout = turnoutOf(sections);
  if (turnout) {
    const { people, card } = turnout;
    return text('digest.advice.onwards', { people, card, obstacles: 'hidden' in blockers ? 'no' : 'yes' });
  }
  const { reachable, people } = 'hidden' in reach ? { reachable: 0, people: 0 } : reach;
  return text('digest.advice.no_rounds', { reachable, people });
}
