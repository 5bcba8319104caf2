import type { Blocker } from './checkin.ts';

/**
 * Why few people use AI after a month. Source: the five-step method, step 5 (« formation insuffisante, outil
 * inadapté, ou résistances non traitées »).
 */
export const CAUSES = ['training', 'tool', 'resistance'] as const;
export type Cause = (typeof CAUSES)[number];

/**
 * What each blocker points to. « Je ne sais pas ce qui est permis » is something one is taught: the communes' own
 * training plan has the rules in it. Lack of time is none of the three; it can lead, and then the cause is elsewhere.
 */
const POINTS_TO: Record<Blocker, Cause | 'time' | null> = {
  training: 'training',
  rules: 'training',
  tool: 'tool',
  access: 'tool',
  trust: 'resistance',
  time: 'time',
  other: null,
};

export function causeOf(blocker: Blocker): Cause | null {
  const cause = POINTS_TO[blocker];
  return cause === 'time' ? null : cause;
}

/** What there is to judge by; null: not known, or not to be shown. */
export type Signals = {
  /** Weekly answers about what stood in the way, or the one that nearly all gave. */
  blockers: { n: number; distribution: Readonly<Record<Blocker, number>> } | { nearlyAll: Blocker } | null;
  /** Distinct people of the wave seen at a Café; `whole`: somebody marked who came at each one so far. */
  attendance: { came: number; people: number; whole: boolean } | null;
  /** Answers at the two best points of the scale about the tool. */
  satisfaction: { part: number; n: number } | null;
};

export type Signal = keyof Signals;
export type Doubt = 'thin' | 'tied' | 'contradicted' | 'elsewhere';

/**
 * `by`: the signals that say so, people's own words first; two of them make a cause likely, one only possible.
 * `cited`: how many of the blockers given point to it, null where there is no count.
 */
export type Diagnosis =
  | { cause: Cause; by: Signal[]; cited: { count: number; n: number } | null }
  | { cause: 'unknown'; because: Doubt };

/** Blockers given before they say anything, and those that the first cause needs. */
const ENOUGH_GIVEN = 10;
const ENOUGH_CITED = 5;
/** What the first needs over the second, in answers and as a share of all: less is a tie. */
const LEAD = 3;
const LEAD_SHARE = 0.1;
/** Shares of the wave seen at a Café: fewer have not been shown anything, more have. Ours. */
const FEW_CAME = 0.25;
const MANY_CAME = 0.5;
/** Shares of favourable answers, and the answers it takes. Ours. */
const UNHAPPY = 0.4;
const HAPPY = 0.6;
const ENOUGH_OPINIONS = 10;

/**
 * The likely cause. What people say stood in the way comes first, and must be clear; who came to a Café and how the
 * tool is judged then confirm it, contradict it, or settle a tie. Without enough words there is no cause: few people
 * at a Café can mean that they were not shown, or that they would not come.
 */
export function diagnose(signals: Signals): Diagnosis {
  const said = readBlockers(signals.blockers);
  if ('doubt' in said) return { cause: 'unknown', because: said.doubt };
  const seen = readSignals(signals);
  const believable = said.leaders.filter((leader) => !seen.against.has(leader));
  if (said.leaders.length === 1) {
    const [cause] = believable;
    if (!cause) return { cause: 'unknown', because: 'contradicted' };
    if (cause === 'time') return { cause: 'unknown', because: 'elsewhere' };
    return { cause, by: ['blockers', ...(seen.support.get(cause) ?? [])], cited: said.cited(cause) };
  }
  const supported = believable.flatMap((cause) =>
    cause !== 'time' && seen.support.has(cause) ? [cause] : [],
  );
  const [cause, ...others] = supported;
  if (!cause || others.length > 0) return { cause: 'unknown', because: 'tied' };
  return { cause, by: ['blockers', ...(seen.support.get(cause) ?? [])], cited: said.cited(cause) };
}

type Leader = Cause | 'time';
type Said = { leaders: Leader[]; cited(cause: Cause): { count: number; n: number } | null };

/** The first cause named and those too near it to be told apart. */
function readBlockers(blockers: Signals['blockers']): Said | { doubt: Doubt } {
  if (!blockers) return { doubt: 'thin' };
  if ('nearlyAll' in blockers) {
    const leader = POINTS_TO[blockers.nearlyAll];
    return leader ? { leaders: [leader], cited: () => null } : { doubt: 'elsewhere' };
  }
  const { n, distribution } = blockers;
  const counts: Record<Leader, number> = {
    training: distribution.training + distribution.rules,
    tool: distribution.tool + distribution.access,
    resistance: distribution.trust,
    time: distribution.time,
  };
  const most = Math.max(...Object.values(counts));
  if (n < ENOUGH_GIVEN) return { doubt: 'thin' };
  // Something else is what most people wrote: none of these leads.
  if (distribution.other > most) return { doubt: 'elsewhere' };
  if (most < ENOUGH_CITED) return { doubt: 'thin' };
  const lead = Math.max(LEAD, LEAD_SHARE * n);
  const leaders = ([...CAUSES, 'time'] as const).filter((name) => most - counts[name] < lead);
  return { leaders, cited: (cause) => ({ count: counts[cause], n }) };
}

/** What the other two signals support, and what they speak against. */
function readSignals({ attendance, satisfaction }: Signals) {
  const share = attendance && attendance.people > 0 ? attendance.came / attendance.people : null;
  const few = attendance?.whole === true && share !== null && share < FEW_CAME;
  const many = share !== null && share >= MANY_CAME;
  const liked = satisfaction && satisfaction.n >= ENOUGH_OPINIONS ? satisfaction.part / satisfaction.n : null;
  const unhappy = liked !== null && liked <= UNHAPPY;
  const happy = liked !== null && liked >= HAPPY;
  const support = new Map<Cause, Signal[]>();
  if (few) support.set('training', ['attendance']);
  if (unhappy) support.set('tool', ['satisfaction']);
  // Shown, and content with the tool: neither of the other two explains that they do not use it.
  if (many && happy) support.set('resistance', ['attendance', 'satisfaction']);
  const against = new Set<Leader>();
  if (many) against.add('training');
  if (happy) against.add('tool');
  return { support, against };
}
