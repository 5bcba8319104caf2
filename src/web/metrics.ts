import type { Count, Counters } from '../engine/counters.ts';
import type { Queue } from '../store/queue.ts';
import type { Latency } from './latency.ts';

/** What the database tells; null when it does not answer. */
export type Stored = {
  messages: { status: string; count: number }[];
  queues: Queue[];
  /** Age of the oldest message that is due, in seconds. */
  oldestDue: number;
} | null;

export type Measured = {
  stored: Stored;
  /** Whether what is written stays. */
  stores: boolean;
  counters: Counters;
  latency: Latency;
  /** Delays of the event loop since the last reading, in nanoseconds. */
  loop: { percentile(percent: number): number; max: number };
  size: { main: number; wal: number };
  /** Epoch ms of the last pass of the schedule; null where it does not run by itself. */
  ticked: number | null;
};

/** Sizes are told by so many bytes: page by page, the log would count the answers as they come. */
const STEP = 2 ** 20;

/**
 * The text of `/metrics`: Prometheus' exposition format, 0.0.4. Numbers of the service and of its messages, and nothing
 * that tells who, or how few, took part: no reminder is counted, durations come by twenties, sizes by mebibytes.
 */
export function metricsText(measured: Measured): string {
  const { stored, stores, counters, latency, loop, size, ticked } = measured;
  const seconds = (nanoseconds: number) => (Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0);
  const rounded = (bytes: number) => Math.ceil(bytes / STEP) * STEP;
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  return [
    gauge('percolateur_database_up', 'Whether the database answers.', [{ value: stored ? 1 : 0 }]),
    gauge('percolateur_database_stores', 'Whether what is written stays: 0 on a full disk.', [
      { value: stores ? 1 : 0 },
    ]),
    gauge(
      'percolateur_messages',
      'Messages of the outbox by outcome, reminders left out.',
      (stored?.messages ?? []).map(({ status, count }) => ({ labels: { status }, value: count })),
    ),
    gauge(
      'percolateur_queue_messages',
      'Messages that wait to be sent, reminders left out.',
      (stored?.queues ?? []).map(({ channel, status, count }) => ({
        labels: { channel, status },
        value: count,
      })),
    ),
    gauge(
      'percolateur_oldest_due_seconds',
      'Age of the oldest message that is due and not sent.',
      stored ? [{ value: stored.oldestDue }] : [],
    ),
    counter(
      'percolateur_sends_total',
      'Attempts to send by outcome, reminders left out.',
      [...counters.sends].flatMap(([channel, outcomes]) =>
        [...outcomes].map(([outcome, value]) => ({ labels: { channel, outcome }, value })),
      ),
    ),
    counter('percolateur_rate_limited_total', 'Answers 429 of a platform.', byChannel(counters.rateLimited)),
    counter(
      'percolateur_doubtful_sends_total',
      'Sends that may have arrived without our knowing.',
      byChannel(counters.doubtful),
    ),
    counter('percolateur_doubtful_found_total', 'Of these, found where sent.', byChannel(counters.found)),
    counter('percolateur_doubtful_repeated_total', 'Of these, sent again.', byChannel(counters.repeated)),
    gauge(
      'percolateur_credentials_refused',
      'A platform refuses our credentials: nothing leaves there.',
      [...counters.halted].map((channel) => ({ labels: { channel }, value: 1 })),
    ),
    histogram(latency),
    gauge(
      'percolateur_schedule_last_tick_timestamp_seconds',
      'When the schedule last came to its end; absent in the sandbox.',
      ticked === null ? [] : [{ value: ticked / 1000 }],
    ),
    gauge(
      'percolateur_event_loop_lag_seconds',
      'Delay of the event loop since the last reading.',
      [
        ['0.5', loop.percentile(50)] as const,
        ['0.99', loop.percentile(99)] as const,
        ['1', loop.max] as const,
      ].map(([quantile, value]) => ({ labels: { quantile }, value: seconds(value) })),
    ),
    gauge('percolateur_database_bytes', 'Size of the database, by mebibytes.', [
      { labels: { file: 'main' }, value: rounded(size.main) },
      { labels: { file: 'wal' }, value: rounded(size.wal) },
    ]),
    gauge('process_resident_memory_bytes', 'Resident memory.', [{ value: memory.rss }]),
    gauge('nodejs_heap_used_bytes', 'Heap in use.', [{ value: memory.heapUsed }]),
    counter('process_cpu_seconds_total', 'Processor time.', [{ value: (cpu.user + cpu.system) / 1e6 }]),
    gauge('process_start_time_seconds', 'When the process started.', [
      { value: Math.round(Date.now() / 1000 - process.uptime()) },
    ]),
  ].join('');
}

type Sample = { labels?: Record<string, string>; value: number };

function byChannel(counts: Count<string>): Sample[] {
  return [...counts].map(([channel, value]) => ({ labels: { channel }, value }));
}

function gauge(name: string, help: string, samples: Sample[]): string {
  return family(
    name,
    'gauge',
    help,
    samples.map((sample) => line(name, sample)),
  );
}

function counter(name: string, help: string, samples: Sample[]): string {
  return family(
    name,
    'counter',
    help,
    samples.map((sample) => line(name, sample)),
  );
}

function histogram(latency: Latency): string {
  const name = 'percolateur_answer_seconds';
  const lines = latency
    .read()
    .flatMap(({ channel, buckets, sum }) => [
      ...buckets.map(([le, value]) => line(`${name}_bucket`, { labels: { channel, le }, value })),
      line(`${name}_sum`, { labels: { channel }, value: sum }),
      line(`${name}_count`, { labels: { channel }, value: buckets.at(-1)?.[1] ?? 0 }),
    ]);
  return family(name, 'histogram', 'From a tap or a word to its acknowledgement, told by twenties.', lines);
}

function family(name: string, type: string, help: string, lines: string[]): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

/** Labels are ours: names of platforms, codes. */
function line(name: string, { labels = {}, value }: Sample): string {
  const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}\n`;
}
