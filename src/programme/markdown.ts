import { lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import type { Line } from '../domain/passage.ts';
import { HTML, type Report, readInline } from './markdown-inline.ts';

/** A title and its level, or lines of text, none when all of it was reported; `line` is where it starts in its file. */
export type Block =
  | { kind: 'title'; level: number; line: number; title: string }
  | { kind: 'text'; line: number; lines: Line[] };

/** Reads a Markdown text as what a card can show. `first`: the line of the file it starts on. */
export function readMarkdown(source: string, first: number, report: Report): Block[] {
  try {
    return blocksOf(source, first, report);
  } catch (error) {
    // Quotes in quotes in quotes, by the thousand: the reader of Markdown goes as deep as they do.
    if (!(error instanceof RangeError)) throw error;
    report(first, 'trop de niveaux les uns dans les autres ; écrivez des paragraphes et des listes simples');
    return [];
  }
}

function blocksOf(source: string, first: number, report: Report): Block[] {
  const blocks: Block[] = [];
  let line = first;
  for (const token of known(lexer(source))) {
    if (token.type === 'heading') {
      const [title] = readInline(known(token.tokens), line, report);
      blocks.push({
        kind: 'title',
        level: token.depth,
        line,
        title: (title ?? []).map(({ text }) => text).join(''),
      });
    } else {
      let told = false;
      const lines = readBlock(token, line, 0, (...problem) => {
        told = true;
        report(...problem);
      });
      if (told || lines.length > 0) blocks.push({ kind: 'text', line, lines });
    }
    line += lineFeeds(token.raw);
  }
  return blocks;
}

function readBlocks(tokens: readonly MarkedToken[], first: number, depth: number, report: Report): Line[] {
  let line = first;
  return tokens.flatMap((token) => {
    const lines = readBlock(token, line, depth, report);
    line += lineFeeds(token.raw);
    return lines;
  });
}

function readBlock(token: MarkedToken, line: number, depth: number, report: Report): Line[] {
  switch (token.type) {
    case 'paragraph':
    case 'text':
      return linesOf(token.tokens ?? [token], line, depth, report);
    case 'list':
      return readList(token, line, depth, report);
    case 'blockquote':
      return quoted(readBlocks(known(token.tokens), line, depth, report));
    case 'table':
      return readTable(token, line, depth, report);
    case 'heading':
      report(line, 'titre dans une liste ou une citation ; écrivez-le en gras : **titre**');
      return [];
    case 'html':
      if (!/^<!--[\s\S]*-->\s*$/.test(token.raw)) report(line, HTML);
      return [];
    case 'code':
      report(line, 'bloc de code ; enlevez les espaces du début de la ligne, ou les ```');
      return [];
    case 'hr':
      report(line, 'filet « --- » ; enlevez-le : une carte sépare les règles toute seule');
      return [];
    default:
      return [];
  }
}

function linesOf(tokens: readonly Token[], line: number, depth: number, report: Report): Line[] {
  return readInline(known(tokens), line, report).map((runs) => ({ mark: '', depth, runs }));
}

/** The mark goes to the first line of the item; what follows stands under it. */
function readList(list: Tokens.List, first: number, depth: number, report: Report): Line[] {
  let line = first;
  return list.items.flatMap((item, index) => {
    if (item.task) report(line, 'case à cocher ; écrivez un simple tiret « - »');
    const mark = list.ordered ? `${Number(list.start) + index}.` : depth === 0 ? '•' : '◦';
    const [head, ...rest] = readBlocks(known(item.tokens), line, depth + 1, report);
    line += lineFeeds(item.raw);
    return head ? [{ ...head, mark, depth }, ...rest] : [];
  });
}

/** French quotation marks around the whole, unless it has its own. */
function quoted(lines: Line[]): Line[] {
  const [first, last] = [lines[0]?.runs[0], lines.at(-1)?.runs.at(-1)];
  if (!first || !last || first.text.startsWith('«')) return lines;
  const open = { text: '«\u00a0' };
  const close = { text: '\u00a0»' };
  return lines.map((line, index) => ({
    ...line,
    runs: [...(index === 0 ? [open] : []), ...line.runs, ...(index === lines.length - 1 ? [close] : [])],
  }));
}

/** A row a line, as it is read aloud: its first cell in bold, then each column's name and what it holds. */
function readTable(table: Tokens.Table, line: number, depth: number, report: Report): Line[] {
  return table.rows.map((cells, index) => {
    const runs = cells.flatMap(({ tokens }, column) => {
      const [cell = []] = readInline(known(tokens), line + 2 + index, report);
      if (column === 0) return cell.map((run) => ({ ...run, bold: true as const }));
      const name = table.header[column]?.text ?? '';
      return cell.length === 0 ? [] : [{ text: name ? ` · ${name}\u00a0: ` : ' · ' }, ...cell];
    });
    return { mark: '•', depth, runs };
  });
}

/** Without extensions, every token is one of its own. */
function known(tokens: readonly Token[]): MarkedToken[] {
  return tokens.filter((token): token is MarkedToken => typeof token.raw === 'string');
}

function lineFeeds(raw: string): number {
  return raw.split('\n').length - 1;
}
