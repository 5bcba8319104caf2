/** Seconds of rest that a platform is believed to want, at most. */
const MOST = 3600;

/** A figure without sense must not silence a platform for a year: after the longest wait it is asked again. */
export function believable(seconds: number): number {
  return Math.min(MOST, Math.max(0, seconds));
}
