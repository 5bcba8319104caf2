import type { MarkedToken, Token } from 'marked';
import type { Run } from '../domain/passage.ts';

/** Tells what a card cannot show: the line in the file, and what to write instead. */
export type Report = (line: number, message: string) => void;

export const HTML = 'balise HTML ; enlevez-la, et écrivez **gras**, *italique* ou [texte](https://…)';

type Look = Omit<Run, 'text'>;

/** A paragraph as lines of runs: one line, unless it says where to break. Line ends for the editor's comfort are spaces. */
export function readInline(tokens: readonly MarkedToken[], first: number, report: Report): Run[][] {
  const lines: Run[][] = [[]];
  let line = first;
  visit(tokens, {});
  return lines.map(tidy).filter((runs) => runs.length > 0);

  function visit(list: readonly Token[], look: Look): void {
    for (const token of list) {
      const start = line;
      if (isMarked(token)) read(token, look);
      line = start + token.raw.split('\n').length - 1;
    }
  }

  function read(token: MarkedToken, look: Look): void {
    switch (token.type) {
      case 'text':
        if (token.tokens) visit(token.tokens, look);
        else add(token.text, look);
        break;
      case 'escape':
        add(token.text, look);
        break;
      case 'strong':
        visit(token.tokens, { ...look, bold: true });
        break;
      case 'em':
        visit(token.tokens, { ...look, italic: true });
        break;
      case 'del':
        visit(token.tokens, { ...look, strike: true });
        break;
      case 'codespan':
        add(token.text, { ...look, code: true });
        break;
      case 'br':
        lines.push([]);
        break;
      case 'link':
        link(token, look);
        break;
      case 'image':
        report(line, "image ; mettez-la sur l'intranet, et écrivez un lien [texte](https://…)");
        break;
      case 'html':
        if (/^<br\s*\/?>$/i.test(token.raw)) lines.push([]);
        else if (!token.raw.startsWith('<!--')) report(line, HTML);
    }
  }

  /** A card opens web addresses only; an e-mail address is written out. */
  function link({ href, tokens, text }: Extract<MarkedToken, { type: 'link' }>, look: Look): void {
    const address = /^mailto:(.+)$/i.exec(href)?.[1];
    if (/^https?:\/\/[^\s]+$/i.test(href) && URL.canParse(href)) visit(tokens, { ...look, url: href });
    else if (address === undefined)
      report(line, `lien « ${text.slice(0, 40)} » ; écrivez une adresse entière, qui commence par https://`);
    else {
      visit(tokens, look);
      if (text !== address) add(` (${address})`, look);
    }
  }

  function add(text: string, look: Look): void {
    const entity = /&(?:#\d+|#x[\da-f]+|[a-z]+\d*);/i.exec(text)?.[0];
    if (entity) report(line, `« ${entity} » ; écrivez le caractère lui-même`);
    const words = text.replace(/\s*\n\s*/g, ' ');
    const last = lines.at(-1);
    const before = last?.at(-1);
    // Neighbours of one look are one run: a card holds so many.
    if (before && JSON.stringify({ ...before, text: '' }) === JSON.stringify({ text: '', ...look }))
      before.text += words;
    else last?.push({ text: words, ...look });
  }
}

/** No space at either end of a line. */
function tidy(runs: Run[]): Run[] {
  const first = runs[0];
  const last = runs.at(-1);
  if (first) first.text = first.text.replace(/^[ \t\n]+/, '');
  if (last) last.text = last.text.replace(/[ \t\n]+$/, '');
  return runs.filter(({ text }) => text !== '');
}

function isMarked(token: Token): token is MarkedToken {
  return typeof token.raw === 'string';
}
