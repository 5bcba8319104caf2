import { z } from 'zod';

/** The shapes of what a review shows of a survey, and of what stands in the place of a figure. */

export const whole = z.int().nonnegative();
export const rate = z.number().min(0).max(1);
export const date = z.iso.date();

export const hidden = z.object({
  hidden: z.literal(true),
  reason: z.enum(['too_small', 'below_threshold', 'deducible', 'too_early', 'no_data']),
});
export const choices = z.array(z.object({ id: z.string(), title: z.string() }));
const counts = z.record(z.string(), whole);
export const basis = z.object({ invited: whole, answered: whole, responseRate: rate });
const part = z.union([z.object({ n: whole, distribution: counts }), z.object({ nearlyAll: z.string() })]);

export const question = z
  .object({ id: z.string(), title: z.string(), choices, kind: z.enum(['choice', 'scale', 'number']) })
  .and(z.union([part, hidden]));
const surveyRound = basis.extend({
  survey: z.string(),
  closedOn: date,
  questions: z.array(question),
  source: z.string().optional(),
  caveat: z.string().optional(),
  score: z
    .object({ method: z.literal('umux_lite'), value: z.number(), n: z.array(whole).readonly() })
    .optional(),
});
export const survey = surveyRound.extend({
  verbatims: z.record(z.string(), z.array(z.string()).nullable()),
  byDepartment: z.array(z.object({ department: z.string(), question: z.string() }).and(part)),
  before: surveyRound.nullable(),
});
