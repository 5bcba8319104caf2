import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compose } from '../../../src/channels/slack/blocks.ts';
import { teamsCard } from '../../../src/channels/teams/card.ts';
import { compareRules, type Memento, type Rule, ruleText, wordsOf } from '../../../src/domain/memento.ts';
import { plainLine } from '../../../src/domain/passage.ts';
import { renderCard } from '../../../src/engine/render.ts';
import { lineData } from '../../../src/instruments/memento/inlines.ts';
import { pagesOf } from '../../../src/instruments/memento/pages.ts';
import type { ShownRule } from '../../../src/instruments/memento/reading.ts';
import { readMemento } from '../../../src/programme/memento.ts';
import { blockKitProblems } from '../../platforms/block-kit.ts';
import { words } from '../../support/program.ts';

/** Source: « Format your bot messages », Microsoft Teams documentation. */
const TEAMS_BYTES = 28 * 1024;

const word = fc.stringMatching(/^[A-Za-zàéèç]{1,12}$/);
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.array(word, { minLength: 1, maxLength: 12 }).map((list) => list.join(' ')) },
  word.map((text) => `**${text}**`),
  fc.tuple(word, word).map(([text, path]) => `[${text}](https://intranet.example/${path})`),
);
const line = fc
  .tuple(fc.constantFrom('', '- ', '1. ', '  - '), fc.array(piece, { minLength: 1, maxLength: 8 }))
  .map(([mark, list]) => mark + list.join(' '));
const rule = fc.tuple(fc.boolean(), fc.array(line, { minLength: 1, maxLength: 8 }));

/** Any memento that the loader takes. */
const rules = fc
  .array(rule, { minLength: 1, maxLength: 40 })
  .map((list) => {
    const body = list.map(
      ([section, lines], index) =>
        `${section ? `# Section ${index}\n` : ''}## Règle ${index}\n\n${lines.join('\n\n')}`,
    );
    const source = `---\nversion: 1\ntitre: R\nlien: https://intranet.example/\n---\nUne introduction.\n${body.join('\n\n')}`;
    return readMemento(source, []);
  })
  .filter((memento) => memento !== null);

function shown(rule: Rule, index: number): ShownRule {
  return { rule, number: index + 1, change: index % 2 ? 'added' : 'changed' };
}

/** The data of a page, the fullest it can be. */
function pageData(introduction: Parameters<typeof lineData>[0][], page: ShownRule[]) {
  return {
    summary: 'Le mémento',
    heading: 'R'.repeat(80),
    version: '1'.repeat(20),
    news: 'Le mémento a changé. '.repeat(8),
    introduction: introduction.map(lineData),
    rules: page.map(({ rule, number }) => ({
      section: rule.section ?? '',
      title: `${number}. ${rule.title}`,
      change: 'Nouvelle règle',
      lines: rule.lines.map(lineData),
    })),
    removed: '',
    pages: 'Page 2 sur 3',
    next: 3,
    previous: 1,
    since: '1'.repeat(20),
    whole: true,
    partial: true,
    link: 'https://intranet.example/',
    hasLink: true,
    asked: true,
    acknowledged: true,
    hasCheck: true,
    questions: 2,
  };
}

/** Every page holds what it should, whole, in Teams and in Slack. */
function inspect(memento: Memento): number {
  const pages = pagesOf(memento.introduction, memento.rules.map(shown));
  expect(pages.flat().map(({ number }) => number)).toEqual(memento.rules.map((_, index) => index + 1));
  for (const [index, page] of pages.entries()) {
    const data = pageData(index === 0 ? memento.introduction : [], page);
    const { card, text } = renderCard('memento', data, 'an-outbox-id');
    if (!card) throw new Error('no card');
    const { blocks } = compose({ id: 'an-outbox-id', text, card, images: [] });
    expect(blockKitProblems(blocks)).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(teamsCard(card, text, [])))).toBeLessThan(TEAMS_BYTES);
    const slack = JSON.stringify(blocks);
    const said = words({ text, card }).replaceAll('\n', '');
    for (const line of page.flatMap(({ rule }) => rule.lines)) {
      for (const run of line.runs) expect(slack).toContain(JSON.stringify(run.text).slice(1, -1));
      expect(said).toContain(plainLine({ ...line, mark: '' }));
    }
  }
  return pages.length;
}

