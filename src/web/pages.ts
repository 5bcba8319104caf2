import type restify from 'restify';
import type { Programme } from '../domain/programme.ts';
import { type TextKey, text } from '../engine/texts.ts';

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
};

const STYLE =
  'body{font:1.0625rem/1.6 system-ui,sans-serif;max-width:38rem;margin:3rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}h1{font-size:1.5rem}';

/** The pages the app manifests point at: who sees what, and the terms of use. Nothing on them comes from a person. */
export function mountPages(server: restify.Server, programme: Programme, sandbox: boolean): void {
  const { figure, verbatim, group } = programme.thresholds;
  const organisation = programme.organisation.name;
  const privacy: TextKey[] = ['privacy.confidential', 'privacy.texts', 'privacy.named', 'privacy.rights'];
  const paragraphs = privacy.map((key) => text(key, { figure, verbatim, group }));
  mount('/confidentialite', text('page.privacy.title', { organisation }), paragraphs);
  mount('/conditions', text('page.terms.title', { organisation }), [text('page.terms.body')]);
  if (!sandbox) mount('/', text('page.home.title', { organisation }), [text('page.home.body')]);

  function mount(path: string, title: string, lines: string[]): void {
    const body = page(title, lines);
    server.get(path, (_request, response, next) => {
      response.sendRaw(200, body, HEADERS);
      next();
    });
  }
}

function page(title: string, lines: string[]): string {
  const safe = (words: string) =>
    words.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;' })[sign] ?? '&gt;');
  const paragraphs = lines.map((line) => `<p>${safe(line)}</p>`).join('\n');
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${safe(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${safe(title)}</h1>
${paragraphs}
</main></body></html>
`;
}
