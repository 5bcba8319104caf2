import { z } from 'zod';
import type { Memento } from '../domain/programme.ts';
import { keys, text } from './fields.ts';
import type { Problems } from './text-file.ts';
import { readYaml } from './yaml-source.ts';

const FILE = 'memento.md';
const LINK_FIX = 'écrivez une adresse qui commence par https://, ou rien';

const schema = keys({
  version: text(20),
  titre: text(80),
  lien: z.string(LINK_FIX).refine(isLink, LINK_FIX).nullish(),
});

function isLink(value: string): boolean {
  return value === '' || (/^https?:\/\/[^\s]+$/.test(value) && URL.canParse(value));
}

/** What a card can show whole, in characters. */
const INTRODUCTION_MAX = 1000;
const RULE_TITLE_MAX = 100;
const RULE_MAX = 500;

/** Reads `memento.md`: a heading of three keys between two `---`, an introduction, then one rule under each `## `. */
export function readMemento(content: string, problems: Problems): Memento | null {
  const before = problems.length;
  const report = (line: number, message: string) => problems.push(`${FILE}:${line}: ${message}`);
  const lines = content.split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end === -1) {
    report(1, "l'en-tête manque ; commencez par une ligne « --- », puis version, titre, lien, puis « --- »");
    return null;
  }
  // Failsafe: every value is text, so that version 1.10 is not read as the number 1.1.
  const source = readYaml(lines.slice(1, end).join('\n'), FILE, { offset: 1, strings: true });
  const head = source.check(schema);
  problems.push(...source.problems());

  const introduction: string[] = [];
  const sections: { line: number; title: string; body: string[] }[] = [];
  for (const [index, content] of lines.entries()) {
    if (index <= end) continue;
    const line = index + 1;
    const heading = /^(#+)\s*(.*)$/.exec(content);
    if (heading?.[1] === '##') sections.push({ line, title: (heading[2] ?? '').trim(), body: [] });
    else if (heading) report(line, "ce titre n'est pas une règle ; écrivez « ## » (deux dièses, une espace)");
    else (sections.at(-1)?.body ?? introduction).push(content);
  }

  const rules = sections.map(({ line, title, body }) => {
    const rule = { title, text: paragraphs(body) };
    if (title === '' || title.length > RULE_TITLE_MAX) {
      report(
        line,
        `titre de règle vide ou trop long ; écrivez ${RULE_TITLE_MAX} caractères au plus après « ## »`,
      );
    }
    if (rule.text === '' || rule.text.length > RULE_MAX) {
      report(line, `règle vide ou trop longue ; écrivez 1 à ${RULE_MAX} caractères sous son titre`);
    }
    return rule;
  });
  if (rules.length === 0)
    report(end + 1, 'aucune règle ; écrivez au moins un titre « ## » suivi de son texte');
  const opening = paragraphs(introduction);
  if (opening === '' || opening.length > INTRODUCTION_MAX) {
    report(
      end + 2,
      `introduction vide ou trop longue ; écrivez 1 à ${INTRODUCTION_MAX} caractères sous l'en-tête`,
    );
  }
  if (!head || problems.length > before) return null;
  return { version: head.version, title: head.titre, link: head.lien || null, introduction: opening, rules };
}

/** Lines cut for the comfort of the editor are joined; an empty line starts a paragraph. */
function paragraphs(lines: readonly string[]): string {
  return lines
    .join('\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replace(/\s*\n(?!\s*[-*] )\s*/g, ' '))
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}
