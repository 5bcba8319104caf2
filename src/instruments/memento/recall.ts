import { plainLine } from '../../domain/passage.ts';
import type { CardData, Week } from '../../engine/instrument.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';

/** Characters of a rule in the weekly card. */
const LONGEST = 400;

/** One rule a card, in their order and round again: who gets one card in two meets every rule all the same. */
export async function recall(turn: Turn, { number }: Week, { rhythm }: Person): Promise<CardData | null> {
  const { rules } = turn.programme.memento;
  const turns = Math.floor((number - 1) / rhythm);
  const rule = rules[turns % rules.length];
  if (!rule) return null;
  // The second time round it is no reason to send a card.
  const quiet = turns >= rules.length;
  return { title: rule.title, text: shorten(rule.lines.map(plainLine)), quiet };
}

/** Whole lines as long as they fit, else the first one cut at a word. */
function shorten(lines: readonly string[]): string {
  const kept: string[] = [];
  for (const line of lines) {
    if ([...kept, line].join('\n').length > LONGEST) break;
    kept.push(line);
  }
  if (kept.length === lines.length) return kept.join('\n');
  if (kept.length > 0) return `${kept.join('\n')}\n…`;
  const [first = ''] = lines;
  return `${first.slice(0, LONGEST).replace(/\s+\S*$/, '')}…`;
}
