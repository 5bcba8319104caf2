import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

const CHROMIUM = '/usr/bin/chromium';
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Nothing of the browser's own goes out to the network. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Tests that need Chromium: without it they are reported as skipped, and fail where `CI=true`. */
export function describeInBrowser(name: string, body: () => void): void {
  if (existsSync(CHROMIUM)) {
    describe(name, body);
  } else if (process.env.CI === 'true') {
    test(name, () => expect.fail(`${CHROMIUM} is missing: install Debian's package « chromium »`));
  } else {
    describe.skip(`${name} (skipped: ${CHROMIUM} is missing)`, body);
  }
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}

export type Viewport = { width: number; height: number };

/** A page and what went wrong on it: console messages, exceptions, requests that failed or left the origin. */
export async function openPage(
  browser: Browser,
  origin: string,
  viewport: Viewport,
  prepare?: (page: Page) => Promise<void>,
): Promise<{ page: Page; problems: string[] }> {
  const page = await browser.newPage({ viewport, locale: 'fr-FR', reducedMotion: 'reduce' });
  const problems: string[] = [];
  page.on('console', (message) => problems.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== origin) problems.push(`outside: ${url.origin}`);
  });
  await prepare?.(page);
  await page.goto(`${origin}/`);
  await idle(page);
  return { page, problems };
}

/** Until the page has nothing under way. */
export async function idle(page: Page): Promise<void> {
  await page.locator('html:not(.busy) :is(.message, .empty)').first().waitFor({ state: 'attached' });
}

/** What axe-core finds serious or critical, one line each, and whether the page is wider than the screen. */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(AXE, 'utf8'));
  const { violations } = await page.evaluate<AxeResults>(
    'axe.run(document, { resultTypes: ["violations"] })',
  );
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  return typeof overflow === 'number' && overflow > 0 ? [...found, `wider by ${overflow}px`] : found;
}
