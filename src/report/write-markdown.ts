import { plain, table } from '../instruments/digest/long/table.ts';
import type { Block, Paper } from './paper.ts';

/** A paper as Markdown: its words and tables, without its charts. */
export function paperMarkdown({ blocks }: Paper): string {
  return `${blocks
    .map(writeBlock)
    .filter((block) => block !== '')
    .join('\n\n')}\n`;
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${plain(block.text)}`;
    case 'text':
      return block.tone === 'strong' ? `**${plain(block.text)}**` : plain(block.text);
    case 'list':
      return block.items
        .map(
          ({ label, text }) => `- ${label === undefined ? '' : `**${plain(label)}**\u00a0: `}${plain(text)}`,
        )
        .join('\n');
    case 'table':
      return table(block.head, block.rows);
    case 'charts':
      return '';
  }
}
