import { z } from 'zod';
import { BLOCKERS, TIME_BANDS } from '../domain/checkin.ts';
import type { DigestData } from '../domain/digest.ts';
import { ANSWER_STATES } from '../domain/followup.ts';
import { MILESTONES } from '../domain/milestone.ts';
import { basis, date, hidden, question, rate, survey, whole } from './survey-schema.ts';

/** The shapes of a review's data. They are an allow-list too: what is not here is not written. */

/** Local, to the minute. */
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);

const counts = z.record(z.string(), whole);

const alert = z.enum(['below', 'above', 'unknown']);
const adoption = z
  .union([
    z.object({ users: whole, rateOfInvited: rate, rateOfRespondents: rate }),
    z.object({ nearlyAll: z.enum(['used', 'unused']) }),
  ])
  .and(z.object({ alert }));
const answers = z.object({ invited: whole, answered: whole });
const cause = z.union([
  z.object({
    cause: z.enum(['training', 'tool', 'resistance']),
    by: z.array(z.enum(['blockers', 'attendance', 'satisfaction'])),
    cited: z.object({ count: whole, n: whole }).nullable(),
  }),
  z.object({ cause: z.literal('unknown'), because: z.enum(['thin', 'tied', 'contradicted', 'elsewhere']) }),
]);

const band = z.enum(TIME_BANDS);
const bands = z.record(band, whole);
const blocks = z.array(z.int().positive());

const declared = z.object({
  lowHours: z.number(),
  highHours: z.number(),
  counted: whole,
  unknown: whole,
  weeks: whole,
  lowMinutes: z.number(),
  highMinutes: z.number(),
});

const shown = {
  reach: basis.extend({ people: whole, reachable: whole, unreachable: counts }),
  participation: basis.extend({
    counted: z.object({ first: whole, last: whole }).optional(),
    weeks: z.array(z.object({ week: whole, invited: whole, answered: whole.nullable() })),
  }),
  adoption: basis.and(adoption).and(
    z.object({
      block: z.int().positive(),
      cause: cause.nullable(),
      blocks: z.array(z.object({ block: z.int().positive() }).and(z.union([answers.and(adoption), hidden]))),
      byDepartment: z.array(z.object({ department: z.string() }).and(answers).and(adoption)),
      useCases: question,
    }),
  ),
  time: basis
    .extend({ declarations: whole.nullable(), blocks })
    .and(
      z.union([
        z.object({ distribution: bands, medianBand: band.nullable() }),
        z.object({ nearlyAll: band }),
      ]),
    )
    .and(
      z.object({
        byDepartment: z.array(
          z
            .object({ department: z.string() })
            .and(
              z.union([
                z.object({ medianBand: band.nullable(), n: whole, distribution: bands }),
                z.object({ nearlyAll: band }),
              ]),
            ),
        ),
      }),
    ),
  blockers: basis
    .extend({ n: whole.nullable(), blocks })
    .and(
      z.union([
        z.object({ distribution: z.record(z.enum(BLOCKERS), whole) }),
        z.object({ nearlyAll: z.enum(BLOCKERS) }),
      ]),
    ),
  helpWanted: basis.extend({ calls: whole }),
  cafes: basis.extend({
    attended: whole.nullable(),
    sessions: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        on: moment,
        minutes: whole,
        yes: whole,
        maybe: whole,
        seats: whole,
        past: z.boolean(),
        attended: whole.nullable(),
      }),
    ),
  }),
  memento: basis.extend({
    version: z.string(),
    acknowledged: whole,
    byDepartment: z.array(basis.extend({ department: z.string(), acknowledged: whole })),
  }),
  irritants: basis.extend({ kinds: question.nullable(), texts: z.array(z.string()).nullable() }),
  resources: basis.extend({
    people: whole,
    licences: whole,
    licenceMonthly: z.number(),
    currency: z.string(),
    months: z.number(),
    cost: z.number(),
    trainingHours: z.number(),
    cafeHours: z.number(),
    cafeHoursFrom: z.enum(['attendance', 'rsvp', 'both']),
    hourlyCost: z.number().nullable(),
    declared: declared.nullable(),
    breakEven: z.object({ licences: z.number(), total: z.number() }).nullable(),
  }),
  decision: basis.extend({
    asked: z.boolean(),
    options: z.array(z.enum(['maintain', 'extend', 'pivot'])),
  }),
};

/** A review as it was posted: `DigestData`, key by key. */
export const digestSchema: z.ZodType<DigestData> = z.object({
  organisation: z.string(),
  wave: z.string(),
  waveName: z.string(),
  launchDate: date,
  milestone: z.enum(MILESTONES),
  dueOn: date,
  readOn: date,
  postedAt: moment.nullable(),
  thresholds: z.object({ figure: whole, verbatim: whole, verbatimInvited: whole, group: whole }),
  deliveries: z.object({ planned: whole, sent: whole, failed: whole, skipped: whole }),
  sections: z.object({
    reach: z.union([shown.reach, hidden]),
    participation: z.union([shown.participation, hidden]),
    adoption: z.union([shown.adoption, hidden]),
    time: z.union([shown.time, hidden]),
    satisfaction: z.union([survey, hidden]),
    baseline: z.union([survey, hidden]),
    mood: z.union([survey, hidden]),
    blockers: z.union([shown.blockers, hidden]),
    helpWanted: z.union([shown.helpWanted, hidden]),
    cafes: z.union([shown.cafes, hidden]),
    memento: z.union([shown.memento, hidden]),
    irritants: z.union([shown.irritants, hidden]),
    resources: z.union([shown.resources, hidden]),
    decision: z.union([shown.decision, hidden]),
  }),
  pauses: z.array(z.object({ from: date, until: date.nullable() })).optional(),
  followup: z
    .object({
      answered: z.array(
        z.object({
          title: z.string(),
          state: z.enum(ANSWER_STATES),
          words: z.string(),
          milestone: z.enum(MILESTONES),
        }),
      ),
      unanswered: z.array(z.object({ title: z.string(), since: z.enum(MILESTONES) })),
    })
    .optional(),
  satisfactionAhead: z.boolean().optional(),
});
