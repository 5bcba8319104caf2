import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { DeliveryReason } from '../../channels/channel.ts';
import { atLocal, onOrAfterWorkingDay } from '../../domain/calendar.ts';
import { normalise } from '../../domain/command.ts';
import type { WaveDefinition } from '../../domain/wave.ts';
import { frenchDay } from '../../engine/dates.ts';
import type { Drawing, Drawn, Occurrence, ReplyMessage } from '../../engine/instrument.ts';
import { notice, noticeData } from '../../engine/notice.ts';
import { peopleOfWave, routesOf } from '../../engine/reach.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPeople, type Person } from '../../store/person.ts';
import { tellLeads } from './leads.ts';
import { findWave } from './named.ts';

/** Names a card holds for each reason; a service can be asked for alone. */
const NAMES = 25;
/** Days before a launch at which the leads are told who cannot be reached: time to install what is missing. */
const AHEAD_DAYS = 7;

/**
 * Why somebody cannot be reached, where a lead can do something about it. A pause or a blocked bot is the person's
 * own choice: it is counted, and nobody is named.
 */
const MENDABLE = ['not_installed', 'disabled_by_admin', 'no_channel'] as const;
const CHOSEN = ['blocked', 'paused'] as const;

/** `vague personnes [service]`: who cannot be reached, why, and what to do. For leads, in private. */
export async function showUnreachable(turn: Turn, words: string): Promise<ReplyMessage> {
  const everybody = await listPeople(turn.tx);
  const people =
    words === '' ? everybody : everybody.filter(({ department }) => normalise(department).startsWith(words));
  if (people.length === 0)
    return notice(text('wave.unreachable.title'), [text('wave.unreachable.no_service')]);
  const byReason = await reasonsOf(turn, people);
  const lines = [
    text('wave.unreachable.count', { people: people.length, missing: sizeOf(byReason) }),
    ...MENDABLE.flatMap((reason) => {
      const found = byReason.get(reason) ?? [];
      return found.length > 0
        ? [text(`wave.unreachable.${reason}`, { count: found.length }), namesOf(found)]
        : [];
    }),
    ...chosenLines(byReason),
  ];
  return notice(text('wave.unreachable.title'), lines);
}

/** Once, a week before J0; nothing when everybody can be reached. */
export function reachNote(turn: Turn, wave: WaveDefinition): Occurrence[] {
  const launch = Temporal.PlainDate.from(wave.launchDate);
  const date = onOrAfterWorkingDay(turn.calendar, launch.subtract({ days: AHEAD_DAYS }));
  return [
    {
      key: `unreachable/${wave.id}`,
      at: atLocal(turn.calendar, date, turn.calendar.hours.start),
      until: atLocal(turn.calendar, launch, '00:00'),
      run: async (inner) => {
        if (sizeOf(await reasonsOf(inner, await peopleOfWave(inner, wave))) === 0) return;
        const params = { wave: wave.id };
        await tellLeads(inner, { campaign: `wave/${wave.id}/unreachable`, template: 'wave-reach', params });
      },
    },
  ];
}

const reachSchema = z.object({ wave: z.string() });

/** Counts and remedies only: who, the lead asks for. */
export async function drawReach(turn: Turn, { params, shown }: Drawing): Promise<Drawn> {
  const wave = findWave(turn, reachSchema.parse(params).wave);
  if (!wave) return { skip: 'cancelled' };
  const people = await peopleOfWave(turn, wave);
  const byReason = await reasonsOf(turn, people);
  if (!shown && sizeOf(byReason) === 0) return { skip: 'cancelled' };
  const on = frenchDay(Temporal.PlainDate.from(wave.launchDate), true);
  const lines = [
    text('wave.reach.launch', { wave: wave.name, on }),
    ...MENDABLE.flatMap((reason) => {
      const count = byReason.get(reason)?.length ?? 0;
      return count > 0 ? [text(`wave.unreachable.${reason}`, { count })] : [];
    }),
    ...chosenLines(byReason),
  ];
  const missing = sizeOf(byReason);
  const actions = [{ title: text('wave.reach.names'), data: { v: 'wave.people' } }];
  return { card: 'notice', data: noticeData(text('wave.reach.title', { missing }), lines, actions) };
}

function chosenLines(byReason: ReadonlyMap<DeliveryReason, Person[]>): string[] {
  return CHOSEN.flatMap((reason) => {
    const count = byReason.get(reason)?.length ?? 0;
    return count > 0 ? [text(`wave.unreachable.${reason}`, { count })] : [];
  });
}

async function reasonsOf(turn: Turn, people: Person[]): Promise<Map<DeliveryReason, Person[]>> {
  const routes = await routesOf(turn, people);
  const byReason = new Map<DeliveryReason, Person[]>();
  for (const person of people) {
    const route = routes.get(person.id);
    if (route && 'reason' in route)
      byReason.set(route.reason, [...(byReason.get(route.reason) ?? []), person]);
  }
  return byReason;
}

/** How many cannot be reached; somebody in a pause will be. */
function sizeOf(byReason: ReadonlyMap<DeliveryReason, Person[]>): number {
  return [...byReason].reduce((sum, [reason, people]) => sum + (reason === 'paused' ? 0 : people.length), 0);
}

function namesOf(people: readonly Person[]): string {
  const names = people
    .map(({ name, department }) => text('wave.unreachable.person', { name, department }))
    .sort((a, b) => a.localeCompare(b, 'fr'));
  const rest = names.length - NAMES;
  const more = rest > 0 ? text('wave.unreachable.more', { count: rest }) : '';
  return [names.slice(0, NAMES).join(', '), more].filter((part) => part !== '').join(' ');
}
