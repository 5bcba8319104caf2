import { readFileSync } from 'node:fs';
import type restify from 'restify';
import {
  closeSession,
  DASHBOARD_PATH,
  openSession,
  readerOfLink,
  readerOfSession,
} from '../../engine/dashboard-access.ts';
import type { Engine } from '../../engine/engine.ts';
import { createSlicedCount, SLICE } from '../../engine/sliced-count.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { countDeliveriesAfter } from '../../store/tally.ts';
import { html } from '../html.ts';
import { comparePage } from './compare.ts';
import { mountDocuments } from './documents.ts';
import { WAYS, wordsPage } from './frame.ts';
import { historyPage } from './history.ts';
import { dashboardPage, type Reading } from './page.ts';
import { mountPictures } from './pictures.ts';
import { type Asked, askedBy } from './reviews.ts';
import { noSessionCookie, sessionCookie, sessionOf } from './session.ts';

/** Nothing inline, nothing from elsewhere, nothing kept by the browser. */
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex, nofollow',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** `/tableau-de-bord`: what leaders open after a digest. A link from `bilan web` lets in once; then a session. */
export function mountDashboard(server: restify.Server, engine: Engine): void {
  for (const [name, type] of [
    ['page.css', 'text/css'],
    ['print.css', 'text/css'],
    ['icone.svg', 'image/svg+xml'],
    ['entrer.js', 'text/javascript'],
    ['imprimer.js', 'text/javascript'],
  ] as const) {
    const body = readFileSync(new URL(name, import.meta.url), 'utf8');
    server.get(`${DASHBOARD_PATH}/${name}`, (_request, response, next) => {
      response.sendRaw(200, body, { 'Content-Type': `${type}; charset=utf-8` });
      next();
    });
  }

  server.get(`${DASHBOARD_PATH}/entrer/:secret`, async (request, response) => {
    const page = await engine.inTurn(async (turn) =>
      (await readerOfLink(turn, String(request.params.secret))) ? enterPage(turn) : null,
    );
    if (page === null) return gone(response);
    response.sendRaw(200, page, HEADERS);
  });

  server.post(`${DASHBOARD_PATH}/entrer/:secret`, async (request, response) => {
    const opened = await engine.inTurn(async (turn) => {
      const session = await openSession(turn, String(request.params.secret));
      return session && sessionCookie(session, { secure: isSecure(turn) });
    });
    if (opened === null) return gone(response);
    response.sendRaw(303, '', { ...HEADERS, Location: DASHBOARD_PATH, 'Set-Cookie': opened });
  });

  const countDeliveries = createSlicedCount(
    (after) => engine.inTurn(({ tx }) => countDeliveriesAfter(tx, after, SLICE)),
    { keyOf: ({ campaign, status, reason }) => `${campaign}\n${status}\n${reason}` },
  );
  server.get(DASHBOARD_PATH, async (request, response) => {
    // Not for whoever has no session: a count of a million messages is a second's work.
    const isRead = await engine.inTurn((turn) => readerOfSession(turn, sessionOf(request.headers.cookie)));
    const counts = isRead && askedBy(request.url).beside === null ? await countDeliveries() : [];
    const answer = within((turn, reading, asked) =>
      asked.beside === null
        ? dashboardPage(turn, { ...reading, counts }, asked)
        : comparePage(turn, reading, asked),
    );
    await answer(request, response);
  });

  server.get(`${DASHBOARD_PATH}${WAYS.history}`, within(historyPage));

  mountPictures(server, engine, HEADERS);
  mountDocuments(server, engine, HEADERS);

  server.post(`${DASHBOARD_PATH}/sortir`, async (request, response) => {
    const secret = sessionOf(request.headers.cookie);
    const { status, page, cookie } = await engine.inTurn(async (turn) => {
      const reader = await readerOfSession(turn, secret);
      await closeSession(turn, secret);
      const cookie = noSessionCookie({ secure: isSecure(turn) });
      return reader
        ? { status: 200, page: wordsPage(nameOf(turn), 'over'), cookie }
        : { status: 401, page: wordsPage(nameOf(turn), 'closed'), cookie };
    });
    response.sendRaw(status, page, { ...HEADERS, 'Set-Cookie': cookie });
  });

  /** A page for whoever is in a session. */
  function within(draw: (turn: Turn, reading: Reading, asked: Asked) => Promise<string | null>) {
    return async (request: restify.Request, response: restify.Response) => {
      const { status, page } = await engine.inTurn(async (turn) => {
        const session = sessionOf(request.headers.cookie);
        const reader = await readerOfSession(turn, session);
        if (!reader) return { status: 401, page: wordsPage(nameOf(turn), 'closed') };
        const page = await draw(turn, { reader, session }, askedBy(request.url));
        return page === null ? { status: 404, page: unknownPage(turn) } : { status: 200, page };
      });
      response.sendRaw(status, page, HEADERS);
    };
  }

  async function gone(response: restify.Response): Promise<void> {
    const page = await engine.inTurn(async (turn) => wordsPage(nameOf(turn), 'gone'));
    response.sendRaw(410, page, HEADERS);
  }
}

/** Chats and mail filters open links too: only what posts the form uses it up. */
function enterPage(turn: Turn): string {
  const body = html`<form method="post"><button type="submit">${text('dashboard.enter.button')}</button></form>`;
  return wordsPage(nameOf(turn), 'enter', { body, scripts: ['entrer.js'] });
}

function unknownPage(turn: Turn): string {
  const body = html`<p><a href="${DASHBOARD_PATH}">${text('dashboard.unknown.back')}</a></p>`;
  return wordsPage(nameOf(turn), 'unknown', { body });
}

function nameOf({ programme }: Pick<Turn, 'programme'>): string {
  return programme.organisation.name;
}

function isSecure({ publicUrl }: Pick<Turn, 'publicUrl'>): boolean {
  return publicUrl?.startsWith('https:') ?? false;
}
