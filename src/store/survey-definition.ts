import { z } from 'zod';
import { RESULTS_AUDIENCES } from '../domain/custom-survey.ts';
import { SURVEY_PURPOSES } from '../domain/survey.ts';

/** The questions of a survey as they are kept, in a draft as in a round. */
export const questionsSchema = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(['choice', 'several', 'scale', 'number', 'text']),
    title: z.string(),
    choices: z.array(z.object({ id: z.string(), title: z.string() })),
    optional: z.boolean(),
    right: z.string().nullish(),
  }),
);

/** What a survey says of itself. */
export const headSchema = z.object({
  title: z.string(),
  introduction: z.string(),
  source: z.string(),
  caveat: z.string().nullable(),
  score: z.enum(['umux_lite']).nullable(),
});

export const surveySchema = headSchema.extend({
  id: z.string(),
  purpose: z.enum(SURVEY_PURPOSES),
  rounds: z.array(z.object({ opens: z.number(), closes: z.number() })),
  questions: questionsSchema,
});

/** When and to whom it goes. */
export const planSchema = z.object({
  target: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('everybody') }),
    z.object({ kind: z.literal('service'), department: z.string() }),
    z.object({ kind: z.literal('wave'), wave: z.string() }),
    z.object({ kind: z.literal('role'), role: z.enum(['champion', 'leadership', 'lead']) }),
  ]),
  opensOn: z.string().nullable(),
  days: z.int(),
  recurrence: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('once') }),
    z.object({ kind: z.literal('biweekly') }),
    z.object({ kind: z.literal('monthly') }),
    z.object({ kind: z.literal('launch'), wave: z.string(), days: z.int() }),
  ]),
  audience_of_results: z.enum(RESULTS_AUDIENCES),
});
