import { type Fixed, isExodus } from '../domain/fixed.ts';
import type { PersonRecord } from '../domain/person.ts';
import type { Programme } from '../domain/programme.ts';
import type { Problems } from './text-file.ts';
import type { Path } from './yaml-position.ts';
import type { YamlSource } from './yaml-source.ts';

/** The keys of `seuils`. */
const THRESHOLD_KEYS = [
  ['chiffre', 'figure'],
  ['verbatim', 'verbatim'],
  ['verbatim_invites', 'verbatimInvited'],
  ['groupe', 'group'],
] as const;

type Written = Pick<Programme, 'organisation' | 'thresholds' | 'waves'>;

/** Reports in `programme.yml` what may not change any more, on its line. */
export function reportFixed(source: YamlSource, written: Written, fixed: Fixed): void {
  reportPlace(source, written, fixed);
  reportThresholds(source, written, fixed);
  reportWaves(source, written, fixed);
}

function reportPlace(source: YamlSource, { organisation }: Written, { place }: Fixed): void {
  if (!place) return;
  const why = 'ne change plus : les semaines et les clôtures du programme commencé en dépendent';
  if (organisation.country !== place.country) {
    source.report(['organisation', 'pays'], `« pays » ${why} ; remettez ${place.country}`);
  } else if (organisation.zone !== place.zone) {
    source.report(['organisation', 'fuseau'], `« fuseau » ${why} ; remettez ${place.zone}`);
  }
}

function reportThresholds(source: YamlSource, { thresholds }: Written, fixed: Fixed): void {
  for (const [key, name] of THRESHOLD_KEYS) {
    const [before, after] = [fixed.thresholds[name], thresholds[name]];
    if (after === before || fixed.thresholdsMay === 'change') continue;
    if (fixed.thresholdsMay === 'stay') {
      const why = 'ne change pas pendant une vague : ce nombre est promis à ceux qui répondent';
      source.report(
        ['seuils', key],
        `« ${key} » ${why} ; remettez ${before}, et montez-le entre deux vagues`,
      );
    } else if (after < before) {
      source.report(['seuils', key], `« ${key} » ne peut que monter ; écrivez ${before} ou plus`);
    }
  }
}

function reportWaves(source: YamlSource, { waves }: Written, { begun, ahead, today }: Fixed): void {
  for (const { id, launchDate, written } of begun) {
    if (written && !waves.some((wave) => wave.id === id)) {
      source.report(['vagues'], `la vague « ${id} » a commencé le ${launchDate} ; remettez ses lignes`);
    }
  }
  for (const [index, { id, launchDate }] of waves.entries()) {
    const path: Path = ['vagues', index, 'lancement'];
    const started = begun.find((wave) => wave.id === id);
    const planned = ahead.find((wave) => wave.id === id);
    if (started) {
      if (started.launchDate === launchDate) continue;
      source.report(
        path,
        `cette vague a commencé : son lancement ne bouge plus ; remettez ${started.launchDate}`,
      );
    } else if (planned?.launchDate !== launchDate && launchDate < today) {
      source.report(path, `ce lancement est déjà passé ; écrivez une date à partir du ${today}`);
    } else if (planned?.askedUntil && planned.askedUntil > launchDate && planned.launchDate !== launchDate) {
      const until = planned.askedUntil;
      source.report(
        path,
        `un sondage d'avant le lancement est ouvert jusqu'au ${until} ; écrivez une date après`,
      );
    }
  }
}

/** Reports a list without leads where there were some, or that looks cut: each is valid, and rarely meant. */
export function reportPeople(problems: Problems, listed: readonly PersonRecord[], { people }: Fixed): void {
  if (people.led && !listed.some(({ roles }) => roles.includes('lead'))) {
    problems.push(
      "agents.csv:1: plus personne n'est pilote ; écrivez « pilote » dans la colonne « roles » d'une personne au moins",
    );
  }
  const ids = new Set(listed.map(({ id }) => id));
  const departures = [...people.present].filter((id) => !ids.has(id)).length;
  if (isExodus(people.present.size, departures)) {
    const command = '« percolateur people import agents.csv --apply »';
    problems.push(
      `agents.csv:1: ${departures} personnes sur ${people.present.size} partiraient d'un coup ; remettez la liste entière, ou lancez ${command} si c'est voulu`,
    );
  }
}

/** Reports the files of open surveys that are gone; `seen`: `id <id>` of each file that is there, right or wrong. */
export function reportGoneSurveys(
  problems: Problems,
  seen: ReadonlyMap<string, string>,
  { surveys }: Fixed,
): void {
  for (const { id, closesOn } of surveys) {
    if (seen.has(`id ${id}`)) continue;
    problems.push(
      `sondages:1: le sondage « ${id} » est ouvert jusqu'au ${closesOn} ; remettez son fichier, et retirez-le après`,
    );
  }
}
