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

/** A function of a text worked out once for the same text. What it returns is shared: nobody changes it. */
export function oncePerText<Result>(
  compute: (text: string) => Result,
  most = 1000,
): (text: string) => Result {
  const known = new Map<string, { result: Result }>();
  return (text) => {
    const found = known.get(text);
    if (found) return found.result;
    const result = compute(text);
    if (known.size >= most) known.clear();
    known.set(text, { result });
    return result;
  };
}

/**
 * A function of two things that last (a calendar, a date) worked out once for the same two, as long as both are kept
 * by somebody else. What it returns is shared: nobody changes it.
 */
export function onceEach<A extends object, B extends object, Result>(
  compute: (a: A, b: B) => Result,
): (a: A, b: B) => Result {
  const known = new WeakMap<A, WeakMap<B, { result: Result }>>();
  return (a, b) => {
    const results = known.get(a) ?? new WeakMap<B, { result: Result }>();
    const found = results.get(b);
    if (found) return found.result;
    const result = compute(a, b);
    results.set(b, { result });
    known.set(a, results);
    return result;
  };
}

/** The same of one thing. */
export function onceOf<A extends object, Result>(compute: (a: A) => Result): (a: A) => Result {
  const known = new WeakMap<A, { result: Result }>();
  return (a) => {
    const found = known.get(a);
    if (found) return found.result;
    const result = compute(a);
    known.set(a, { result });
    return result;
  };
}

/** Makes something the first time it is asked for: what is slow to make, and a start has no need of. */
export function onFirstUse<Result extends object>(make: () => Result): () => Result {
  let made: Result | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
