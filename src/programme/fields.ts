import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { dayName, dayNumber } from './days.ts';

/**
 * The fields of the programme's files. The message of each says what to write instead: it follows
 * « … ne convient pas ; » or « il manque … ; ». Where a rule is code, `meta` says it to editors (schemas.ts).
 */

/** A group of keys and nothing else. An unknown key is told with the keys there are (see yaml-source.ts). */
export function keys<T extends z.ZodRawShape>(shape: T) {
  const names = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? names.join('|')
        : `écrivez en dessous, décalées de deux espaces, les clés : ${names.join(', ')}`,
  });
}

/** A list, absent or empty when `min` is 0. */
export function list<T extends z.ZodType>(item: T, min: number, max: number) {
  const fix = `écrivez une liste de ${min} à ${max} lignes, chacune après un tiret « - »`;
  return z.array(item, fix).min(min, fix).max(max, fix);
}

export function text(max: number) {
  const fix = `écrivez un texte de 1 à ${max} caractères (entre guillemets s'il contient « : » ou si c'est un nombre)`;
  return z.string(fix).trim().min(1, fix).max(max, fix);
}

export function whole(min: number, max: number) {
  const fix = `écrivez un nombre entier de ${min} à ${max}`;
  return z.int(fix).min(min, fix).max(max, fix);
}

const ID_FIX = 'écrivez un identifiant court : minuscules sans accent, chiffres, « - » ou « _ » (40 au plus)';
const TAKEN_FIX = 'écrivez un autre identifiant : « constructor » a un sens pour la machine';
export const id = z
  .string(ID_FIX)
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, ID_FIX)
  // Names of answers become keys of objects, which have this one already.
  .refine((value) => value !== 'constructor', TAKEN_FIX);

const TIME_FIX = 'écrivez une heure comme "09:30"';
export const time = z.string(TIME_FIX).regex(/^([01]\d|2[0-3]):[0-5]\d$/, TIME_FIX);

const DATE_FIX = 'écrivez une date qui existe, comme 2026-12-01 (année-mois-jour)';
export const date = z
  .string(DATE_FIX)
  .refine(isDate, DATE_FIX)
  .meta({ pattern: String.raw`^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`, examples: ['2026-12-01'] });

export function isDate(value: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(value)) return false;
  try {
    Temporal.PlainDate.from(value);
    return true;
  } catch {
    return false;
  }
}

const DAY_FIX = 'écrivez un jour : lun, mar, mer, jeu, ven, sam ou dim';
export const day = z
  .string(DAY_FIX)
  .refine((word) => dayNumber(word) !== null, DAY_FIX)
  .meta({ enum: [1, 2, 3, 4, 5, 6, 7].map(dayName) });

const OFFSET_FIX = 'écrivez un nombre de jours depuis le lancement, comme J-14 ou J+20';
/** Days from J0: `J-14`, `J+20` or a plain number; read with `daysFromLaunch`. */
export const offset = z.union(
  [
    z.int(OFFSET_FIX).min(-365, OFFSET_FIX).max(365, OFFSET_FIX),
    z.string(OFFSET_FIX).regex(/^J[+-]\d{1,3}$/, OFFSET_FIX),
  ],
  OFFSET_FIX,
);

export function daysFromLaunch(value: number | string): number {
  return Number(String(value).replace(/^J/, ''));
}

const YES_FIX = 'écrivez oui ou non';
export const yesNo = z.union([z.boolean(), z.enum(['oui', 'non'])], YES_FIX);

export function isYes(value: boolean | string | null | undefined): boolean {
  return value === true || value === 'oui';
}

const ZONE_SHAPE = /^([A-Z][\w+-]*\/[\w/+-]+|UTC)$/;
const ZONE_FIX = 'écrivez un fuseau comme Europe/Paris ou Europe/Zurich';
export const zone = z
  .string(ZONE_FIX)
  .refine(isZone, ZONE_FIX)
  .meta({ pattern: ZONE_SHAPE.source, examples: ['Europe/Paris', 'Europe/Zurich', 'Indian/Reunion'] });

/** An IANA zone by its full name; offsets such as `+01:00` forget summer time and are refused. */
export function isZone(value: string): boolean {
  if (!ZONE_SHAPE.test(value)) return false;
  try {
    new Intl.DateTimeFormat('fr', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

export const services = list(text(80), 0, 200).nullish();
