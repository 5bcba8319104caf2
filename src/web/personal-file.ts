import type restify from 'restify';
import type { Engine } from '../engine/engine.ts';
import { FILE_PATH, personOfLink } from '../engine/file-link.ts';
import type { Instrument } from '../engine/instrument.ts';
import { type PersonalFile, personalFile, zipOf } from '../engine/personal-file.ts';
import { type TextKey, text } from '../engine/texts.ts';
import { html } from './html.ts';

/** Nothing is kept by a browser or a proxy, told to another site, or shown inside one. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const STYLE =
  'body{font:1.0625rem/1.6 system-ui,sans-serif;max-width:38rem;margin:3rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}h1{font-size:1.5rem}button{font:inherit;padding:.6rem 1.2rem;color:#fff;background:#00558c;border:0;border-radius:.25rem;cursor:pointer}button:focus-visible{outline:3px solid #1b1b1b;outline-offset:2px}';

/**
 * `/mes-donnees/<secret>`: one's own file, by a link that works once. Opening it only shows a button, for chats and mail
 * filters open links too; the button takes the file, and the link with it.
 */
export function mountPersonalFile(
  server: restify.Server,
  engine: Engine,
  instruments: readonly Instrument[],
): void {
  const path = `${FILE_PATH}/:secret`;
  server.get(path, async (request, response) => {
    const found = await engine.inTurn((turn) => personOfLink(turn, secretOf(request), { use: false }));
    if (!found) return gone(response);
    sendPage(
      response,
      200,
      page('rights.file.page.title', 'rights.file.page.body', text('rights.file.page.button')),
    );
  });
  server.post(path, async (request, response) => {
    const file = await engine.inTurn(async (turn): Promise<PersonalFile | null> => {
      const person = await personOfLink(turn, secretOf(request), { use: true });
      return person && personalFile(turn, person, instruments);
    });
    if (!file) return gone(response);
    response.writeHead(200, {
      ...HEADERS,
      'Content-Type': 'application/zip',
      'Content-Disposition': 'attachment; filename="mes-donnees.zip"',
    });
    response.end(Buffer.from(zipOf(file)));
  });
}

function secretOf(request: restify.Request): string {
  return String(request.params.secret);
}

/** Unknown, used or too old: which of them is nobody's business. */
function gone(response: restify.Response): void {
  sendPage(response, 410, page('rights.file.gone.title', 'rights.file.gone.body', null));
}

function sendPage(response: restify.Response, status: number, body: string): void {
  response.sendRaw(status, body, { ...HEADERS, 'Content-Type': 'text/html; charset=utf-8' });
}

/** `button`: posts to the page's own address. */
function page(title: TextKey, body: TextKey, button: string | null): string {
  return html`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title><style>${{ html: STYLE }}</style></head>
<body><main><h1>${text(title)}</h1>
<p>${text(body)}</p>
${button !== null && html`<form method="post"><button type="submit">${button}</button></form>`}
</main></body></html>
`.html;
}
