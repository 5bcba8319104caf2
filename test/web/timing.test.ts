import { expect, it } from 'vitest';
import type { Dispatch, Inbound, Reply } from '../../src/channels/channel.ts';
import { createLatency } from '../../src/web/latency.ts';
import { timed } from '../../src/web/timing.ts';

const tap: Inbound = {
  eventId: 'press',
  channel: 'slack',
  sender: {},
  address: null,
  place: null,
  kind: 'action',
  data: { v: 'survey.answer' },
};
/** Latencies are published by twenty. */
const PUBLISHED = 20;

it('times what is stored until it is stored, and what is answered at once until then; each once', async () => {
  const latency = createLatency();
  const { promise: drawn, resolve: draw } = Promise.withResolvers<Reply | null>();
  const later: Dispatch = (_event, stored) => {
    stored?.();
    return drawn;
  };
  const told: string[] = [];
  const replies = Array.from({ length: PUBLISHED }, () =>
    timed(later, 'slack', latency)(tap, () => void told.push('stored')),
  );
  expect(told).toHaveLength(PUBLISHED);
  const [known] = latency.read();
  expect(known?.buckets.at(-1)).toEqual(['+Inf', PUBLISHED]);
  draw(null);
  await Promise.all(replies);
  for (let count = 1; count < PUBLISHED; count++) await timed(async () => null, 'slack', latency)(tap);
  expect(latency.read()).toEqual([known]);
});
