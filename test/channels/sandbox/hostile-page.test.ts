import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEXTS } from '../../flow/hostile-payloads.ts';
import { describeInBrowser, faults, launchBrowser, openPage } from '../../support/browser.ts';
import { startProgram } from '../../support/program.ts';

/** Words, to the browser too: nothing of a payload becomes an element, a link or a request. */
const ALIVE =
  'script, svg[onload], iframe, object, [onerror], [onload], [href*="evil"], [src*="evil"], [name="q_x"]';
const CAFE = {
  place: 'Salle',
  facilitator: 'Nous',
  date: '2026-12-17',
  time: '14:00',
  services: '',
  sure: true,
};

describeInBrowser('the page of the sandbox', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  test('shows what people typed as words', async () => {
    const program = await startProgram();
    // As many as one list of Cafés shows.
    const payloads = TEXTS.filter((text) => /<script|<img|<svg|<.textarea|\]\(http|<at>/.test(text));
    expect(payloads.length).toBeGreaterThan(5);
    expect(payloads.length).toBeLessThan(9);
    for (const title of payloads) await program.act('a59', 'cafe.propose', { ...CAFE, title });
    const [first] = (await program.call('GET', 'people')).body;
    await program.say(first.id, 'cafe saison');
    await program.say(first.id, '<img src=x onerror="alert(1)"> [x](https://evil.example)');
    const { page, problems } = await openPage(browser, program.url(), { width: 1440, height: 900 });
    await page
      .getByRole('button', { name: new RegExp(`^${first.name}`) })
      .first()
      .click();
    await page.locator('#chat-messages').getByText('onerror').first().waitFor();
    const shown = await page.locator('#chat-messages').textContent();
    expect(shown).toContain('<script>alert(1)</script>');
    expect(shown).toContain('[x](https://evil.example)');
    expect(await page.locator('#chat-messages').locator(ALIVE).count()).toBe(0);
    expect(problems).toEqual([]);
    await page.close();
  }, 60_000);

  test('keeps a word without end inside its conversation', async () => {
    const program = await startProgram();
    const [first] = (await program.call('GET', 'people')).body;
    await program.say(first.id, 'x'.repeat(480));
    for (const width of [1440, 360]) {
      const { page } = await openPage(browser, program.url(), { width, height: 740 });
      await page.locator('#chat-messages').getByText('xxx').waitFor();
      expect(await faults(page), `${width}`).toEqual([]);
      const hidden = await page.locator('#chat-scroll').evaluate((box) => box.scrollWidth - box.clientWidth);
      expect(hidden, `${width}`).toBe(0);
      await page.close();
    }
  }, 60_000);
});
