import type { SurveyPlan } from '../domain/custom-survey.ts';
import type { SurveyDefinition } from '../domain/survey.ts';
import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';
import { planSchema, surveySchema } from './survey-definition.ts';

/** A launch made in chat. Dates are local. `opensOn`: its first round. */
export type SurveyLaunch = {
  id: string;
  wave: string;
  survey: SurveyDefinition;
  plan: SurveyPlan;
  opensOn: string;
  /** null: somebody who was erased. */
  launchedBy: string | null;
  stoppedOn: string | null;
};

export async function insertLaunch(tx: Tx, launch: SurveyLaunch): Promise<void> {
  await tx
    .insertInto('survey_launch')
    .values({
      id: launch.id,
      subject: launch.survey.id,
      wave: launch.wave,
      survey: JSON.stringify(launch.survey),
      plan: JSON.stringify(launch.plan),
      opens_on: launch.opensOn,
      launched_by: launch.launchedBy,
      stopped_on: launch.stoppedOn,
    })
    .execute();
}

/** By the date of their first round, the stopped ones too. */
export async function listLaunches(tx: Tx): Promise<SurveyLaunch[]> {
  const rows = await tx.selectFrom('survey_launch').selectAll().orderBy('opens_on').orderBy('id').execute();
  return rows.map(fromRow);
}

export async function findLaunch(tx: Tx, id: string): Promise<SurveyLaunch | null> {
  const row = await tx.selectFrom('survey_launch').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function stopLaunch(tx: Tx, id: string, day: string): Promise<void> {
  await tx.updateTable('survey_launch').set({ stopped_on: day }).where('id', '=', id).execute();
}

function fromRow(row: Schema['survey_launch']): SurveyLaunch {
  return {
    id: row.id,
    wave: row.wave,
    survey: surveySchema.parse(JSON.parse(row.survey)),
    plan: planSchema.parse(JSON.parse(row.plan)),
    opensOn: row.opens_on,
    launchedBy: row.launched_by,
    stoppedOn: row.stopped_on,
  };
}
