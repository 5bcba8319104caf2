import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../domain/errors.ts';
import type { Fixed } from '../domain/fixed.ts';
import type { PersonRecord } from '../domain/person.ts';
import type { Programme } from '../domain/programme.ts';
import type { SurveyDefinition } from '../domain/survey.ts';
import type { WaveDefinition } from '../domain/wave.ts';
import { readCafes } from './cafes.ts';
import { isDate } from './fields.ts';
import { reportFixed, reportGoneSurveys, reportPeople } from './fixed.ts';
import { readLibrary, withLibrary } from './library.ts';
import { readMemento } from './memento.ts';
import { parsePeople } from './people-csv.ts';
import { type Place, parsePlace } from './place.ts';
import { readSettings } from './settings.ts';
import { READ_BY_REVIEWS, readSurvey } from './surveys.ts';
import { type Problems, readText } from './text-file.ts';
import { readUseCases } from './use-cases.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

/**
 * What the demo changes in a programme: its first J0 (`YYYY-MM-DD`), its place (`FR`, `FR-57`, `CH-VD`), its people.
 * `fixed`: what may not change any more, in a programme that follows another.
 */
export type LoadOptions = {
  launch?: string;
  region?: string;
  people?: PersonRecord[];
  fixed?: Fixed | null;
};

/** A programme, and whether it may follow what was in force: throws a StartupError with all that it may not change. */
export type ReadProgramme = { programme: Programme; follow(fixed: Fixed): void };

/** The programme alone, for whoever knows what is fixed, or need not. */
export async function loadProgramme(folder: string, options: LoadOptions = {}): Promise<Programme> {
  return (await readProgramme(folder, options)).programme;
}

/**
 * Reads and checks a programme folder. Throws a StartupError with all its problems at once, each
 * `file:line: what is wrong ; what to write instead`, in French.
 *
 * With `people`, the folder's own may be missing; its services still count as known, so that a café or a prompt
 * of a service without anybody is no mistake.
 */
export async function readProgramme(folder: string, options: LoadOptions = {}): Promise<ReadProgramme> {
  const problems: Problems = [];
  const place = readPlace(options.region, problems);
  if (options.launch !== undefined && !isDate(options.launch)) {
    problems.push(`lancement : « ${options.launch} » ne convient pas ; écrivez une date comme 2026-12-01`);
  }

  if (!existsSync(folder)) {
    throw new StartupError([
      `PROGRAMME : le dossier « ${folder} » n'existe pas ; écrivez le chemin d'un dossier de programme.`,
    ]);
  }
  const checks: ((fixed: Fixed, into: Problems) => void)[] = [];
  const { people, known } = await readPeople();
  const settings = await readFile('programme.yml', (source) => {
    const read = readSettings(source, known, place);
    if (options.people) reportEmptyWaves(source, read?.waves ?? [], options.people);
    if (read) {
      checks.push((fixed, into) => {
        reportFixed(source, read, fixed);
        into.push(...source.problems());
      });
    }
    return read;
  });
  const memento = await readText(folder, 'memento.md', problems);
  const rules = memento === null ? null : readMemento(memento, problems);
  const surveys = withLibrary(await readSurveys(), await readLibrary(problems));
  const useCases = await readFile('cas-usage.yml', (source) => readUseCases(source, known));
  const cafes = await readFile('cafes.yml', (source) => readCafes(source, known));

  const checkFixed = (fixed: Fixed, into: Problems) => {
    for (const check of checks) check(fixed, into);
  };
  if (options.fixed) checkFixed(options.fixed, problems);
  if (!settings || !rules || !useCases || !cafes || problems.length > 0) throw new StartupError(problems);
  const [first, ...others] = settings.waves;
  const waves = first ? [{ ...first, launchDate: options.launch ?? first.launchDate }, ...others] : [];
  return {
    programme: { ...settings, waves, people, memento: rules, surveys, ...useCases, cafes },
    follow(fixed) {
      const changed: Problems = [];
      checkFixed(fixed, changed);
      if (changed.length > 0) throw new StartupError(changed);
    },
  };

  async function readFile<T>(name: string, read: (source: YamlSource) => T | null): Promise<T | null> {
    const text = await readText(folder, name, problems);
    if (text === null) return null;
    const source = readYaml(text, name);
    const value = read(source);
    problems.push(...source.problems());
    return value;
  }

  async function readSurveys(): Promise<SurveyDefinition[]> {
    const surveys: SurveyDefinition[] = [];
    const seen = new Map<string, string>();
    for (const name of await surveyFiles(folder, problems)) {
      const survey = await readFile(name, (source) => {
        reportTaken(source, name, 'id', seen);
        if (READ_BY_REVIEWS.has(String(source.get(['but'])))) reportTaken(source, name, 'but', seen);
        return readSurvey(source);
      });
      if (survey) surveys.push(survey);
    }
    checks.push((fixed, into) => reportGoneSurveys(into, seen, fixed));
    return surveys;
  }

  async function readPeople() {
    const found: Problems = [];
    const csv = await readText(folder, 'agents.csv', found);
    const file = csv === null ? null : parsePeople(csv, 'agents.csv');
    const { people: given } = options;
    if (given) {
      const services = file ? [...file.departments, ...given.map(({ department }) => department)] : null;
      return { people: given, known: services && [...new Set(services)] };
    }
    problems.push(...found, ...(file?.problems ?? []));
    // What wrong lines leave out has not left.
    if (file && file.problems.length === 0)
      checks.push((fixed, into) => reportPeople(into, file.people, fixed));
    return {
      people: file?.people ?? [],
      known: file && file.departments.length > 0 ? file.departments : null,
    };
  }
}

function readPlace(code: string | undefined, problems: Problems): Place | null {
  if (code === undefined) return null;
  const place = parsePlace(code);
  if (!place) problems.push(`région : « ${code} » ne convient pas ; écrivez FR, FR-57 ou CH-VD`);
  return place;
}

async function surveyFiles(folder: string, problems: Problems): Promise<string[]> {
  try {
    const names = await readdir(join(folder, 'sondages'));
    return names
      .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'))
      .sort()
      .map((name) => `sondages/${name}`);
  } catch {
    problems.push(`sondages:1: dossier introuvable ; copiez celui de programme/exemple`);
    return [];
  }
}

/** A wave of known services can still be empty when the people are not those of the folder. */
function reportEmptyWaves(
  source: YamlSource,
  waves: readonly WaveDefinition[],
  people: readonly PersonRecord[],
): void {
  for (const [index, { departments }] of waves.entries()) {
    if (departments.length === 0 || people.some((person) => departments.includes(person.department)))
      continue;
    source.report(
      ['vagues', index, 'services'],
      'personne dans ces services ; laissez vide pour toucher tout le monde',
    );
  }
}

/** Rounds and answers are kept under a survey's id, and a review reads one survey of each purpose. */
function reportTaken(source: YamlSource, file: string, key: string, seen: Map<string, string>): void {
  const value = source.get([key]);
  if (typeof value !== 'string') return;
  const taken = seen.get(`${key} ${value}`);
  if (taken) source.report([key], `« ${value} » est déjà pris par ${taken} ; écrivez-en un autre`);
  else seen.set(`${key} ${value}`, file);
}
