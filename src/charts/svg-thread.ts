import { parentPort } from 'node:worker_threads';
import { chartSvg } from './svg.ts';
import type { Drawn, ToDraw } from './svg-aside.ts';

parentPort?.on('message', async ({ id, chart, width }: ToDraw) => {
  const answer: Drawn = await chartSvg(chart, width).then(
    (svg) => ({ id, svg }),
    (error: unknown) => ({ id, failed: String(error) }),
  );
  parentPort?.postMessage(answer);
});