it('any memento is shown whole, page after page, within what Teams and Slack take', () => {
  fc.assert(
    fc.property(rules, (memento) => inspect(memento) > 0),
    { numRuns: 60 },
  );
});

it('the longest one too', () => {
  const item = `- **${'é'.repeat(50)}** *${'d'.repeat(48)}*\n`;
  const link = '[x](https://a.example/y) ';
  for (const text of [item.repeat(20), '- mot\n'.repeat(20), `${'w'.repeat(1999)}`, link.repeat(30)]) {
    const problems: string[] = [];
    const rules = Array.from(
      { length: 40 },
      (_, index) => `# S${index}\n## ${'T'.repeat(97)}${index}\n${text}\n`,
    );
    const source = `---\nversion: 1\ntitre: R\n---\n${'i'.repeat(1000)}\n${rules.join('\n')}`;
    const memento = readMemento(source, problems);
    expect(problems).toEqual([]);
    if (memento) expect(inspect(memento)).toBeGreaterThan(5);
  }
});

it('Slack is given emphasis and links, and reads no markup in what is written', () => {
  const problems: string[] = [];
  const source =
    '---\nversion: 1\ntitre: R\n---\nI\n## A\n**gras** \\*non\\* [ici](https://a.example/) `=A1` \u0024{x} <!-- --> :smile:';
  const memento = readMemento(source, problems);
  expect(problems).toEqual([]);
  const page = memento?.rules.map(shown) ?? [];
  const { card, text } = renderCard('memento', pageData([], page), null);
  const { blocks } = compose({ id: null, text, card, images: [] });
  expect(blocks).toContainEqual({
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'gras', style: { bold: true } },
          { type: 'text', text: ' *non* ' },
          { type: 'link', url: 'https://a.example/', text: 'ici' },
          { type: 'text', text: ' ' },
          { type: 'text', text: '=A1', style: { code: true } },
          { type: 'text', text: ' \u0024{x}  :smile:' },
        ],
      },
    ],
  });
});

it('what is new is what differs: nothing between a version and itself, in any order', () => {
  fc.assert(
    fc.property(rules, fc.nat(), ({ rules: all }, chosen) => {
      const before = all.map(ruleText);
      expect(wordsOf(before)).toBe(wordsOf(before.toReversed()));
      expect(compareRules(before, before.toReversed())).toEqual({
        added: new Set(),
        changed: new Set(),
        removed: [],
      });
      const index = chosen % before.length;
      const title = before[index]?.title ?? '';
      const rewritten = before.with(index, { title, text: 'Tout autre chose' });
      expect(compareRules(before, rewritten).changed).toEqual(new Set([title]));
      const renamed = before.with(index, { title: 'Autre titre', text: before[index]?.text ?? '' });
      expect(compareRules(before, renamed).removed).toEqual([]);
      const fewer = before.toSpliced(index, 1);
      expect(compareRules(before, fewer).removed).toEqual([title]);
      expect(compareRules(fewer, before).added.size + compareRules(fewer, before).changed.size).toBe(1);
    }),
    { numRuns: 60 },
  );
});

it.each([
  ['Une virgule, en plus.', 'Une virgule en plus', true],
  ["L'IA  se trompe", 'l’ia se trompe !', true],
  ['Moins de 5 % des cas', 'Moins de 5 cas', false],
  ['Ne jamais donner', 'Toujours donner', false],
  ['un\nlien\nhttps://a.example/x', 'un\nlien\nhttps://a.example/y', false],
])('%j and %j say the same: %s', (one, other, same) => {
  expect(wordsOf([{ title: 'T', text: one }]) === wordsOf([{ title: 'T', text: other }])).toBe(same);
});
