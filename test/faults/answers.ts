import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Accepted } from '../platforms/limited/ledger.ts';
import type { House } from './house.ts';
import { storedAnswers } from './sealed.ts';
import { CHOICES, post, QUESTION, tapOf } from './taps.ts';

/** What one person did: every choice tapped, and how many of the taps were said to be taken (HTTP 200). */
export type History = { taps: string[]; lastTaken: number | null };

/** Somebody answers, and changes their mind; what was not taken is tapped again, and some taps come twice. */
export async function answer(house: House, card: Accepted, random: () => number): Promise<History> {
  const history: History = { taps: [], lastTaken: null };
  const changes = 1 + Math.floor(random() * 2);
  for (let wanted = 0; wanted < changes; wanted++) {
    const choice = CHOICES[Math.floor(random() * CHOICES.length)] ?? '';
    for (let tries = 0; tries < 40; tries++) {
      const number = history.taps.push(choice) - 1;
      const id = `17${String(number).padStart(8, '0')}.${card.id.replace(/\D/g, '').slice(-6).padStart(6, '0')}`;
      const tap = tapOf(house, card, choice, id);
      const status = await post(tap);
      // The platform's own repetition of a request whose answer it did not like.
      if (random() < 0.2)
        await post(tap, { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' });
      if (status === 200) {
        history.lastTaken = number;
        break;
      }
      await sleep(200 + random() * 800);
    }
  }
  return history;
}

/** What must hold of answers: each that was acknowledged is stored, once, and nobody answered in somebody's place. */
export function judge(house: House, histories: ReadonlyMap<string, History>) {
  const { stored, strays } = storedAnswers(house, QUESTION);
  const taken = [...histories].filter(([, { lastTaken }]) => lastTaken !== null);
  const lost = taken.filter(
    ([id, { taps, lastTaken }]) => !taps.slice(lastTaken ?? 0).includes(stored.get(id) ?? ''),
  );
  expect(lost, 'acknowledged, and not stored').toEqual([]);
  expect(strays, 'answers of nobody').toBe(0);
  const silent = [...stored.keys()].filter((id) => !histories.has(id));
  expect(silent, 'answers of people who were silent').toEqual([]);
  return { stored, taken, lost };
}
