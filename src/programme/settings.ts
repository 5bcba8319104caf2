import { z } from 'zod';
import type { Programme } from '../domain/programme.ts';
import { FLOORS, type Thresholds } from '../domain/publishing.ts';
import { dayNumbers } from './days.ts';
import { date, day, id, keys, list, services, text, time, whole, zone } from './fields.ts';
import { reportDuplicates, reportUnknownServices } from './lists.ts';
import { type Place, regionProblem, zoneOf } from './place.ts';
import type { YamlSource } from './yaml-source.ts';

/** What `programme.yml` says. */
export type Settings = Pick<
  Programme,
  'organisation' | 'leadershipChannel' | 'hours' | 'rhythm' | 'thresholds' | 'waves' | 'tools'
>;

const COUNTRY_FIX = 'écrivez FR (France) ou CH (Suisse)';
const REGION_FIX = 'écrivez un code de région ou de canton (VD, 57...), ou rien';
const AMOUNT_FIX = 'écrivez un montant par licence et par mois, comme 25 ou 22.50';

/** A threshold may be raised, never lowered under the floor that makes the promise of confidentiality true. */
function threshold(name: keyof Thresholds) {
  const fix = `écrivez un nombre entier d'au moins ${FLOORS[name]} : c'est le plancher de la confidentialité`;
  return z.int(fix).min(FLOORS[name], fix).max(1000, 'écrivez un nombre de 1000 au plus').nullish();
}

const schema = keys({
  organisation: keys({
    nom: text(80),
    pays: z.enum(['FR', 'CH'], COUNTRY_FIX),
    region: z.union([z.string(), z.int()], REGION_FIX).nullish(),
    fuseau: zone.nullish(),
  }),
  canal_direction: keys({ teams: text(200).nullish(), slack: text(200).nullish() }).nullish(),
  horaires: keys({ debut: time, fin: time, jours: list(day, 1, 7) }).nullish(),
  rythme: keys({ heure_hebdo: time.nullish(), plafond_hebdo: whole(1, 2).nullish() }).nullish(),
  seuils: keys({
    chiffre: threshold('figure'),
    verbatim: threshold('verbatim'),
    verbatim_invites: threshold('verbatimInvited'),
    groupe: threshold('group'),
  }).nullish(),
  vagues: list(
    keys({
      id,
      nom: text(60),
      lancement: date,
      services,
      semaines: whole(1, 52).nullish(),
      ressources: keys({
        licences: whole(0, 100_000).nullish(),
        cout_mensuel: z.number(AMOUNT_FIX).min(0, AMOUNT_FIX).max(10_000, AMOUNT_FIX).nullish(),
        monnaie: z.enum(['EUR', 'CHF'], 'écrivez EUR ou CHF').nullish(),
        heures_formation: whole(0, 100_000).nullish(),
      }).nullish(),
    }),
    1,
    20,
  ),
  outils: list(keys({ id, nom: text(40) }), 0, 12).nullish(),
});

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
  const file = source.check(schema);
  if (!file) return null;

  const { pays, region, fuseau, nom } = file.organisation;
  const written: Place = { country: pays, region: region ? String(region) : null };
  const { country } = place ?? written;
  const hours = file.horaires ?? HOURS;
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
    },
    thresholds: {
      figure: file.seuils?.chiffre ?? FLOORS.figure,
      verbatim: file.seuils?.verbatim ?? FLOORS.verbatim,
      verbatimInvited: file.seuils?.verbatim_invites ?? FLOORS.verbatimInvited,
      group: file.seuils?.groupe ?? FLOORS.group,
    },
    waves: file.vagues.map((wave) => ({
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
      },
    })),
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
