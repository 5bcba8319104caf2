/** Code units of a phrase that are looked at first; a shorter phrase is looked for by itself. */
const START = 4;
const KINDS = 0x10000;

/**
 * Whether a text holds one of thousands of phrases, in one reading of it: a large commune has as many names as people,
 * and a million texts to look for them in.
 */
export function phraseFinder(phrases: readonly string[]): (text: string) => boolean {
  const short = phrases.filter(({ length }) => length > 0 && length < START);
  const long = Map.groupBy(
    phrases.filter(({ length }) => length >= START),
    (phrase) => startAt(phrase, 0),
  );
  const starts = new Uint8Array(KINDS);
  for (const start of long.keys()) starts[start] = 1;
  return (text) => {
    if (short.some((phrase) => text.includes(phrase))) return true;
    if (long.size === 0) return false;
    for (let place = 0; place <= text.length - START; place++) {
      const start = startAt(text, place);
      if (starts[start] === 0) continue;
      if (long.get(start)?.some((phrase) => text.startsWith(phrase, place))) return true;
    }
    return false;
  };
}

/** The same number for the same first code units. */
function startAt(text: string, place: number): number {
  return (
    ((text.charCodeAt(place) * 31 + text.charCodeAt(place + 1)) * 37 +
      text.charCodeAt(place + 2) * 101 +
      text.charCodeAt(place + 3) * 8191) &
    (KINDS - 1)
  );
}
