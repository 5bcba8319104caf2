/** HTML that is safe to send as it is. */
export type Html = { readonly html: string };

type Part = Html | string | number | null | false | readonly Html[];

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Builds HTML: what is filled in is escaped unless it was built here too; null and false print nothing. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return { html: String.raw({ raw: strings }, ...parts.map(print)) };
}

function print(part: Part): string {
  if (part === null || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number')
    return String(part).replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
  return 'html' in part ? part.html : part.map(print).join('');
}
