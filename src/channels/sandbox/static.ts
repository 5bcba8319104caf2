import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Next, Request, Response, Server } from 'restify';

const PAGE = fileURLToPath(new URL('./page/', import.meta.url));
const RENDERER = 'adaptivecards/dist/adaptivecards.min.js';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Nothing inline, nothing from elsewhere. The card renderer styles through the DOM, which this allows. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

type Asset = { body: Buffer; headers: Record<string, string> };

/** Serves the sandbox's page at `/` and what it needs under `/sandbox/static/`, and no other file. */
export function mountPage(server: Server): void {
  mount(server, '/', readAsset(`${PAGE}index.html`));
  for (const name of readdirSync(PAGE)) {
    if (name === 'index.html' || !TYPES[extname(name)] || name.endsWith('.d.ts')) continue;
    mount(server, `/sandbox/static/${name}`, readAsset(PAGE + name));
  }
  const renderer = createRequire(import.meta.url).resolve(RENDERER);
  mount(server, '/sandbox/static/vendor/adaptivecards.min.js', readAsset(renderer));
}

function readAsset(path: string): Asset {
  const body = readFileSync(path);
  return {
    body,
    headers: {
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      // Kept by the browser, asked again each time: a new version shows at once.
      'Cache-Control': 'no-cache',
      ETag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    },
  };
}

function mount(server: Server, path: string, { body, headers }: Asset): void {
  const answer = (request: Request, response: Response, next: Next) => {
    const known = request.headers['if-none-match']?.split(/,\s*/).includes(headers.ETag ?? '');
    if (known) {
      response.writeHead(304, headers);
      response.end();
    } else {
      response.writeHead(200, { ...headers, 'Content-Length': String(body.length) });
      response.end(request.method === 'HEAD' ? undefined : body);
    }
    next(false);
  };
  server.get(path, answer);
  server.head(path, answer);
}
