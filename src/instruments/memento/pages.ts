import { PAGE_ROOM } from '../../domain/memento.ts';
import { addWeights, fitsIn, type Line, type Weight, weightOf } from '../../domain/passage.ts';
import type { ShownRule } from './reading.ts';

/** Rules a page at a time: as many as a card holds, none of them cut. The first page has the introduction too. */
export function pagesOf(
  introduction: readonly Line[],
  rules: readonly ShownRule[],
  room = PAGE_ROOM,
): ShownRule[][] {
  const pages: ShownRule[][] = [[]];
  let taken = weightOf(introduction);
  for (const shown of rules) {
    const page = pages.at(-1);
    const own = addWeights(weightOf(shown.rule.lines), titlesOf(shown, page?.at(-1)));
    if (page && (page.length === 0 || fitsIn(addWeights(taken, own), room))) {
      page.push(shown);
      taken = addWeights(taken, own);
    } else {
      pages.push([shown]);
      taken = own;
    }
  }
  return pages;
}

/** What stands over a rule: its title, its section's where another one begins, and whether it is new. */
function titlesOf({ rule, change }: ShownRule, before: ShownRule | undefined): Weight {
  const hasSection = rule.section !== null && rule.section !== before?.rule.section;
  const lines = 1 + (hasSection ? 1 : 0) + (change ? 1 : 0);
  return { lines, runs: lines, characters: rule.title.length + (rule.section?.length ?? 0) };
}
