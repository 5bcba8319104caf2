import { z } from 'zod';
import { type CustomSurvey, RESULTS_AUDIENCES, type SurveyDraft } from '../domain/custom-survey.ts';
import { SURVEY_PURPOSES } from '../domain/survey.ts';
import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

const questionsSchema = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(['choice', 'several', 'scale', 'number', 'text']),
    title: z.string(),
    choices: z.array(z.object({ id: z.string(), title: z.string() })),
    optional: z.boolean(),
    right: z.string().nullish(),
  }),
);

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

const draftSchema = z.object({ title: z.string(), questions: questionsSchema, plan: planSchema.nullable() });

export const surveySchema = z.object({
  id: z.string(),
  purpose: z.enum(SURVEY_PURPOSES),
  title: z.string(),
  introduction: z.string(),
  source: z.string(),
  caveat: z.string().nullable(),
  score: z.enum(['umux_lite']).nullable(),
  rounds: z.array(z.object({ opens: z.number(), closes: z.number() })),
  questions: questionsSchema,
});

/** What somebody is writing; null: nothing. */
export async function findDraft(tx: Tx, personId: string): Promise<SurveyDraft | null> {
  const row = await tx
    .selectFrom('survey_draft')
    .select('definition')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row ? draftSchema.parse(JSON.parse(row.definition)) : null;
}

/** In place of the one before: a person writes one survey at a time. */
export async function saveDraft(tx: Tx, personId: string, draft: SurveyDraft, day: string): Promise<void> {
  const row = { definition: JSON.stringify(draft), saved_on: day };
  await tx
    .insertInto('survey_draft')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute();
}

export async function dropDraft(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('survey_draft').where('person_id', '=', personId).execute();
}

/** By id; the ended ones too. */
export async function listCustomSurveys(tx: Tx): Promise<CustomSurvey[]> {
  const rows = await tx.selectFrom('survey_custom').selectAll().orderBy('id').execute();
  return rows.map(fromRow);
}

export async function findCustomSurvey(tx: Tx, id: string): Promise<CustomSurvey | null> {
  const row = await tx.selectFrom('survey_custom').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** In place of the one of the same id. */
export async function saveCustomSurvey(tx: Tx, custom: CustomSurvey): Promise<void> {
  const { id, ...row } = {
    id: custom.survey.id,
    definition: JSON.stringify(custom.survey),
    plan: custom.plan && JSON.stringify(custom.plan),
    author: custom.author,
    created_on: custom.createdOn,
    ended_on: custom.endedOn,
  };
  await tx
    .insertInto('survey_custom')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** It is neither offered nor asked again. */
export async function endCustomSurvey(tx: Tx, id: string, day: string): Promise<void> {
  await tx.updateTable('survey_custom').set({ ended_on: day }).where('id', '=', id).execute();
}

function fromRow(row: Schema['survey_custom']): CustomSurvey {
  return {
    survey: surveySchema.parse(JSON.parse(row.definition)),
    plan: row.plan === null ? null : planSchema.parse(JSON.parse(row.plan)),
    author: row.author,
    createdOn: row.created_on,
    endedOn: row.ended_on,
  };
}
