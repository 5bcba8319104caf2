import { strFromU8, unzipSync } from 'fflate';
import type { Program } from '../support/program.ts';
import { linkFor, textOf } from '../web/dashboard/posted.ts';
import { pdfStrings, pdfText } from './reading.ts';

const HOME = '/tableau-de-bord';

/**
 * All that somebody can open or take away from the dashboard, by address, and by name in the archive: every link of
 * every page is followed. Pages are as they were sent; a PDF is its text, then its strings. Pictures are left out: their
 * words are shapes, and the page says them. `but`: addresses that are not followed.
 */
export async function everythingFor(
  program: Program,
  id: string,
  { but = /^$/ }: { but?: RegExp } = {},
): Promise<Map<string, string>> {
  const entered = await fetch(await linkFor(program, id), { method: 'POST', redirect: 'manual' });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const found = new Map<string, string>();
  const waiting = [HOME];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (found.has(path) || but.test(path)) continue;
    const response = await fetch(new URL(path, program.url()), { headers: { cookie } });
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    const content = new Uint8Array(await response.arrayBuffer());
    const type = response.headers.get('content-type') ?? '';
    found.set(path, textIn(type, content));
    if (type.includes('zip')) {
      for (const [name, file] of Object.entries(unzipSync(content))) found.set(name, strFromU8(file));
    }
    if (type.includes('html')) waiting.push(...linksIn(strFromU8(content)));
  }
  return found;
}

function textIn(type: string, content: Uint8Array): string {
  if (type.includes('pdf')) return [pdfText(content), ...pdfStrings(content)].join('\n');
  return type.includes('zip') ? '' : strFromU8(content);
}

function linksIn(page: string): string[] {
  return [...page.matchAll(/ href="(\/tableau-de-bord[^"#]*)/g)]
    .map(([, link = '']) => textOf(link))
    .filter((link) => !/\.(css|svg)$/.test(link));
}
