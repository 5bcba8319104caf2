import type { Programme } from '../domain/programme.ts';
import { FLOORS } from '../domain/publishing.ts';
import type { WaveDefinition } from '../domain/wave.ts';
import { dayNumbers } from './days.ts';
import { isYes, time } from './fields.ts';
import { reportDuplicates, reportUnknownServices } from './lists.ts';
import { type Place, regionProblem, zoneOf } from './place.ts';
import { settingsSchema } from './settings-shape.ts';
import { reportSharedServices } from './shared-services.ts';
import type { YamlSource } from './yaml-source.ts';

/** What `programme.yml` says. */
export type Settings = Pick<
  Programme,
  'organisation' | 'leadershipChannel' | 'hours' | 'rhythm' | 'thresholds' | 'waves' | 'tools'
>;

const HOURS = { debut: '08:30', fin: '17:30', jours: ['lun', 'mar', 'mer', 'jeu', 'ven'] };
const WEEKLY_TIME = '09:30';
const WEEKLY_CAP = 2;
/** So that J+90 has its six blocks of two weeks, and a margin. */
const WEEKS = 14;

/** Reads `programme.yml`; `place` takes the place of the country, region and zone written there. */
export function readSettings(
  source: YamlSource,
  known: readonly string[] | null,
  place: Place | null,
): Settings | null {
  reportRegion(source);
  reportTimes(source);
  reportDuplicates(source, ['vagues']);
  reportDuplicates(source, ['outils']);
  reportUnknownServices(source, ['vagues'], known, true);
  const file = source.check(settingsSchema);
  if (!file) return null;

  const { pays, region, fuseau, nom } = file.organisation;
  const written: Place = { country: pays, region: region ? String(region) : null };
  const { country } = place ?? written;
  const hours = file.horaires ?? HOURS;
  const waves: WaveDefinition[] = file.vagues.map((wave) => ({
    id: wave.id,
    name: wave.nom,
    launchDate: wave.lancement,
    departments: wave.services ?? [],
    weeks: wave.semaines ?? WEEKS,
    resources: {
      licences: wave.ressources?.licences ?? 0,
      licenceMonthly: wave.ressources?.cout_mensuel ?? 0,
      currency: wave.ressources?.monnaie ?? (country === 'CH' ? 'CHF' : 'EUR'),
      trainingHours: wave.ressources?.heures_formation ?? 0,
      hourlyCost: wave.ressources?.cout_horaire ?? undefined,
    },
  }));
  reportSharedServices(source, waves);
  return {
    organisation: {
      name: nom,
      zone: place ? zoneOf(place) : (fuseau ?? zoneOf(written)),
      ...(place ?? written),
      locale: 'fr',
    },
    leadershipChannel: {
      teams: file.canal_direction?.teams ?? null,
      slack: file.canal_direction?.slack ?? null,
    },
    hours: { start: hours.debut, end: hours.fin, days: dayNumbers(hours.jours) },
    rhythm: {
      weeklyTime: file.rythme?.heure_hebdo ?? WEEKLY_TIME,
      weeklyCap: file.rythme?.plafond_hebdo ?? WEEKLY_CAP,
      weeklyNote: isYes(file.rythme?.note_hebdo),
    },
    thresholds: {
      figure: file.seuils?.chiffre ?? FLOORS.figure,
      verbatim: file.seuils?.verbatim ?? FLOORS.verbatim,
      verbatimInvited: file.seuils?.verbatim_invites ?? FLOORS.verbatimInvited,
      group: file.seuils?.groupe ?? FLOORS.group,
    },
    waves,
    tools: (file.outils ?? []).map((tool) => ({ id: tool.id, title: tool.nom })),
  };
}

function reportRegion(source: YamlSource): void {
  const country = source.get(['organisation', 'pays']);
  const region = source.get(['organisation', 'region']) ?? null;
  if (country !== 'FR' && country !== 'CH') return;
  const problem = regionProblem(country, region === null || region === '' ? null : String(region));
  if (problem) source.report(['organisation', 'region'], problem);
}

function reportTimes(source: YamlSource): void {
  const start = source.get(['horaires', 'debut']) ?? HOURS.debut;
  const end = source.get(['horaires', 'fin']) ?? HOURS.fin;
  const weekly = source.get(['rythme', 'heure_hebdo']) ?? WEEKLY_TIME;
  if (![start, end, weekly].every((value) => time.safeParse(value).success)) return;
  if (String(start) >= String(end)) {
    source.report(['horaires', 'fin'], `« fin » vient avant « debut » ; écrivez une heure après ${start}`);
  } else if (String(weekly) < String(start) || String(weekly) >= String(end)) {
    const fix = `écrivez une heure à partir de ${start} et avant ${end}`;
    source.report(['rythme', 'heure_hebdo'], `« heure_hebdo » est hors des horaires ; ${fix}`);
  }
}
