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
]);

/** One JSON line an event on standard output; `silent` switches it off. */
export function createLog(level: string): Log {
  const out = pino({ level, base: null });
  const write =
    (kind: 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}) =>
      out[kind](Object.fromEntries(Object.entries(fields).filter(([key]) => LOG_KEYS.has(key))), message);
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

/** The name of whatever was thrown: its message may hold what somebody typed, so it stays out. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
