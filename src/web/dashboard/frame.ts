import { DASHBOARD_PATH } from '../../engine/dashboard-access.ts';
import { text } from '../../engine/texts.ts';
import { type Html, html } from '../html.ts';

/** A page of the dashboard, whole. `scripts`: names of files beside this one. */
export function frame(page: { title: string; organisation: string; body: Html; scripts?: string[] }): string {
  return html`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${text('dashboard.page_title', { title: page.title, organisation: page.organisation })}</title>
<link rel="icon" href="${DASHBOARD_PATH}/icone.svg" type="image/svg+xml">
<link rel="stylesheet" href="${DASHBOARD_PATH}/page.css"><link rel="stylesheet" href="${DASHBOARD_PATH}/print.css" media="print"></head>
<body>${page.body}
${(page.scripts ?? []).map((name) => html`<script src="${DASHBOARD_PATH}/${name}" defer></script>`)}
</body></html>
`.html;
}

/** A page that only says something. */
export function wordsPage(
  organisation: string,
  key: 'gone' | 'closed' | 'over' | 'enter' | 'unknown',
  rest: { body?: Html; scripts?: string[] } = {},
): string {
  const title = text(`dashboard.${key}.title`);
  const body = html`<main class="words"><p class="organisation">${organisation}</p>
<h1>${title}</h1>
<p>${text(`dashboard.${key}.body`)}</p>
${rest.body ?? null}</main>`;
  return frame({ title, organisation, body, ...(rest.scripts && { scripts: rest.scripts }) });
}

/** A link, and whether it leads to where one is. */
export type Link = { href: string; title: string; here?: boolean };

/** A page for whoever is in: the way around it, then what it is about. */
export function readerPage(page: {
  title: string;
  organisation: string;
  here: 'review' | 'compare' | 'history';
  body: Html;
}): string {
  const ways: Link[] = (['review', 'compare', 'history'] as const).map((name) => ({
    href: `${DASHBOARD_PATH}${WAYS[name]}`,
    title: text(`dashboard.nav.${name}`),
    here: name === page.here,
  }));
  const body = html`<a class="skip" href="#contenu">${text('dashboard.skip')}</a>
<header class="top"><p class="organisation">${page.organisation}</p>
${linksHtml(text('dashboard.title'), ways)}
<form method="post" action="${DASHBOARD_PATH}/sortir"><button class="quiet">${text('dashboard.leave.short')}<span class="wordy"> ${text('dashboard.leave.what')}</span></button></form></header>
<main id="contenu" class="page" tabindex="-1">
${page.body}</main>`;
  return frame({ title: page.title, organisation: page.organisation, body, scripts: ['imprimer.js'] });
}

/** Where each part is. */
export const WAYS = { review: '', compare: '?avec=', history: '/historique' } as const;

export function linksHtml(label: string, links: readonly Link[]): Html {
  const items = links.map(
    ({ href, title, here }) => html`<li><a href="${href}"${here ? CURRENT : null}>${title}</a></li>`,
  );
  return html`<nav aria-label="${label}"><ul>${items}</ul></nav>`;
}

const CURRENT: Html = { html: ' aria-current="page"' };
