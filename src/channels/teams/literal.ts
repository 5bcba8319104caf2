/**
 * Teams reads Markdown in card texts; ours hold none. A text with any of these would change on the way:
 * emphasis, code, links, tags and entities, escapes; and lists, titles and quotes at the start of a line.
 */
const MARKDOWN = /[*_`~[\]<>\\]|&#?\w+;|^\s*(?:[-+]|#{1,6}|\d+[.)])\s|^\s*[-=]{3,}\s*$|\{\{(?:DATE|TIME)\(/m;

export function hasMarkdown(text: string): boolean {
  return MARKDOWN.test(text);
}

/**
 * The nearest text that no Markdown reader changes, for places that only take a string. Escapes will not do:
 * some clients show the backslash. Look-alikes and invisible joints do.
 */
export function literalText(text: string): string {
  return text
    .replace(/^(\s*(?:[-+]|#{1,6}|\d+[.)])) /gm, '$1\u00A0')
    .replaceAll('*', '∗')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ')
    .replaceAll('`', 'ˋ')
    .replaceAll('~~', '~\u2060~')
    .replaceAll('](', ']\u2060(')
    .replace(/&(?=#?\w+;)/g, '&\u2060')
    .replace(/<(?=[\w/!?@#])/g, '<\u2060')
    .replace(/\{\{(?=(?:DATE|TIME)\()/g, '{\u2060{');
}
