import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { createRests } from '../../src/engine/rests.ts';

const at = (time: string) => Temporal.Instant.from(`2026-12-03T${time}Z`);
const stamp = (time: string) => `2026-12-03T${time}Z`;

it('a rest that was asked for ends by itself, and when the clock is set back to before it began', () => {
  const rests = createRests();
  rests.take('teams', { from: stamp('10:00:00'), until: stamp('10:00:30') });
  expect(rests.of('teams', stamp('10:00:29'))?.because).toBe('rate_limited');
  expect(rests.of('slack', stamp('10:00:29'))).toBeNull();
  expect(rests.of('teams', stamp('10:00:30'))).toBeNull();
  expect(rests.of('teams', stamp('07:00:00'))).toBeNull();
});

it('a platform that refuses credentials is asked again at once when the clock is set back', () => {
  const rests = createRests();
  expect(rests.halt('slack', at('10:00:00'))).toBe(stamp('10:00:30'));
  expect(rests.of('slack', stamp('07:00:00'))).toBeNull();
  rests.probe('slack', at('07:00:00'));
  expect(rests.of('slack', stamp('07:00:01'))?.because).toBe('credentials');
  expect(rests.halt('slack', at('07:00:02'))).toBe(stamp('07:01:02'));
  rests.resume('slack');
  expect(rests.of('slack', stamp('07:00:10'))).toBeNull();
});
