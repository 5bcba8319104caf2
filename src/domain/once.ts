import type { Calendar } from './calendar.ts';

/** Results remembered for one calendar. */
const MOST = 5000;

/**
 * A function of a calendar worked out once for the same arguments. At each tick a programme asks again for the same few
 * hundred dates, and dates with zones and holidays are slow. `keyOf` tells arguments apart.
 */
export function oncePerCalendar<Args extends readonly unknown[], Result>(
  keyOf: (...args: Args) => string,
  compute: (calendar: Calendar, ...args: Args) => Result,
): (calendar: Calendar, ...args: Args) => Result {
  const known = new WeakMap<Calendar, Map<string, { result: Result }>>();
  return (calendar, ...args) => {
    const results = known.get(calendar) ?? new Map<string, { result: Result }>();
    const key = keyOf(...args);
    const found = results.get(key);
    if (found) return found.result;
    const result = compute(calendar, ...args);
    if (results.size >= MOST) results.clear();
    known.set(calendar, results.set(key, { result }));
    return result;
  };
}
