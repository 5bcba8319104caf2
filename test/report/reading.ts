import { execFileSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import { collect } from '../../src/report/collect.ts';
import { papersOf } from '../../src/report/documents.ts';
import { exportFiles } from '../../src/report/export-files.ts';
import type { Addressee } from '../../src/report/note-paper.ts';
import type { World } from '../instruments/digest/world.ts';

/** Tests are typed with the space bar. */
export function typed(words: string): string {
  return words.replace(/[\u00a0\u202f]/g, ' ');
}

/** What a PDF says, in the order of its content (`raw`), or as it lies on the page. Needs poppler-utils. */
export function pdfText(pdf: Uint8Array, order: 'raw' | 'layout' = 'raw'): string {
  return typed(execFileSync('pdftotext', [`-${order}`, '-', '-'], { input: pdf }).toString());
}

/** The same on one line: where the page was full means nothing. */
export function flat(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** Every string outside its pages: titles, authors, dates, alternative texts. */
export function pdfStrings(pdf: Uint8Array): string[] {
  const source = Buffer.from(pdf)
    .toString('latin1')
    .replace(/stream\r?\n[\s\S]*?endstream/g, '');
  return [...source.matchAll(/\(((?:\\[\s\S]|[^\\()])*)\)/g)].map(([, written = '']) => decoded(written));
}

/** Source: ISO 32000-1, 7.3.4.2 and 7.9.2.2: escapes, then UTF-16 behind its mark. */
function decoded(written: string): string {
  const signs: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  const bytes = Buffer.from(
    written.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, sign: string) =>
      /^[0-7]/.test(sign) ? String.fromCharCode(Number.parseInt(sign, 8)) : (signs[sign] ?? sign),
    ),
    'latin1',
  );
  const isWide = bytes[0] === 0xfe && bytes[1] === 0xff;
  return typed(isWide ? bytes.subarray(2).swap16().toString('utf16le') : bytes.toString('latin1'));
}

export function pagesOf(pdf: Uint8Array): number {
  return [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type \/Page\b(?!s)/g),
  ].length;
}

export type Row = Record<string, string>;
export type Taken = Awaited<ReturnType<typeof takeAway>>;

/** Plays a wave to its last review; each is posted on its day. */
export async function playReviews(world: World): Promise<void> {
  for (const day of ['2026-12-15', '2026-12-16', '2026-12-30', '2026-12-31', '2027-02-26', '2027-03-01']) {
    await world.go(day);
  }
}

/** Everything that can be taken away. */
export async function takeAway(world: World, to: Addressee = 'committee') {
  const collected = await world.turn(({ tx, calendar }) => collect(tx, calendar));
  const files = exportFiles(collected);
  const { reviews, published } = collected;
  const papers = new Map<string, Uint8Array>();
  for (const { name, make } of papersOf({ reviews, decisions: published.decisions }, to)) {
    papers.set(name, await make());
  }
  const paper = (name: string) => {
    const found = papers.get(name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };
  return {
    files,
    papers,
    paper,
    json: JSON.parse(files.get('percolateur.json') ?? ''),
    table: (name: string): Row[] =>
      parse(files.get(name) ?? '', { delimiter: ';', bom: true, columns: true, relax_quotes: false }),
    /** All words and numbers of all of it: texts, strings, names. */
    everything: typed(
      [
        ...[...files].flat(),
        ...[...papers].flatMap(([name, content]) =>
          name.endsWith('.pdf')
            ? [name, pdfText(content), ...pdfStrings(content)]
            : [name, Buffer.from(content).toString('utf8')],
        ),
      ].join('\n'),
    ),
  };
}
