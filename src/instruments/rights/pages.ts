import type { Matter } from '../../engine/personal.ts';

/** What a page holds: Slack takes 50 blocks and some 10,500 characters, and nobody reads more at once. */
export const ROOM = { lines: 24, characters: 3000 } as const;

/** A line longer than this ends in « … »: the file has it whole. */
const LONGEST = 300;

/** Matters page by page, in order; one that goes on keeps its title. A title counts as a line. */
export function pagesOf(
  matters: readonly Matter[],
  room: { lines: number; characters: number } = ROOM,
): Matter[][] {
  const pages: Matter[][] = [[]];
  let left = { ...room };
  for (const { title, lines } of matters) {
    for (const whole of lines) {
      const line = whole.length > LONGEST ? `${whole.slice(0, LONGEST - 1)}…` : whole;
      const page = pages.at(-1) ?? [];
      const isNew = page.at(-1)?.title !== title;
      const cost = { lines: isNew ? 2 : 1, characters: line.length + (isNew ? title.length : 0) };
      const fits = cost.lines <= left.lines && cost.characters <= left.characters;
      if (fits || page.length === 0) {
        put(page, title, line);
      } else {
        const next: Matter[] = [];
        put(next, title, line);
        pages.push(next);
        left = { ...room };
      }
      const spent = fits ? cost : { lines: 2, characters: line.length + title.length };
      left = { lines: left.lines - spent.lines, characters: left.characters - spent.characters };
    }
  }
  return pages;
}

function put(page: Matter[], title: string, line: string): void {
  const last = page.at(-1);
  if (last?.title === title) last.lines.push(line);
  else page.push({ title, lines: [line] });
}
