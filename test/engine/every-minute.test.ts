import { expect, it, onTestFinished, vi } from 'vitest';
import { everyMinute } from '../../src/engine/schedule.ts';

it('a pass that takes minutes says nothing beside the log', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const said = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(() => {}),
  );
  onTestFinished(() => void vi.restoreAllMocks());
  const { promise: pass, resolve: end } = Promise.withResolvers<void>();
  let passes = 0;
  const wakeup = everyMinute(() => {
    passes += 1;
    return pass;
  });
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  end();
  await wakeup.stop();
  expect(passes).toBe(1);
  expect(said.flatMap((spy) => spy.mock.calls)).toEqual([]);
});
