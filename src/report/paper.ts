import type { CardElement } from '../channels/channel.ts';

/** A document to be read on paper: what it says, in reading order. Its PDF and its Markdown say the same. */
export type Paper = {
  title: string;
  organisation: string;
  /** Local, `YYYY-MM-DD` or to the minute: the date of the figures, and of the file, whenever it is made. */
  date: string;
  blocks: Block[];
};

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | { kind: 'text'; text: string; tone?: 'strong' | 'quiet' }
  | { kind: 'list'; items: { label?: string; text: string }[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  /** Pictures with their words; Markdown has the words only. */
  | { kind: 'charts'; charts: CardElement[] };
