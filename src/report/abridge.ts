import { text } from '../engine/texts.ts';
import type { Block, Paper } from './paper.ts';

/** Texts that are kept where all are too many. They come in no order: the first ones are any. */
const TEXTS = 10;

/** Services that are kept where all are too many. */
const SERVICES = 10;

type Cut = (blocks: readonly Block[]) => Block[];

/** What can be read elsewhere, the least missed first; each leaves a line that says so. */
const CUTS: readonly Cut[] = [
  withoutEarlierRounds,
  withoutServices,
  withoutBaseline,
  withFewerTexts,
  withoutManyServices,
];

/** A review whole, then with one thing less each time, for a paper of a few pages. */
export function abridged(paper: Paper): [Paper, ...Paper[]] {
  const versions: [Paper, ...Paper[]] = [paper];
  let { blocks } = paper;
  for (const cut of CUTS) {
    blocks = cut(blocks);
    versions.push({ ...paper, blocks });
  }
  return versions;
}

/** « Tour précédent… », up to the next section. */
function withoutEarlierRounds(blocks: readonly Block[]): Block[] {
  return withoutPart(
    blocks,
    (block) => block.kind === 'heading' && block.level === 4,
    text('report.cut.before'),
  );
}

/** How each service answered each question of a survey; the line that is left needs no title. */
function withoutServices(blocks: readonly Block[]): Block[] {
  const question = text('digest.long.question');
  const isCut = (block: Block | undefined) =>
    block?.kind === 'table' && block.head.length === 3 && block.head[1] === question;
  const title = text('digest.long.services');
  return blocks
    .filter((block, at) => !(block.kind === 'text' && block.text === title && isCut(blocks[at + 1])))
    .map((block) =>
      isCut(block) ? { kind: 'text', text: text('report.cut.services'), tone: 'quiet' } : block,
    );
}

/** One figure of each of many services. */
function withoutManyServices(blocks: readonly Block[]): Block[] {
  const service = text('digest.long.department');
  return blocks.map((block) =>
    block.kind === 'table' && block.head[0] === service && block.rows.length > SERVICES
      ? { kind: 'text', text: text('report.cut.services'), tone: 'quiet' }
      : block,
  );
}

/** The first review that shows it has it whole. */
function withoutBaseline(blocks: readonly Block[]): Block[] {
  const title = text('digest.long.section.baseline');
  const at = blocks.findIndex((block) => block.kind === 'heading' && block.text === title);
  if (at < 0) return [...blocks];
  const rest = blocks.slice(at + 1);
  const end = rest.findIndex((block) => block.kind === 'heading' && block.level <= 3);
  const line: Block = { kind: 'text', text: text('report.cut.baseline'), tone: 'quiet' };
  return [...blocks.slice(0, at + 1), line, ...(end < 0 ? [] : rest.slice(end))];
}

function withFewerTexts(blocks: readonly Block[]): Block[] {
  const figures = blocks.findIndex((block) => block.kind === 'heading' && block.level === 2);
  return blocks.map((block, at) => {
    if (block.kind !== 'list' || at < figures || block.items.length <= TEXTS) return block;
    const left = block.items.length - TEXTS;
    return {
      ...block,
      items: [...block.items.slice(0, TEXTS), { text: text('report.cut.texts', { left }) }],
    };
  });
}

function withoutPart(blocks: readonly Block[], starts: (block: Block) => boolean, said: string): Block[] {
  const kept: Block[] = [];
  let inside = false;
  for (const block of blocks) {
    if (starts(block)) {
      if (!inside) kept.push({ kind: 'text', text: said, tone: 'quiet' });
      inside = true;
    } else if (block.kind === 'heading' && block.level < 4) inside = false;
    if (!inside) kept.push(block);
  }
  return kept;
}
