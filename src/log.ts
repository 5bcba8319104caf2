import { pino } from 'pino';

/**
 * What a log line may hold. Nothing else gets through: no name, no answer, no token, no body.
 * `code` is a machine code of ours, `error` the class name of an exception, never its message.
 */
export type LogFields = Partial<{
  code: string;
  error: string;
  channel: string;
  campaign: string;
  verb: string;
  status: number;
  count: number;
  milliseconds: number;
  port: number;
  host: string;
  version: string;
  signal: string;
  /** Times the same line came again, untold, in the minute before. */
  repeats: number;
}>;

export type Log = {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
};

/** Every key a line of ours can have, beside those of the logger. */
export const LOG_KEYS: ReadonlySet<string> = new Set([
  'code',
  'error',
  'channel',
  'campaign',
  'verb',
  'status',
  'count',
  'milliseconds',
  'port',
  'host',
  'version',
  'signal',
  'repeats',
]);

/** How long a warning that comes again is only counted, in milliseconds. */
const QUIET = 60_000;
/** Different warnings that are counted at once; others are told each time. */
const MOST = 200;

/**
 * One JSON line an event on standard output; `silent` switches it off. A warning or an error that comes again within a
 * minute is counted instead, and told with that count at its end: a full disk, or somebody who hammers at the door,
 * says it once and not a thousand times.
 */
export function createLog(level: string): Log {
  const out = pino({ level, base: null });
  const counts = new Map<string, number>();
  const write = (kind: 'info' | 'warn' | 'error', message: string, fields: LogFields) =>
    out[kind](Object.fromEntries(Object.entries(fields).filter(([key]) => LOG_KEYS.has(key))), message);
  const calmly =
    (kind: 'warn' | 'error') =>
    (message: string, fields: LogFields = {}) => {
      const line = JSON.stringify([kind, message, fields]);
      const known = counts.get(line);
      if (known !== undefined) return void counts.set(line, known + 1);
      write(kind, message, fields);
      if (counts.size >= MOST) return;
      counts.set(line, 0);
      const tell = () => {
        const repeats = counts.get(line) ?? 0;
        counts.delete(line);
        if (repeats > 0) write(kind, message, { ...fields, repeats });
      };
      setTimeout(tell, QUIET).unref();
    };
  return {
    info: (message, fields = {}) => write('info', message, fields),
    warn: calmly('warn'),
    error: calmly('error'),
  };
}

/**
 * The name of whatever was thrown, or the code SQLite or the system gives it: which disk is full, or who refused. Its
 * message may hold what somebody typed, so it stays out.
 */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return /^(SQLITE_|E)[A-Z0-9_]{2,40}$/.test(code) ? code : error.name;
}
