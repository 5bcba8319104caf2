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

const PRIVACY: TextKey[] = ['privacy.confidential', 'privacy.texts', 'privacy.named', 'privacy.rights'];

/**
 * The pages the app manifests point at: who sees what, and the terms of use. Nothing on them comes from a person.
 * `programme`: the one in force when a page is asked for.
 */
export function mountPages(server: restify.Server, programme: () => Programme, sandbox: boolean): void {
  mount('/confidentialite', 'page.privacy.title', PRIVACY);
  mount('/conditions', 'page.terms.title', ['page.terms.body']);
  if (!sandbox) mount('/', 'page.home.title', ['page.home.body']);

  function mount(path: string, title: TextKey, lines: TextKey[]): void {
    server.get(path, (_request, response, next) => {
      const { organisation, thresholds } = programme();
      const { figure, verbatim, group } = thresholds;
      const body = page(
        text(title, { organisation: organisation.name }),
        lines.map((key) => text(key, { figure, verbatim, group })),
      );
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
