import { expect, it } from 'vitest';
import { readableText } from '../../../src/channels/slack/text.ts';

it.each([
  ['<@U1> bonjour <!channel>', 'bonjour'],
  [
    'voir <#C1|general>, <https://exemple.test|ici> ou <https://exemple.test/b>',
    'voir #general, ici ou https://exemple.test/b',
  ],
  ['moins de &lt; 30 min &amp; plus', 'moins de < 30 min & plus'],
  // Whoever opens what they do not close takes nothing of what comes after, and makes nobody wait.
  ['<@ devis <@U1> merci', '<@ devis merci'],
  ['<!a <#b <c|d <https://exemple.test|ici>', '<!a <#b <c|d ici'],
  ['<@'.repeat(100_000), '<@'.repeat(100_000)],
  [`<#${'a'.repeat(200_000)}`, `<#${'a'.repeat(200_000)}`],
  ['in <#C1> and <#C2|>', 'in # and #'],
  ['<x|'.repeat(80_000), '<x|'.repeat(80_000)],
])('what was typed is read as somebody sees it (%#)', (typed, seen) => {
  expect(readableText(typed)).toBe(seen);
});
