/** A line about where a long row is; only where somebody waits for it. */
export function progress(text: string): void {
  if (process.env.BENCH_PROGRESS) console.log(`    ${new Date().toISOString().slice(11, 19)} ${text}`);
}
