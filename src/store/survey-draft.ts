import { z } from 'zod';
import type { CustomSurvey, SurveyDraft } from '../domain/custom-survey.ts';
import { oncePerText } from '../domain/once.ts';
import { ready } from './ready.ts';
import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';
import { planSchema, questionsSchema, surveySchema } from './survey-definition.ts';

const draftSchema = z.object({ title: z.string(), questions: questionsSchema, plan: planSchema.nullable() });

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

/** Those in force are read in each turn. */
const readSurvey = oncePerText((text) => surveySchema.parse(JSON.parse(text)));
const readPlan = oncePerText((text) => planSchema.parse(JSON.parse(text)));

const customSurveys = ready((tx) => tx.selectFrom('survey_custom').selectAll().orderBy('id'));

/** By id; the ended ones too. */
export async function listCustomSurveys(tx: Tx): Promise<CustomSurvey[]> {
  return (await customSurveys(tx)).map(fromRow);
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
    survey: readSurvey(row.definition),
    plan: row.plan === null ? null : readPlan(row.plan),
    author: row.author,
    createdOn: row.created_on,
    endedOn: row.ended_on,
  };
}
