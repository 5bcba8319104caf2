import { z } from 'zod';
import { INTRODUCTION_ROOM, type Memento, RULE_ROOM, type Rule } from '../domain/memento.ts';
import { fitsIn, type Line, type Weight, weightOf } from '../domain/passage.ts';
import { keys, list, text } from './fields.ts';
import { type Block, readMarkdown } from './markdown.ts';
import type { Report } from './markdown-inline.ts';
import type { Problems } from './text-file.ts';
import { readYaml } from './yaml-source.ts';

const FILE = 'memento.md';
const LINK_FIX = 'écrivez une adresse qui commence par https://, ou rien';
const VERSION_FIX = 'écrivez par exemple 1.1 ou 2026-12, sans « / »';
const RIGHT_FIX = 'écrivez le rang du bon choix : 1 pour le premier, 2 pour le deuxième…';

const TITLE_MAX = 100;
const RULES_MAX = 40;
/** What a list of choices shows whole on every platform. */
const CHOICE_MAX = 75;

const questionSchema = keys({
  question: text(200),
  choix: list(text(CHOICE_MAX), 2, 4),
  bonne: z.string(RIGHT_FIX).regex(/^[1-4]$/, RIGHT_FIX),
  pourquoi: text(300),
});

const schema = keys({
  version: text(20).refine((version) => !version.includes('/'), VERSION_FIX),
  titre: text(80),
  lien: z.string(LINK_FIX).refine(isLink, LINK_FIX).nullish(),
  // Nothing after the colon is an empty text here, where every value is text.
  verification: z.preprocess((value) => value || null, list(questionSchema, 0, 2).nullish()),
});

function isLink(value: string): boolean {
  return value === '' || (/^https?:\/\/[^\s]+$/.test(value) && URL.canParse(value));
}

/**
 * Reads `memento.md`: a heading between two `---`, an introduction, then one rule under each `## `, if need be in
 * sections under a `# `. What a card cannot show is reported with its line, and never dropped in silence.
 */
export function readMemento(content: string, problems: Problems): Memento | null {
  const found: { line: number; message: string }[] = [];
  const report: Report = (line, message) => found.push({ line, message });
  const lines = content.split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end === -1) {
    problems.push(
      `${FILE}:1: l'en-tête manque ; commencez par une ligne « --- », puis version, titre, lien, puis « --- »`,
    );
    return null;
  }
  // Failsafe: every value is text, so that version 1.10 is not read as the number 1.1.
  const source = readYaml(lines.slice(1, end).join('\n'), FILE, { offset: 1, strings: true });
  const head = source.check(schema);
  const check = (head?.verification ?? []).map((item, index) => {
    const right = Number(item.bonne) - 1;
    if (right >= item.choix.length)
      source.report(['verification', index, 'bonne'], `rang sans choix ; ${RIGHT_FIX}`);
    return { question: item.question, choices: item.choix, right, why: item.pourquoi };
  });

  const { introduction, rules } = arrange(
    readMarkdown(lines.slice(end + 1).join('\n'), end + 2, report),
    report,
  );
  if (rules.length === 0)
    report(end + 1, 'aucune règle ; écrivez au moins un titre « ## » suivi de son texte');
  if (rules.length > RULES_MAX)
    report(end + 1, `${rules.length} règles ; gardez-en ${RULES_MAX} au plus : personne n'en retient autant`);
  if (introduction.length === 0)
    report(end + 2, "introduction vide ; écrivez une ou deux phrases sous l'en-tête");
  reportLong(introduction, INTRODUCTION_ROOM, 'introduction', end + 2, report);

  const before = problems.length;
  problems.push(...source.problems());
  found.sort((a, b) => a.line - b.line);
  problems.push(...found.map(({ line, message }) => `${FILE}:${line}: ${message}`));
  if (!head || problems.length > before) return null;
  return { version: head.version, title: head.titre, link: head.lien || null, introduction, rules, check };
}

/** Text before the first rule is the introduction, the rest is each rule's. */
function arrange(blocks: readonly Block[], report: Report) {
  const introduction: Line[] = [];
  const rules: (Rule & { line: number; written: boolean })[] = [];
  const titles = new Set<string>();
  let section: { title: string; line: number; rules: number } | null = null;
  let into = introduction;
  for (const block of blocks) {
    if (block.kind === 'text') {
      if (section?.rules === 0) {
        const fix = "donnez à ce texte un titre « ## », ou remontez-le dans l'introduction";
        report(section.line, `une section « # » ne contient que des règles « ## » ; ${fix}`);
      }
      into.push(...block.lines);
      const rule = rules.at(-1);
      if (rule) rule.written = true;
    } else if (block.level > 2) {
      into.push({ mark: '', depth: 0, runs: [{ text: block.title, bold: true }] });
    } else if (block.level === 1) {
      reportEmpty(section, report);
      reportTitle(block, titles, report);
      section = { title: block.title, line: block.line, rules: 0 };
    } else {
      reportTitle(block, titles, report);
      if (section) section.rules += 1;
      into = [];
      rules.push({
        title: block.title,
        section: section?.title ?? null,
        lines: into,
        line: block.line,
        written: false,
      });
    }
  }
  reportEmpty(section, report);
  for (const { lines, line, written } of rules) {
    if (!written && lines.length === 0)
      report(line, 'règle vide ; écrivez une ou deux phrases sous son titre');
    reportLong(lines, RULE_ROOM, 'règle', line, report);
  }
  return { introduction, rules: rules.map(({ title, section, lines }) => ({ title, section, lines })) };
}

function reportEmpty(section: { line: number; rules: number } | null, report: Report): void {
  if (section?.rules === 0)
    report(section.line, 'section « # » sans règle ; écrivez ses règles en dessous, chacune après « ## »');
}

/** A rule is found by its title: two of one name could not be told apart. */
function reportTitle(
  { title, line }: Extract<Block, { kind: 'title' }>,
  titles: Set<string>,
  report: Report,
) {
  if (title === '' || title.length > TITLE_MAX)
    report(line, `titre vide ou trop long ; écrivez 1 à ${TITLE_MAX} caractères après les dièses`);
  else if (titles.has(title)) report(line, 'titre déjà pris plus haut ; écrivez-en un autre');
  titles.add(title);
}

/** Names what does not fit, and how much of it would. */
function reportLong(lines: readonly Line[], room: Weight, what: string, at: number, report: Report): void {
  const weight = weightOf(lines);
  if (fitsIn(weight, room)) return;
  const counted: [keyof Weight, string][] = [
    ['characters', 'caractères'],
    ['lines', 'lignes'],
    ['runs', "passages de gras, d'italique ou de lien"],
  ];
  const over = counted
    .filter(([key]) => weight[key] > room[key])
    .map(([key, name]) => `${weight[key]} ${name} au lieu de ${room[key]} au plus`)
    .join(', ');
  report(at, `${what} trop longue pour une carte : ${over} ; coupez-la, ou menez au détail par un lien`);
}
