import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DigestData } from '../../../src/domain/digest.ts';
import { ordinaryWave } from '../../instruments/digest/answers.ts';
import { createWorld } from '../../instruments/digest/world.ts';
import { describeInBrowser, faults, launchBrowser } from '../../support/browser.ts';
import { type Program, startProgram } from '../../support/program.ts';
import { LEADER, linkFor, post, reviewsOf } from './posted.ts';

/** Each page there is, on one width at least; the longest ones on both. */
const SEEN = [
  [320, ['?vague=grande', '?avec=suite&vague=pilote', '/historique?vague=pilote&bilan=J90']],
  [1440, ['', '?vague=grande', '?vague=pilote&bilan=J15', '/historique']],
] as const;

describeInBrowser('the dashboard in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  /** What an ordinary wave leaves, worked out once. */
  let reviews: DigestData[] | null = null;

  /** Enters by a link, as a leader does; with what goes wrong on the way. */
  async function open(width: number, scripts = true) {
    reviews ??= await ordinary();
    const program = await startProgram();
    for (const data of reviews) {
      await post(program, data);
      const other = { wave: 'suite', waveName: 'Deuxième vague', launchDate: '2026-11-02' };
      if (data.milestone === 'J15') await post(program, { ...data, ...other });
      if (data.milestone === 'J90') await post(program, large(data));
    }
    const viewport = { width, height: 800 };
    const context = await browser.newContext({ viewport, locale: 'fr-FR', javaScriptEnabled: scripts });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(program.url())) problems.push(`outside: ${request.url()}`);
    });
    await page.goto(await linkFor(program, LEADER));
    if (!scripts) await page.getByRole('button', { name: 'Ouvrir le tableau de bord' }).click();
    await page.waitForURL('**/tableau-de-bord');
    return { program, page, context, problems };
  }

  const go = (program: Program, page: Page, path: string) =>
    page.goto(`${program.url()}/tableau-de-bord${path}`, { waitUntil: 'networkidle' });

  /** Pictures that were not drawn. */
  const missing = (page: Page) =>
    page.evaluate('[...document.images].filter((one) => one.naturalWidth === 0).map((one) => one.src)');

  it.each(SEEN)('is accessible at %i px, page after page', async (width, pages) => {
    const { program, page, problems } = await open(width);
    for (const path of pages) {
      await go(program, page, path);
      await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
      expect([path, await faults(page)]).toEqual([path, []]);
      expect(await missing(page)).toEqual([]);
    }
    expect(problems).toEqual([]);
  });

  it('comes to the first answer at once on a phone', async () => {
    const { page } = await open(320);
    const answer = page.locator('.answer .short').first();
    await answer.waitFor();
    const box = await answer.boundingBox();
    // Small phones show 568 pixels of height.
    expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThan(420);
  });

  it('answers the three questions without scrolling on a desktop, and prints on two pages at most', async () => {
    const { program, page } = await open(1440);
    await go(program, page, '?vague=pilote');
    for (const name of [
      'Est-ce que ça marche\u00a0?',
      'Pour qui ça ne marche pas\u00a0?',
      'Que faire lundi\u00a0?',
    ]) {
      const box = await page.getByRole('heading', { name }).locator('xpath=..').boundingBox();
      expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThan(800);
    }
    for (const asked of ['pilote&bilan=J15', 'pilote&bilan=J30', 'pilote&bilan=J90', 'grande&bilan=J90']) {
      await go(program, page, `?vague=${asked}`);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2);
    }
  });

  it('is walked through with the keyboard, its cookie out of reach of scripts, and left', async () => {
    const { page, context } = await open(1440);
    expect(await cookies(context)).toEqual(['percolateur_session']);
    expect(await page.evaluate('document.cookie')).toBe('');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Aller au contenu');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('contenu');
    const { origin } = new URL(page.url());
    await page.getByRole('link', { name: 'Bilans parus' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`${origin}/tableau-de-bord/historique`);
    await page.getByRole('button', { name: 'Fermer le tableau de bord' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Vous avez fermé le tableau de bord' }).waitFor();
    expect(await cookies(context)).toEqual([]);
  });

  it('works without scripts', async () => {
    const { page, problems } = await open(320, false);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Bilan');
    expect(await page.getByRole('button', { name: 'Imprimer' }).count()).toBe(0);
    expect(problems).toEqual([]);
  });
});

async function ordinary(): Promise<DigestData[]> {
  const world = await createWorld();
  await ordinaryWave(world);
  return reviewsOf(world, 'J90');
}

/** The same review of an organisation with many services, half of them under the line, and a note. */
function large(data: DigestData): DigestData {
  const { adoption } = data.sections;
  if (!('users' in adoption)) throw new Error('no adoption');
  const byDepartment = Array.from({ length: 14 }, (_, index) => ({
    department: `Service numéro ${index} de la collectivité`,
    invited: 40,
    answered: 30,
    users: 6 + index,
    rateOfInvited: (6 + index) / 40,
    rateOfRespondents: (6 + index) / 30,
    alert: index < 4 ? ('below' as const) : index < 7 ? ('unknown' as const) : ('above' as const),
  }));
  const sections = { ...data.sections, adoption: { ...adoption, byDepartment } };
  return { ...data, wave: 'grande', waveName: 'Grande vague', sections };
}

async function cookies(context: BrowserContext): Promise<string[]> {
  return (await context.cookies()).map(({ name }) => name);
}
