import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { type Fixed, goneOn } from '../domain/fixed.ts';
import type { Programme } from '../domain/programme.ts';
import type { Thresholds } from '../domain/publishing.ts';
import { listPeople } from '../store/person.ts';
import { listRounds } from '../store/round.ts';
import { getSetting, setSetting } from '../store/setting.ts';
import type { Tx } from '../store/store.ts';
import { wavesInForce } from './waves.ts';

/** The setting that holds what must be known of the programme last in force to see what may follow it. */
const COURSE = 'course';

/** The setting that holds the print of the folder that is refused, as long as it is. */
export const REFUSED = 'programme_refused';

const thresholdsSchema: z.ZodType<Thresholds> = z.object({
  figure: z.number(),
  verbatim: z.number(),
  verbatimInvited: z.number(),
  group: z.number(),
});
const courseSchema = z.object({
  country: z.enum(['FR', 'CH']),
  zone: z.string(),
  thresholds: thresholdsSchema,
  waves: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      launchDate: z.string(),
      weeks: z.number(),
      departments: z.array(z.string()),
      resources: z.object({
        licences: z.number(),
        licenceMonthly: z.number(),
        currency: z.enum(['EUR', 'CHF']),
        trainingHours: z.number(),
      }),
    }),
  ),
});

/**
 * Writes down the programme that is in force from now on: the next one, after a change or a restart, follows it.
 * Nothing is refused any more.
 */
export async function keepCourse(tx: Tx, { organisation, thresholds, waves }: Programme): Promise<void> {
  const { country, zone } = organisation;
  await setSetting(tx, COURSE, JSON.stringify({ country, zone, thresholds, waves }));
  await setSetting(tx, REFUSED, null);
}

/** What the next programme may not change; null before there was one. */
export async function fixedAt(tx: Tx, now: Temporal.Instant): Promise<Fixed | null> {
  const kept = await getSetting(tx, COURSE);
  if (kept === null) return null;
  const { country, zone, thresholds, waves } = courseSchema.parse(JSON.parse(kept));
  const dateOf = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(zone).toPlainDate();
  const today = dateOf(now);
  const written = new Set(waves.map(({ id }) => id));
  const current = (await wavesInForce(tx, waves)).filter(
    (wave) => Temporal.PlainDate.compare(today, goneOn(wave)) < 0,
  );
  const begun = current.filter(({ launchDate }) => launchDate <= today.toString());
  const present = await listPeople(tx);
  const rounds = await listRounds(tx, {});
  const open = rounds.filter(({ status }) => status === 'open');
  const asked = new Set(rounds.map(({ wave }) => wave));
  const isAsking = open.length > 0 || current.some(({ id }) => asked.has(id));
  const lastDay = (closesAt: string) => dateOf(Temporal.Instant.from(closesAt)).toString();
  return {
    today: today.toString(),
    place: begun.length > 0 || open.length > 0 ? { country, zone } : null,
    thresholds,
    thresholdsMay: isAsking ? 'stay' : rounds.length > 0 ? 'rise' : 'change',
    begun: begun.map(({ id, name, launchDate }) => ({ id, name, launchDate, written: written.has(id) })),
    ahead: current
      .filter((wave) => !begun.includes(wave))
      .map(({ id, launchDate }) => {
        const days = open.filter(({ wave }) => wave === id).map(({ closes_at }) => lastDay(closes_at));
        return { id, launchDate, askedUntil: days.sort().at(-1) ?? null };
      }),
    // Those of the folder's files: what was launched in chat, of the library or written there, is no file of it.
    surveys: open
      .filter(({ kind, id }) => kind === 'survey' && id.startsWith('survey/'))
      .map(({ subject, closes_at }) => ({ id: subject, closesOn: lastDay(closes_at) })),
    people: {
      present: new Set(present.map(({ id }) => id)),
      led: present.some(({ roles }) => roles.includes('lead')),
    },
  };
}
