import { writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Command } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { type Places, placesFromProcess } from '../config.ts';
import { Refusal, StartupError } from '../domain/errors.ts';
import { REVIEWED, type SurveyDefinition } from '../domain/survey.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { loadProgramme } from '../programme/load.ts';
import { readSurvey } from '../programme/surveys.ts';
import { type Problems, readText } from '../programme/text-file.ts';
import { writeSurvey } from '../programme/write-survey.ts';
import { readYaml } from '../programme/yaml-source.ts';
import type { Tx } from '../store/store.ts';
import {
  endCustomSurvey,
  findCustomSurvey,
  listCustomSurveys,
  saveCustomSurvey,
} from '../store/survey-draft.ts';
import { currentTime, inStore } from './database.ts';
import { noteOperator } from './noting.ts';
import { sentence, tell } from './say.ts';

const text = words.survey;

/** `percolateur survey`: surveys as files, to write more than a chat can, to keep them, or to give them away. */
export function register(program: Command): void {
  const group = program.command('survey').description(words.commands.survey);
  group
    .command('export <sondage>')
    .description(words.commands.survey_export)
    .option('--out <fichier>', words.options.survey_out)
    .action(async (id: string, { out, json }: { out?: string; json?: true }) => {
      const survey = await find(placesFromProcess(), id);
      const yaml = writeSurvey(survey);
      if (out === undefined) return tell(json, survey, [yaml.trimEnd()]);
      await writeFile(out, yaml, { flag: 'wx' }).catch(() => {
        throw new Refusal('survey_file', { file: out });
      });
      tell(json, { id, file: out }, [sentence(words.written, { file: out })]);
    });
  group
    .command('import <fichier>')
    .description(words.commands.survey_import)
    .action(async (file: string, { json }: { json?: true }) => {
      const places = placesFromProcess();
      const survey = await read(file);
      const { surveys } = await loadProgramme(places.programme);
      if (surveys.some(({ id }) => id === survey.id)) throw new Refusal('survey_taken', { id: survey.id });
      const isNew = await inStore(places, async (tx) => {
        const before = await findCustomSurvey(tx, survey.id);
        const createdOn = await dayOf(tx);
        const custom = {
          survey: { ...survey, rounds: [] },
          plan: null,
          author: null,
          createdOn,
          endedOn: null,
        };
        await saveCustomSurvey(tx, custom);
        await noteOperator(tx, 'survey.file', survey.id);
        return before === null;
      });
      const { id, title } = survey;
      tell(json, { id, title, questions: survey.questions.length, isNew }, [
        sentence(isNew ? text.imported : text.replaced, { id, title }),
        ...(survey.rounds.length > 0 ? [text.no_rounds] : []),
      ]);
    });
  group
    .command('remove <sondage>')
    .description(words.commands.survey_remove)
    .action(async (id: string, { json }: { json?: true }) => {
      const found = await inStore(placesFromProcess(), async (tx) => {
        const custom = (await listCustomSurveys(tx)).filter(({ endedOn }) => endedOn === null);
        const ids = custom.map(({ survey }) => survey.id);
        if (!ids.includes(id)) throw new Refusal('no_survey', { id, ids: ids.join(', ') || text.none });
        await endCustomSurvey(tx, id, await dayOf(tx));
        await noteOperator(tx, 'survey.file', id);
        return custom.find(({ survey }) => survey.id === id)?.survey.title ?? id;
      });
      tell(json, { id }, [sentence(text.removed, { id, title: found })]);
    });
}

/** The journal's day: it must not depend on a programme folder that may be wrong. */
async function dayOf(tx: Tx): Promise<string> {
  return (await currentTime(tx)).toZonedDateTimeISO(Temporal.Now.timeZoneId()).toPlainDate().toString();
}

/** Of the programme, its library, or written in chat; also without a database. */
async function find(places: Places, id: string): Promise<SurveyDefinition> {
  const { surveys } = await loadProgramme(places.programme);
  const written = surveys.find((survey) => survey.id === id);
  if (written) return written;
  const custom = await inStore(places, listCustomSurveys);
  const found = custom.find(({ survey }) => survey.id === id);
  if (found) return found.survey;
  const ids = [...surveys, ...custom.map(({ survey }) => survey)].map((survey) => survey.id);
  throw new Refusal('no_survey', { id, ids: ids.sort().join(', ') });
}

/** Throws a StartupError with every mistake as `file:line: …`. */
async function read(file: string): Promise<SurveyDefinition> {
  const problems: Problems = [];
  const name = basename(file);
  const content = await readText(dirname(file), name, problems);
  const source = content === null ? null : readYaml(content, name);
  const survey = source && readSurvey(source);
  if (source && survey && REVIEWED.includes(survey.purpose)) source.report(['but'], text.reviewed);
  problems.push(...(source?.problems() ?? []));
  if (!survey || problems.length > 0) throw new StartupError(problems);
  return survey;
}
