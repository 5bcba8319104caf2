import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { readConfig } from '../../src/config.ts';
import { type Service, start } from '../../src/service.ts';

// `npm run pictures [folder]`: the pictures of README and the guides, taken from the program as it is, in its sandbox.

const CHROMIUM = '/usr/bin/chromium';
const DESK = { width: 1440, height: 960 };
const PHONE = { width: 390, height: 844 };

type Scene = { page: Page; service: Service; browser: Browser };
type Picture = { name: string; take(scene: Scene): Promise<Buffer> };

/** In the order in which the sandbox's time passes. */
const PICTURES: readonly Picture[] = [
  {
    name: 'sandbox.png',
    async take({ page }) {
      await travelTo(page, 'J+15');
      await page.getByRole('button', { name: '+ 1 jour' }).click();
      await idle(page);
      return page.screenshot();
    },
  },
  { name: 'carte-teams.png', take: ({ page }) => lastMessage(page, 'Teams') },
  { name: 'carte-slack.png', take: ({ page }) => lastMessage(page, 'Slack') },
  {
    name: 'bilan.png',
    async take({ page }) {
      await travelTo(page, 'J+30');
      return whole(page, '#direction-messages');
    },
  },
  {
    name: 'tableau-de-bord.png',
    async take(scene) {
      await travelTo(scene.page, 'J+90');
      return dashboard(scene, DESK);
    },
  },
  { name: 'tableau-de-bord-telephone.png', take: (scene) => dashboard(scene, PHONE) },
];

const target = process.argv[2] ?? new URL('.', import.meta.url).pathname;
mkdirSync(target, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'percolateur-pictures-'));
const service = await start(
  readConfig({ PORT: '0', DATABASE_URL: `file:${join(folder, 'percolateur.db')}` }),
  {
    info() {},
    warn() {},
    error() {},
  },
);
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await open(browser, service.url, DESK);
  await page.getByRole('button', { name: 'J’ai compris' }).click();
  for (const { name, take } of PICTURES) {
    writeFileSync(join(target, name), await take({ page, service, browser }));
    process.stdout.write(`${name}\n`);
  }
} finally {
  await browser.close();
  await service.close();
  rmSync(folder, { recursive: true });
}

async function open(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
): Promise<Page> {
  const page = await browser.newPage({ viewport, locale: 'fr-FR', reducedMotion: 'reduce' });
  await page.goto(url);
  return page;
}

/** Goes to a milestone, the colleagues answering on the way. */
async function travelTo(page: Page, milestone: string): Promise<void> {
  await idle(page);
  await page.getByRole('button', { name: `Aller à ${milestone}` }).click();
  const passed = new RegExp(`^${milestone.replace('+', '\\+')} .*passé$`);
  await page.getByRole('button', { name: passed }).waitFor({ timeout: 120_000 });
  await idle(page);
}

async function idle(page: Page): Promise<void> {
  await page.locator('html:not(.busy) :is(.message, .empty)').first().waitFor({ state: 'attached' });
}

/** The last card of the chat that is open, as a platform shows it. */
async function lastMessage(page: Page, platform: 'Teams' | 'Slack'): Promise<Buffer> {
  const toggle = page.getByRole('button', { name: platform, exact: true }).first();
  await toggle.click();
  await idle(page);
  return whole(page, '#chat-messages');
}

/** The last message of a chat, in a window high enough for it. */
async function whole(page: Page, chat: string): Promise<Buffer> {
  await page.setViewportSize({ ...DESK, height: 2400 });
  const picture = await page.locator(`${chat} .message.from-bot`).last().screenshot();
  await page.setViewportSize(DESK);
  return picture;
}

/** The dashboard as a lead opens it, by a link asked for in chat. */
async function dashboard(
  { service, browser }: Scene,
  viewport: { width: number; height: number },
): Promise<Buffer> {
  const people: { id: string; roles: string[] }[] = await (
    await fetch(`${service.url}/sandbox/people`)
  ).json();
  const lead = people.find(({ roles }) => roles.includes('lead'));
  const reply = await fetch(`${service.url}/sandbox/people/${lead?.id}/messages`, {
    method: 'POST',
    body: JSON.stringify({ text: 'bilan web' }),
  });
  const link = /"url":"([^"]+)"/.exec(await reply.text())?.[1];
  if (!link) throw new Error('no link');
  const page = await open(browser, link, viewport);
  await page.waitForURL('**/tableau-de-bord');
  const picture = await page.screenshot();
  await page.close();
  return picture;
}
