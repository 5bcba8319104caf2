/** A straight scale from figures to pixels, told to Vega-Lite and used to place words at the same spot. */
export type Scale = { domain: [number, number]; range: [number, number]; at(value: number): number };

export function scale(domain: [number, number], range: [number, number]): Scale {
  const [low, high] = domain;
  const [from, to] = range;
  return { domain, range, at: (value) => from + ((value - low) / (high - low)) * (to - from) };
}

/** From zero (or the lowest figure below it) to the highest; percentages always show their whole hundred. */
export function domain(
  values: readonly number[],
  unit: string | null,
  max: number | null = null,
): [number, number] {
  const high = Math.max(0, max ?? 0, unit === '%' ? 100 : 0, ...values);
  const low = Math.min(0, ...values);
  return high === low ? [0, 1] : [low, high];
}

/** Round steps for a grid, at most `most` of them: 1, 2 or 5 times a power of ten. */
export function ticks([low, high]: [number, number], most: number): number[] {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((candidate) => candidate >= rough) ?? rough;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}
