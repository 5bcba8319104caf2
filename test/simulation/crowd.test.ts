import { expect, it } from 'vitest';
import type { Outgoing } from '../../src/channels/channel.ts';
import { TIME_BANDS } from '../../src/domain/checkin.ts';
import { type Colleague, createBehaviour } from '../../src/simulation/behaviour.ts';
import type { Deed } from '../../src/simulation/cast.ts';
import { createCrowd } from '../../src/simulation/crowd.ts';

const ana: Colleague = { id: 'ana', department: 'Finances', roles: ['agent', 'leadership'] };
const opensAt = Date.UTC(2026, 10, 16);
const launched = Date.UTC(2026, 11, 1, 9);

function crowd(people: Colleague[]) {
  return createCrowd({
    behaviour: createBehaviour(5, '2026-12-01'),
    people,
    seed: 5,
    launchDate: '2026-12-01',
    zone: 'Europe/Paris',
    opensAt,
    leadershipChannel: 'channel:direction',
  });
}

function message(id: string, ...actions: { v: string; [key: string]: unknown }[]): Outgoing {
  const body = actions.map((data) => ({ type: 'Action.Submit', data: { ...data, m: id } }));
  return {
    id,
    text: '',
    card: { type: 'AdaptiveCard', version: '1.5', body: [], actions: body },
    images: [],
  };
}

function everything(cast: ReturnType<typeof crowd>): Deed[] {
  const deeds: Deed[] = [];
  for (let at = cast.nextAt(); at !== null; at = cast.nextAt()) {
    const deed = cast.next(at);
    if (deed && 'act' in deed) deeds.push(deed);
  }
  return deeds;
}

it('answers a card, and then the card that takes its place', () => {
  const people = Array.from({ length: 200 }, (_, index) => ({ ...ana, id: `p${index}`, roles: [] }));
  const bands = TIME_BANDS.map((time) => ({ v: 'checkin.answer', time }));
  const cast = crowd(people);
  for (const { id } of people) cast.receive(id, message(`m ${id}`, ...bands), launched);
  const verbs = new Map<string, number>();
  for (let at = cast.nextAt(); at !== null; at = cast.nextAt()) {
    const deed = cast.next(at);
    if (!deed || !('act' in deed) || !('data' in deed.act)) continue;
    const { v, m } = deed.act.data;
    verbs.set(v, (verbs.get(v) ?? 0) + 1);
    expect(m).toBe(`m ${deed.person}`);
    if (v !== 'checkin.answer') continue;
    cast.see(deed, { mode: 'replace', message: message(`m ${deed.person}`, { v: 'checkin.details' }) }, at);
  }
  expect(verbs.get('checkin.answer')).toBeGreaterThan(10);
  expect(verbs.get('checkin.details')).toBeGreaterThan(2);
});

it('says who has no app before anything else, and refuses the messages of who blocked it', () => {
  const people = Array.from({ length: 1000 }, (_, index) => ({ ...ana, id: `p${index}`, roles: [] }));
  const cast = crowd(people);
  const first = cast.next(opensAt);
  expect(first).toMatchObject({ act: { app: expect.stringMatching(/removed|installed/) } });
  const late = Date.UTC(2027, 2, 1);
  const outcomes = people.map(({ id }) => cast.receive(id, message('m', { v: 'x' }), late));
  const blocked = outcomes.filter(({ outcome }) => outcome === 'gone');
  expect(blocked.length).toBeGreaterThan(0);
  expect(blocked.length).toBeLessThan(30);
  expect(new Set(blocked.map((one) => ('reason' in one ? one.reason : '')))).toEqual(new Set(['blocked']));
});

it('lets leaders decide in their channel', () => {
  const leaders = Array.from({ length: 20 }, (_, index) => ({ ...ana, id: `p${index}` }));
  const cast = crowd(leaders);
  const options = ['maintain', 'extend', 'pivot'].map((decision) => ({ v: 'digest.decide', decision }));
  cast.receive('channel:direction', message('d', ...options), Date.UTC(2027, 2, 1, 8));
  const decided = everything(cast).filter(({ place }) => place === 'channel:direction');
  expect(decided.length).toBeGreaterThan(5);
  expect(decided[0]?.act).toMatchObject({ data: { v: 'digest.decide', m: 'd' } });
});
