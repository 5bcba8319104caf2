import words from '../../locales/demo.fr.json' with { type: 'json' };
import { sentence } from '../say.ts';
import type { Span } from './span.ts';

const WIDTH = 30;
/** Milliseconds between two drawings, in real time. */
const PAUSE = 100;
const DAY = 86_400_000;

/** A bar on standard error while a demo plays; nothing where it is not a terminal. */
export function progressBar(span: Span, days: number): { show(now: number): void; clear(): void } {
  if (!process.stderr.isTTY) return { show() {}, clear() {} };
  let drawn = 0;
  return {
    show(now) {
      if (performance.now() - drawn < PAUSE) return;
      drawn = performance.now();
      const full = Math.round((WIDTH * (now - span.from)) / (span.to - span.from));
      const day = days - Math.floor((span.to - now) / DAY);
      const label = sentence(words.progress, { day: day < 0 ? day : `+${day}`, days });
      process.stderr.write(`\r${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${label}  `);
    },
    clear: () => process.stderr.write('\r\u001b[2K'),
  };
}
