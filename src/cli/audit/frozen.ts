import { z } from 'zod';
import { FLOORS, type Thresholds } from '../../domain/publishing.ts';
import { definitionOf } from '../../engine/rounds.ts';
import { type Finding, leak } from './finding.ts';
import type { Scene } from './scene.ts';

const hidden = z.strictObject({ hidden: z.literal(true), reason: z.string() });
const table = z.union([
  hidden,
  z.strictObject({ nearlyAll: z.string() }),
  z.strictObject({ n: z.number(), counts: z.record(z.string(), z.number()) }),
]);
type Table = z.infer<typeof table>;
const part = z.union([
  hidden.extend({ department: z.string() }),
  z.strictObject({ department: z.string(), nearlyAll: z.string() }),
  z.strictObject({ department: z.string(), n: z.number(), counts: z.record(z.string(), z.number()) }),
]);
const published = z.union([
  hidden.extend({ invited: z.number() }),
  z.strictObject({
    hidden: z.literal(false),
    invited: z.number(),
    answered: z.number(),
    groups: z.array(
      z.strictObject({
        department: z.string(),
        members: z.array(z.string()),
        invited: z.number(),
        answered: z.number(),
      }),
    ),
    tables: z.record(z.string(), table),
    byDepartment: z.record(z.string(), z.array(part)),
  }),
]);
const head = {
  id: z.string(),
  subject: z.string(),
  wave: z.string(),
  number: z.number(),
  openedOn: z.iso.date(),
  closedOn: z.iso.date(),
};
/** Strict: a key nobody expects is a cut nobody checked, such as a week by service. */
const frozenSchema = z.union([
  z.strictObject({
    ...head,
    kind: z.literal('checkin'),
    invited: z.number(),
    participation: z.number().nullable(),
  }),
  z.strictObject({
    ...head,
    kind: z.enum(['survey', 'block']),
    result: published,
    texts: z.record(z.string(), z.array(z.string()).nullable()),
  }),
]);
type Frozen = z.infer<typeof frozenSchema>;
type Shown = Extract<z.infer<typeof published>, { hidden: false }>;

/** Distinct people who may be outside one bar without counts being shown. Source: the rule of near-unanimity. */
const OUTSIDERS = 2;

/** Every frozen table, read again from what is stored: thresholds kept, and no other cut. */
export function checkFrozen({ evidence: { frozen, rounds } }: Scene): Finding[] {
  const own = new Map(rounds.map((round) => [round.id, definitionOf(round).thresholds]));
  return frozen.flatMap(({ roundId, data }) => {
    const parsed = frozenSchema.safeParse(JSON.parse(data));
    if (!parsed.success) return [leak('frozen_shape', { round: roundId })];
    const codes = breaches(parsed.data, raised(own.get(roundId) ?? FLOORS));
    return [...new Set(codes)].map((code) => leak(code, { round: roundId }));
  });
}

type Breach = 'frozen_threshold' | 'frozen_unanimous' | 'frozen_texts' | 'frozen_steps' | 'frozen_difference';

/** The thresholds printed on the round's card, never under the floors. */
function raised(own: Thresholds): Thresholds {
  return {
    figure: Math.max(own.figure, FLOORS.figure),
    verbatim: Math.max(own.verbatim, FLOORS.verbatim),
    verbatimInvited: Math.max(own.verbatimInvited, FLOORS.verbatimInvited),
    group: Math.max(own.group, FLOORS.group),
  };
}

function breaches(round: Frozen, thresholds: Thresholds): Breach[] {
  if (round.kind === 'checkin') {
    const { invited, participation } = round;
    const wrong = participation !== null && (participation % 5 !== 0 || invited < thresholds.group);
    return wrong ? ['frozen_steps'] : [];
  }
  const { result, texts } = round;
  const lists = Object.values(texts).filter((list) => list !== null);
  const invited = result.invited;
  const few = lists.some((list) => list.length < thresholds.verbatim) || invited < thresholds.verbatimInvited;
  const onTexts: Breach[] = lists.length > 0 && few ? ['frozen_texts'] : [];
  if (result.hidden) return lists.length > 0 ? ['frozen_texts'] : [];
  return [...onTexts, ...shownBreaches(result, thresholds)];
}

function shownBreaches(result: Shown, thresholds: Thresholds): Breach[] {
  const found: Breach[] = [];
  const groups = [result, ...result.groups];
  if (groups.some(({ invited, answered }) => invited < thresholds.group || answered < thresholds.figure)) {
    found.push('frozen_threshold');
  }
  for (const [question, whole] of Object.entries(result.tables)) {
    const parts = result.byDepartment[question] ?? [];
    for (const one of [whole, ...parts]) found.push(...tableBreaches(one, thresholds.figure));
    if (!addsUp(whole, parts)) found.push('frozen_difference');
  }
  return found;
}

function tableBreaches(one: Table, figure: number): Breach[] {
  if (!('counts' in one)) return [];
  const counts = Object.values(one.counts);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const outside = total - Math.max(0, ...counts);
  return [
    ...(one.n < figure || total !== one.n ? (['frozen_threshold'] as const) : []),
    ...(outside <= OUTSIDERS ? (['frozen_unanimous'] as const) : []),
  ];
}

/** A split shows all its parts, with counts: a part left out could be worked out from the others. */
function addsUp(whole: Table, parts: readonly Table[]): boolean {
  if (parts.length === 0) return true;
  if (!('counts' in whole)) return false;
  const shown = parts.filter((one) => 'counts' in one);
  return shown.length === parts.length && shown.reduce((sum, { n }) => sum + n, 0) === whole.n;
}
