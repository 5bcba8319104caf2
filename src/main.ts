import { setTimeout as wait } from 'node:timers/promises';
import { configFromProcess } from './config.ts';
import { StartupError } from './domain/errors.ts';
import { createLog, errorName, type Log } from './log.ts';
import { start } from './service.ts';

/** Milliseconds after which a stop that hangs (a locked database, say) ends anyway. */
const LAST_MOMENT = 9500;
/** Milliseconds after the start at which whoever waited for it has been answered. */
const SOON = 1000;

/** The service as a process: its settings, its signals, and how it ends. */
async function main(): Promise<void> {
  try {
    const config = configFromProcess();
    const log = createLog(config.logLevel);
    sayNoMore(log);
    const starting = start(config, log);
    let stopping = false;
    const stop = (signal: string) => {
      if (stopping) return;
      stopping = true;
      log.info('stopping', { signal });
      setTimeout(() => process.exit(1), LAST_MOMENT).unref();
      starting
        .then((service) => service.close())
        .then(
          () => process.exit(0),
          () => process.exit(1),
        );
    };
    // Kept until the end: told a second time (npm passes on what the whole group got), Node would die in the middle.
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    const service = await starting;
    if (config.sandbox) console.error(`Percolateur est prêt : ouvrez ${service.url}/`);
    await wait(SOON);
    if (stopping) return;
    await service.prepare().catch((error) => log.error('not prepared', { error: errorName(error) }));
  } catch (error) {
    const lines =
      error instanceof StartupError ? error.problems : [`Percolateur ne démarre pas (${errorName(error)}).`];
    for (const line of lines) console.error(line);
    process.exitCode = 2;
    process.exit();
  }
}

/** What nobody caught: Node would print its message and its stack, and they may hold what somebody typed. */
function sayNoMore(log: Log): void {
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', { error: errorName(error) }));
  process.on('uncaughtException', (error) => {
    log.error('unexpected end', { error: errorName(error) });
    process.exit(1);
  });
}

await main();
