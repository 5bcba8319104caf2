import type { Block } from './paper.ts';

/**
 * The long version of a review, as it was posted, in blocks. It is Markdown of our own making: blocks between empty
 * lines, cells and texts on one line, every sign that is not ours escaped. What people typed stays as they typed it.
 */
export function readMarkdown(markdown: string): Block[] {
  return markdown
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '' && block !== '---')
    .map(readBlock);
}

function readBlock(block: string): Block {
  const [, marks, title] = /^(#{1,4}) (.*)$/.exec(block) ?? [];
  if (marks && title !== undefined)
    return { kind: 'heading', level: levelOf(marks.length), text: literal(title) };
  if (block.startsWith('| ')) return readTable(block.split('\n'));
  if (block.startsWith('- ')) return { kind: 'list', items: block.split('\n').map(readItem) };
  if (block.startsWith('> ')) return { kind: 'text', text: literal(block.slice(2)), tone: 'quiet' };
  const strong = /^\*\*(.*)\*\*$/.exec(block)?.[1];
  return strong === undefined
    ? { kind: 'text', text: literal(block) }
    : { kind: 'text', text: literal(strong), tone: 'strong' };
}

function levelOf(marks: number): 1 | 2 | 3 | 4 {
  return marks === 1 ? 1 : marks === 2 ? 2 : marks === 3 ? 3 : 4;
}

function readItem(line: string): { label?: string; text: string } {
  const [, label, rest] = /^- \*\*((?:\\.|[^*\\])*)\*\*\u00a0: (.*)$/.exec(line) ?? [];
  if (label !== undefined && rest !== undefined) return { label: literal(label), text: literal(rest) };
  return { text: literal(line.slice(2)) };
}

function readTable([head = '', , ...rows]: string[]): Block {
  return { kind: 'table', head: cells(head), rows: rows.map(cells) };
}

/** A cell ends at a bar that is not escaped. */
function cells(line: string): string[] {
  return line
    .slice(2, -2)
    .split(/ \| /)
    .map((cell) => literal(cell.trim()));
}

function literal(text: string): string {
  return text.replace(/\\([\\`*_[\]<>|#~])/g, '$1');
}
