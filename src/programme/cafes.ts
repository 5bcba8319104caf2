import { z } from 'zod';
import type { CafeDefinition } from '../domain/programme.ts';
import { SEATS } from '../domain/session.ts';
import {
  date,
  daysFromLaunch,
  id,
  isYes,
  keys,
  list,
  offset,
  services,
  text,
  time,
  whole,
  yesNo,
} from './fields.ts';
import { itemPaths, reportDuplicates, reportUnknownServices } from './lists.ts';
import type { YamlSource } from './yaml-source.ts';

const { least, most } = SEATS;
const SEATS_FIX = `écrivez de ${least} à ${most} places : au-delà, tout le monde ne parle pas ; faites-en plutôt deux`;

/** The shape of `cafes.yml`; editors know it too (schemas.ts). */
export const cafesSchema = keys({
  cafes: list(
    keys({
      id,
      titre: text(100),
      jour: offset.nullish(),
      date: date.nullish(),
      heure: time,
      minutes: whole(15, 480),
      lieu: text(100),
      animation: text(100),
      places: z.int(SEATS_FIX).min(least, SEATS_FIX).max(most, SEATS_FIX),
      services,
      annule: yesNo.nullish(),
    }),
    0,
    60,
  ).nullish(),
});

/** Reads `cafes.yml`. */
export function readCafes(source: YamlSource, known: readonly string[] | null): CafeDefinition[] | null {
  reportDuplicates(source, ['cafes']);
  reportUnknownServices(source, ['cafes'], known, false);
  for (const path of itemPaths(source, ['cafes'])) {
    const written = ['jour', 'date'].filter((key) => (source.get([...path, key]) ?? null) !== null);
    if (written.length === 1) continue;
    const wrong = written.length === 0 ? 'il manque « jour » ou « date »' : '« jour » et « date » à la fois';
    source.report(path, `${wrong} ; écrivez « jour: J+10 » pour suivre la vague, ou « date: 2026-12-11 »`);
  }
  const file = source.check(cafesSchema);
  if (!file) return null;
  return (file.cafes ?? []).map((cafe) => ({
    id: cafe.id,
    title: cafe.titre,
    starts: cafe.date
      ? `${cafe.date}T${cafe.heure}`
      : { afterLaunch: daysFromLaunch(cafe.jour ?? 0), time: cafe.heure },
    minutes: cafe.minutes,
    place: cafe.lieu,
    facilitator: cafe.animation,
    seats: cafe.places,
    departments: cafe.services ?? [],
    cancelled: isYes(cafe.annule),
  }));
}
