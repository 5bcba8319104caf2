import { text } from '../../engine/texts.ts';
import { type Html, html } from '../html.ts';

/**
 * The Markdown that reviews are written in (titles, bold, lists, tables, a quotation, a rule), as HTML. Only what our
 * own long version writes is understood: whatever people wrote inside stays as they wrote it, neither HTML nor link.
 * `level`: the level of a title `#`. `caption`: the name of a table before which no title stands, for whoever hears it
 * (nobody sees one). `most`: items of a list that are shown, the others being in the data that can be taken away.
 */
export function longHtml(
  source: string,
  { level, caption, most }: { level: number; caption: string; most: number },
): Html {
  const parts: Html[] = [];
  let title = caption;
  for (const block of source.split(/\n{2,}/).map((lines) => lines.trim())) {
    const heading = /^(#{1,4}) (.*)$/.exec(block);
    const question = /^\*\*((?:(?!\*\*).)*)\*\*$/.exec(block);
    if (heading?.[1] && heading[2]) {
      title = literal(heading[2]);
      parts.push(headingHtml(level + heading[1].length - 1, title));
    } else if (question?.[1]) {
      title = literal(question[1]);
      parts.push(html`<p><strong>${title}</strong></p>`);
    } else if (block === '---') parts.push(html`<hr>`);
    else if (block.startsWith('| ')) parts.push(tableHtml(block, title));
    else if (block.startsWith('- ')) parts.push(listHtml(block, most));
    else if (block.startsWith('> '))
      parts.push(html`<blockquote><p>${inline(block.slice(2))}</p></blockquote>`);
    else if (block !== '') parts.push(html`<p>${inline(block)}</p>`);
  }
  return html`${parts}`;
}

/** A title of a level, 1 to 6. */
export function headingHtml(level: number, title: string): Html {
  const tag = { html: `h${Math.min(level, 6)}` };
  return html`<${tag}>${title}</${tag}>`;
}

function listHtml(block: string, most: number): Html {
  const lines = block.split('\n');
  const items = lines.slice(0, most).map((line) => html`<li>${inline(line.replace(/^- /, ''))}</li>`);
  const left = lines.length - items.length;
  return html`<ul>${items}${left > 0 && html`<li>${text('report.cut.texts', { left })}</li>`}</ul>`;
}

/** A table that scrolls by itself where it is wider than the screen, with the keyboard too. */
function tableHtml(block: string, caption: string): Html {
  const [head = '', , ...rows] = block.split('\n');
  return table(
    caption,
    cells(head),
    rows.map((row) => cells(row)),
  );
}

/** The first cell of each row is its title. */
export function table(
  caption: string,
  head: readonly (Html | string)[],
  rows: readonly (readonly (Html | string)[])[],
): Html {
  const lines = rows.map(
    ([first = '', ...rest]) =>
      html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  );
  return html`<div class="wide" role="group" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${lines}</tbody></table></div>
`;
}

function cells(row: string): string[] {
  return row
    .replace(/^\| | \|$/g, '')
    .split(/(?<!\\) \| /)
    .map(literal);
}

function inline(words: string): Html {
  const [first = '', ...rest] = words.split('**');
  return html`${literal(first)}${rest.map((part, index) => (index % 2 === 0 ? html`<strong>${literal(part)}</strong>` : html`${literal(part)}`))}`;
}

/** As it was written before Markdown's signs were set apart. */
function literal(words: string): string {
  return words.replace(/\\([\\`*_[\]<>|#~])/g, '$1');
}
