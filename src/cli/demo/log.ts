import type { Log } from '../../log.ts';

/** Nothing should go wrong in a demo: what does is told on standard error, and counted. */
export function createErrorLog(): Log & { count(): number } {
  let errors = 0;
  const tell: Log['error'] = (message, fields = {}) => {
    errors++;
    console.error(message, JSON.stringify(fields));
  };
  return { info() {}, warn: tell, error: tell, count: () => errors };
}
