import { z } from 'zod';
import { FLOORS, type Thresholds } from '../domain/publishing.ts';
import { date, day, id, keys, list, services, text, time, whole, yesNo, zone } from './fields.ts';

const COUNTRY_FIX = 'écrivez FR (France) ou CH (Suisse)';
const REGION_FIX = 'écrivez un code de région ou de canton (VD, 57...), ou rien';
const HOURLY_FIX = 'écrivez ce que coûte une heure de travail, comme 32 ou 32.50, ou rien';
const AMOUNT_FIX = 'écrivez un montant par licence et par mois, comme 25 ou 22.50';

/** A threshold may be raised, never lowered under the floor that makes the promise of confidentiality true. */
function threshold(name: keyof Thresholds) {
  const fix = `écrivez un nombre entier d'au moins ${FLOORS[name]} : c'est le plancher de la confidentialité`;
  return z.int(fix).min(FLOORS[name], fix).max(1000, 'écrivez un nombre de 1000 au plus').nullish();
}

/** The shape of `programme.yml`; editors know it too (schemas.ts). */
export const settingsSchema = keys({
  organisation: keys({
    nom: text(80),
    pays: z.enum(['FR', 'CH'], COUNTRY_FIX),
    region: z.union([z.string(), z.int()], REGION_FIX).nullish(),
    fuseau: zone.nullish(),
  }),
  canal_direction: keys({ teams: text(200).nullish(), slack: text(200).nullish() }).nullish(),
  horaires: keys({ debut: time, fin: time, jours: list(day, 1, 7) }).nullish(),
  rythme: keys({
    heure_hebdo: time.nullish(),
    plafond_hebdo: whole(1, 2).nullish(),
    note_hebdo: yesNo.nullish(),
  }).nullish(),
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
        cout_horaire: z.number(HOURLY_FIX).gt(0, HOURLY_FIX).max(1000, HOURLY_FIX).nullish(),
      }).nullish(),
    }),
    1,
    20,
  ),
  outils: list(keys({ id, nom: text(40) }), 0, 12).nullish(),
});
