import { MOST_WEEKS, PROLONGED_BY, type WaveCourse, type WaveDefinition } from '../domain/wave.ts';
import { cancelPlanned, planAgain } from '../store/outbox.ts';
import type { Tx } from '../store/store.ts';
import { listPrepared, listWaveActs, type WaveActRow } from '../store/wave.ts';
import { listWaitingCampaigns } from '../store/wave-people.ts';
import { stamp } from './clock.ts';
import type { Turn } from './turn.ts';

/**
 * The waves in force: those of the programme file, then those confirmed in chat by date, each with its pauses, its
 * added weeks and its end. A wave that has ended stays here: its rounds are still open, its cards are still redrawn, the season of Cafés
 * still follows it. An id written in the file as well is the file's: so a lead moves a wave there.
 */
export async function wavesInForce(tx: Tx, written: readonly WaveDefinition[]): Promise<WaveDefinition[]> {
  const acts = Map.groupBy(await listWaveActs(tx), ({ wave }) => wave);
  const ids = new Set(written.map(({ id }) => id));
  const confirmed = (await listPrepared(tx, 'confirmed'))
    .filter(({ id }) => !ids.has(id))
    .map(({ id, name, launchDate, departments, weeks, resources }) => ({
      id,
      name,
      launchDate,
      departments,
      weeks,
      resources,
    }));
  return [...written, ...confirmed].map((wave) => {
    const own = acts.get(wave.id);
    if (!own) return wave;
    return { ...wave, weeks: weeksOf(wave, own), course: { ...courseOf(own), writtenWeeks: wave.weeks } };
  });
}

/** Its weeks as written, and those added since. */
export function weeksOf({ weeks }: WaveDefinition, acts: readonly Pick<WaveActRow, 'act'>[]): number {
  const added = PROLONGED_BY * acts.filter(({ act }) => act === 'prolong').length;
  return added > 0 ? Math.max(weeks, Math.min(weeks + added, MOST_WEEKS)) : weeks;
}

/** Pauses and end, from what was done, in order. */
export function courseOf(acts: readonly Pick<WaveActRow, 'act' | 'on_day'>[]): WaveCourse {
  const pauses: WaveCourse['pauses'] = [];
  let endedOn: string | null = null;
  for (const { act, on_day } of acts) {
    const last = pauses.at(-1);
    if (act === 'pause') pauses.push({ from: on_day, until: null });
    if ((act === 'resume' || act === 'end') && last?.until === null) last.until = on_day;
    if (act === 'end') endedOn = on_day;
  }
  return { pauses, endedOn };
}

/** Campaigns named otherwise than `what/wave/…`, and those that a pause or an end does not stop. */
const KEPT: ReadonlySet<string> = new Set(['cafe', 'help', 'stranger', 'sondage', 'digest', 'wave']);

/** Calls off what of a wave still waits to leave, whatever its instrument; of its reminders only the count is kept. */
export async function callOff(tx: Tx, wave: string, reason: 'wave_paused' | 'wave_ended'): Promise<void> {
  for (const campaign of await listWaitingCampaigns(tx)) {
    const [kind = '', of] = campaign.split('/');
    if (of === wave && !KEPT.has(kind)) await cancelPlanned(tx, campaign, reason);
  }
}

/** What is owed to the people of a wave: the agents' version of a review, and what the leadership answered them. */
const OWED = ['followup', 'answers'];
/** Days it stays of use, once the wave goes on: much leaves at once then, and the weekly cap makes it wait. */
const OWED_DAYS = 21;

/** What was owed and had not left when a pause called it off leaves after it: nobody else would send it again. */
export async function sendAgain({ tx, now }: Turn, wave: string): Promise<void> {
  const times = { due: stamp(now), expires: stamp(now.add({ hours: 24 * OWED_DAYS })) };
  for (const kind of OWED) await planAgain(tx, `${kind}/${wave}`, 'wave_paused', times);
}
