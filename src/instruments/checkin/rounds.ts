import { Temporal } from 'temporal-polyfill';
import { blockOfWeek, WEEKS_PER_BLOCK, weekClosesAt } from '../../domain/wave.ts';
import type { Week } from '../../engine/instrument.ts';
import { reachable } from '../../engine/reach.ts';
import { joinRound, labelled, openRound } from '../../engine/rounds.ts';
import type { Turn } from '../../engine/turn.ts';
import { findRound, roundPeople } from '../../store/round.ts';

export function roundId(wave: string, week: number): string {
  return `checkin/${wave}/${week}`;
}

export function blockId(wave: string, block: number): string {
  return `block/${wave}/${block}`;
}

/**
 * Opens the week's round, and its block with the first of its weeks, for those who can be reached. Under a group
 * of people nothing is asked: what cannot be protected is not collected.
 */
export async function openCheckin(turn: Turn, { wave, number, people }: Week): Promise<void> {
  const invited = await reachable(turn, people);
  if (invited.length < turn.programme.thresholds.group) return;
  const launch = Temporal.PlainDate.from(wave.launchDate);
  const block = blockOfWeek(number);
  const lastWeek = Math.min(block * WEEKS_PER_BLOCK, wave.weeks);
  const common = {
    subject: 'checkin',
    wave: wave.id,
    questions: [],
    launchedBy: null,
    audience: wave.departments,
  };
  const parent = blockId(wave.id, block);
  if (await findRound(turn.tx, parent)) await joinRound(turn, parent, invited);
  else {
    const closesAt = weekClosesAt(turn.calendar, launch, lastWeek);
    const round = { ...common, id: parent, kind: 'block' as const, number: block, parent: null, closesAt };
    await openRound(turn, round, labelled(turn, invited));
  }
  const labels = new Map((await roundPeople(turn.tx, parent)).map((row) => [row.personId, row.label]));
  const closesAt = weekClosesAt(turn.calendar, launch, number);
  await openRound(
    turn,
    { ...common, id: roundId(wave.id, number), kind: 'checkin', number, parent, closesAt },
    invited.map((person) => ({ personId: person.id, label: labels.get(person.id) ?? null })),
  );
}
