import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { frenchDay } from '../../engine/dates.ts';
import type { Drawing, Drawn } from '../../engine/instrument.ts';
import { noticeData } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { findPerson, listPeople, type Person } from '../../store/person.ts';
import { listWaveActs, type WaveActRow } from '../../store/wave.ts';
import { waveNamed } from './named.ts';

/** Days during which a note to the leads is still worth reading. */
const DAYS = 7;

export async function leadsOf(turn: Turn): Promise<Person[]> {
  return (await listPeople(turn.tx)).filter(({ roles }) => roles.includes('lead'));
}

/** A card to every lead: it asks something of them, or tells what another one did. Outside the weekly cap. */
export async function tellLeads(
  turn: Turn,
  note: { campaign: string; template: string; params: Record<string, unknown>; except?: Person },
): Promise<void> {
  await turn.plan({
    campaign: note.campaign,
    template: note.template,
    params: note.params,
    to: (await leadsOf(turn)).filter(({ id }) => id !== note.except?.id),
    at: turn.now,
    until: turn.now.add({ hours: 24 * DAYS }),
    solicited: true,
    priority: 2,
  });
}

const actSchema = z.object({ wave: z.string(), number: z.number() });

/** What another lead did, told to the others: by name, as the confirmation said. */
export async function drawTold(turn: Turn, { params }: Drawing): Promise<Drawn> {
  const { wave, number } = actSchema.parse(params);
  const act = (await listWaveActs(turn.tx)).find((row) => row.wave === wave && row.number === number);
  const named = await waveNamed(turn, wave);
  if (!act || !named) return { skip: 'cancelled' };
  const lines = [await actLine(turn, act), text('wave.told.more')];
  return { card: 'notice', data: noticeData(text('wave.told.title', { wave: named.name }), lines) };
}

/** « Mise en pause par Prénom Nom, le mardi 12 janvier 2027. » */
export async function actLine(turn: Turn, { act, person_id, on_day }: WaveActRow): Promise<string> {
  const who = (await findPerson(turn.tx, person_id))?.name ?? text('wave.someone');
  return text(`wave.did.${act}`, { who, on: frenchDay(Temporal.PlainDate.from(on_day), true) });
}
