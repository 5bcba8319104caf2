import { setImmediate as breathe } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import type { Channel } from './channels/channel.ts';
import { createSandboxChannel } from './channels/sandbox/channel.ts';
import { seenInSlack } from './channels/slack/seen.ts';
import { seenInTeams } from './channels/teams/seen.ts';
import type { Config } from './config.ts';
import { atLocal } from './domain/calendar.ts';
import type { ChannelName } from './domain/person.ts';
import { crowdedWeeks } from './domain/survey-weeks.ts';
import { systemClock } from './engine/clock.ts';
import { createCounters } from './engine/counters.ts';
import { fixedAt } from './engine/course.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { requireSameSecret } from './engine/fingerprint.ts';
import { newId, secureRandom } from './engine/random.ts';
import { prepareCards } from './engine/render.ts';
import { instruments } from './instruments/index.ts';
import { createLog, errorName, type Log } from './log.ts';
import { programmeCalendar } from './programme/calendar.ts';
import { readProgramme } from './programme/load.ts';
import { watchProgramme } from './programme/watch.ts';
import { sandboxSecret } from './secret.ts';
import { openStore } from './store/store.ts';
import { mountAnswers } from './web/answer/routes.ts';
import { mountCalendar } from './web/calendar.ts';
import { mountDashboard } from './web/dashboard/routes.ts';
import { drain } from './web/drain.ts';
import { mountHealth } from './web/health.ts';
import { createLatency } from './web/latency.ts';
import { limitByAddress } from './web/limits.ts';
import { mountPages } from './web/pages.ts';
import { mountPersonalFile } from './web/personal-file.ts';
import { createTravelClock } from './web/sandbox/clock.ts';
import { keepMessage, replaceMessage } from './web/sandbox/messages.ts';
import { mountSandbox } from './web/sandbox/routes.ts';
import { closeServer, createServer, listen } from './web/server.ts';
import { timeAnswers, timed } from './web/timing.ts';

/** A running service. */
export type Service = {
  url: string;
  engine: Engine;
  /** Loads what a first answer needs and a start does not, and looks at the weeks to come. */
  prepare(): Promise<void>;
  /** Finishes what is under way, and resolves within ten seconds. */
  close(): Promise<void>;
};

/** The sandbox opens the day before the baseline does. */
const SANDBOX_START_DAYS = 15;
/** Milliseconds between two looks at a programme folder that somebody changes; the sandbox looks when one travels. */
const LOOKS_APART = 2000;

/** The only place where parts meet. Throws a StartupError, before listening, on anything that is not as it should be. */
export async function start(config: Config, log: Log = createLog(config.logLevel)): Promise<Service> {
  const watch = await watchProgramme(config.programme, config.sandbox ? 0 : LOOKS_APART);
  const { programme, follow } = await readProgramme(config.programme);
  const calendar = programmeCalendar(programme);
  const store = openStore(config.database);
  const secret = config.secret ?? sandboxSecret(config.database);
  const [first] = programme.waves;
  const launch = first ? Temporal.PlainDate.from(first.launchDate) : Temporal.Now.plainDateISO(calendar.zone);
  const opening = atLocal(calendar, launch.subtract({ days: SANDBOX_START_DAYS }), programme.hours.start);
  await requireSameSecret(store, secret);
  const travelClock = config.sandbox ? await createTravelClock(store, opening) : null;
  const channels = new Map<ChannelName, Channel>();
  const counters = createCounters();
  const latency = createLatency();
  let publicUrl = config.publicUrl?.replace(/\/+$/, '') ?? null;
  const engine = createEngine({
    store,
    programme,
    calendar,
    secret,
    clock: travelClock ?? systemClock,
    random: secureRandom,
    instruments,
    channels,
    counters,
    log,
    publicUrl: () => publicUrl,
    renderings: new Map([
      ['teams', seenInTeams],
      ['slack', seenInSlack],
    ]),
    look: watch.look,
  });
  // What it may not change any more is in the database: told with its line, as any other mistake.
  const fixed = await engine.inTurn((turn) => fixedAt(turn.tx, turn.now));
  if (fixed) follow(fixed);
  const server = createServer(log, {
    https: publicUrl?.startsWith('https:') ?? false,
    onlyHere: config.sandbox,
  });
  if (!config.sandbox) limitByAddress(server, config.proxies);
  timeAnswers(server, latency);
  mountHealth(server, { engine, store, counters, latency });
  mountPages(server, engine.programme, config.sandbox);
  if (config.publicUrl !== null || config.sandbox) {
    mountCalendar(server, engine);
    mountAnswers(server, { engine, log });
    mountPersonalFile(server, engine, instruments);
    mountDashboard(server, engine);
  }
  if (config.teams) {
    const { createTeamsChannel } = await import('./channels/teams/channel.ts');
    const teams = await createTeamsChannel(config.teams, engine.dispatch, log, () =>
      counters.limited('teams'),
    );
    teams.mount(server);
    channels.set('teams', teams);
  }
  let startSlack = async () => {};
  if (config.slack) {
    // By Socket Mode nothing comes to the server, which times the rest.
    const dispatch = config.slack.appToken ? timed(engine.dispatch, 'slack', latency) : engine.dispatch;
    const { createSlackChannel } = await import('./channels/slack/channel.ts');
    const slack = await createSlackChannel(config.slack, dispatch, log, () => counters.limited('slack'));
    slack.mount(server);
    channels.set('slack', slack);
    startSlack = () => slack.start();
  }
  if (travelClock) {
    const keep = (recipient: string, message: Parameters<typeof keepMessage>[2] & { id: string | null }) =>
      keepMessage(engine, recipient, message, message.id ?? newId(secureRandom), 'bot');
    channels.set(
      'sandbox',
      createSandboxChannel({ keep, replace: (id, message) => replaceMessage(engine, id, message) }),
    );
    mountSandbox(server, { engine, store, clock: travelClock, log });
  }
  await engine.importPeople();
  const port = await listen(server, config.port, config.host);
  const connected = startSlack().catch((error) =>
    log.error('slack not reached', { error: errorName(error) }),
  );
  if (!travelClock) engine.start();
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const url = `http://${host}:${port}`;
  if (config.sandbox) publicUrl ??= url;
  log.info('listening', { host: config.host, port });
  return {
    url,
    engine,
    async prepare() {
      const crowded = crowdedWeeks(calendar, programme.waves, programme.surveys).length;
      if (crowded > 0)
        log.warn('surveys open in the same week', { code: 'surveys_same_week', count: crowded });
      await breathe();
      prepareCards();
    },
    async close() {
      // All at once: none of them may use up the time of the others.
      const closing = connected.then(() =>
        Promise.all([...channels.values()].map((channel) => channel.close())),
      );
      // Until then whoever comes is told to come back, rather than cut off.
      await Promise.all([drain(server), engine.stop(), closing]);
      await closeServer(server);
      await store.close();
    },
  };
}
