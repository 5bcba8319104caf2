/** From dark to light in one hue: the order survives grey printing and every kind of colour blindness. */
const ANCHORS = [
  [20, 56, 79],
  [74, 138, 173],
  [214, 231, 240],
] as const;

/** `count` shades, dark to light; a few need not go as far as the palest. */
export function shades(count: number): string[] {
  const palest = count < 4 ? 0.55 + 0.1 * count : 1;
  return Array.from({ length: count }, (_, index) => shade((palest * index) / Math.max(1, count - 1)));
}

function shade(at: number): string {
  const half = at < 0.5 ? 0 : 1;
  const [from, to] = half === 0 ? [ANCHORS[0], ANCHORS[1]] : [ANCHORS[1], ANCHORS[2]];
  const rest = at * 2 - half;
  const mix = (a: number, b: number) => Math.round(a + (b - a) * rest);
  return `#${[mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])].map(hex).join('')}`;
}

function hex(value: number): string {
  return value.toString(16).padStart(2, '0');
}

/** Lines on white need contrast all along, so they differ by hue, lightness, dash and point. */
export const LINE_STYLES = [
  { colour: '#14384f', dash: [1, 0], shape: 'circle' },
  { colour: '#b4560f', dash: [10, 5], shape: 'square' },
  { colour: '#3a8fb7', dash: [3, 4], shape: 'triangle-up' },
  { colour: '#5d6670', dash: [14, 4, 3, 4], shape: 'diamond' },
  { colour: '#7a3b69', dash: [6, 3], shape: 'cross' },
] as const;

/** Ink or white, whichever reads better on a shade. */
export function inkOn(colour: string): string {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const linear = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  const [r = 0, g = 0, b = 0] = linear;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.22 ? '#1b2733' : '#ffffff';
}
